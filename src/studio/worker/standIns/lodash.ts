/** Stands in for lodash: the functions that workflow-engine takes of it, from a library that has each in a few lines. */
export { chunk, identity, pick, sum } from 'es-toolkit';
export { at } from 'es-toolkit/compat';
