// Stands in for Node's `path`, as far as workflow-engine uses it.

/** Joins two paths; what reads files takes `.` and `..` out. */
export function join(folder: string, path: string): string {
  return `${folder}/${path}`;
}

export function parse(path: string): { name: string } {
  return { name: path.replace(/^.*\//, '').replace(/\.[^.]*$/, '') };
}

export default { join, parse };
