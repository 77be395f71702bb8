/** The page runs no JavaScript of the folder. */
export function loadCode(_folder: string, path: string): never {
  throw new Error(
    `the studio does not run JavaScript such as ${path}; use "destkit test" and "destkit trace" with --allow-code`,
  );
}
