/** Stands in for all of the yaml package. */
export { parse } from 'yaml';
