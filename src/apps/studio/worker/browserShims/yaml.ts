/** Shim for the yaml package: workflow-engine uses `parse` only. */
export { parse } from 'yaml';
