import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { Script } from 'node:vm';

/** Beside a bundle: what V8 made of its functions when they last ran at the build. */
export function codeCacheOf(file: string): string {
  return `${file}.cache`;
}

/**
 * Runs a CommonJS bundle as `require` would, but with the code that V8 had made of it before, which takes a fifth off
 * most commands. Another release of Node than that of the build does not take that code, and compiles anew.
 */
export function loadBundle(file: string): { exports: object; script: Script } {
  const source = readFileSync(file, 'utf8');
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  // Without its folder: the kept code has the name in it, and is run in other places.
  const script = new Script(wrapped, { filename: basename(file), cachedData: readCode(codeCacheOf(file)) });
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  const module = { exports: {} };
  run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  return { exports: module.exports, script };
}

/** Undefined while there is none: when the bundle runs for the first time. */
function readCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
