// What a destination folder may hold at most. A folder may come from a stranger: reading it must end soon, and fit into memory.

const KIB = 1024;
const MIB = 1024 * KIB;

/** A file of a folder, in bytes. As objects, JSON takes twenty to thirty times as much memory as it has bytes. */
export const MAX_FILE_BYTES = 4 * MIB;

/** All files of a folder that are read for one load, in bytes. */
export const MAX_FOLDER_BYTES = 8 * MIB;

/** A file that is parsed as YAML, which takes a hundred times as long as JSON of the same size. */
export const MAX_YAML_BYTES = 256 * KIB;

/** Objects and arrays inside each other. What visits values calls itself for each level; nobody writes files this deep. */
export const MAX_DEPTH = 100;

/** Aliases of a YAML file. Each is looked up in the whole document. */
export const MAX_ALIASES = 200;

/** Steps of a workflow, those of the workflows that its steps run included, once for each of the steps. Code is made for each. */
export const MAX_STEPS = 2000;

/** Schemas that apply to one value through `$ref`, `allOf` and the like. Each is asked about every such value. */
export const MAX_APPLIED_SCHEMAS = 10_000;
