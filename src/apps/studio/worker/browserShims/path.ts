// Shim for the part of Node's `path` that workflow-engine uses.

/** Joins two paths. `.` and `..` are resolved later, when the file is read. */
export function join(folder: string, path: string): string {
  return `${folder}/${path}`;
}

export function parse(path: string): { name: string } {
  return { name: path.replace(/^.*\//, '').replace(/\.[^.]*$/, '') };
}

export default { join, parse };
