import type { MemoryFiles } from '../memoryFiles';

let current: MemoryFiles | undefined;

/** Says where workflow-engine finds the files that it reads itself; it knows but one place, the disk. */
export function provideFiles(files: MemoryFiles): void {
  current = files;
}

/** Stands in for `fs/promises`. */
export function readFile(path: string): Promise<string> {
  return current ? current.read(path) : Promise.reject(new Error(`cannot read ${path}`));
}

/** Stands in for `require`: a table, as it is now. There are no other modules here. */
export function moduleAt(path: string): unknown {
  const text = path.endsWith('.json') ? current?.get(path) : undefined;
  if (text === undefined) {
    throw Object.assign(new Error(`there is no module ${path}`), { code: 'MODULE_NOT_FOUND' });
  }
  return JSON.parse(text);
}
