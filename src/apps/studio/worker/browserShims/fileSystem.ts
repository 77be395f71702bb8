/** Shim for `fs/promises`. The files are already in memory, so workflow-engine never reads any. */
export function readFile(path: string): Promise<string> {
  return Promise.reject(new Error(`cannot read ${path}`));
}
