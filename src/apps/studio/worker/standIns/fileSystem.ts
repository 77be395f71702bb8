/** Stands in for `fs/promises`: workflow-engine gets what was read, and has nothing to read itself. */
export function readFile(path: string): Promise<string> {
  return Promise.reject(new Error(`cannot read ${path}`));
}
