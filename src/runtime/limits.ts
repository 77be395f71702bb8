// The maximum size of a destination folder. A folder may come from an unknown source: reading it must not take long,
// and must fit into memory.

const KIB = 1024;
const MIB = 1024 * KIB;

/** The maximum size of a file in bytes. As objects, JSON needs twenty to thirty times its size in memory. */
export const MAX_FILE_BYTES = 4 * MIB;

/** The maximum total size in bytes of the files read in one load. */
export const MAX_FOLDER_BYTES = 8 * MIB;

/** The maximum size of a YAML file. Parsing YAML takes a hundred times as long as parsing JSON of the same size. */
export const MAX_YAML_BYTES = 256 * KIB;

/**
 * The maximum nesting of objects and arrays. Functions that visit values are recursive, and no real file is this
 * deep.
 */
export const MAX_DEPTH = 100;

/** The maximum number of aliases in a YAML file. Each is looked up in the whole document. */
export const MAX_ALIASES = 200;

/**
 * The maximum number of steps in a workflow. The steps of an inner workflow count once for each step that runs it.
 * Code is generated for each step.
 */
export const MAX_STEPS = 2000;

/**
 * The maximum number of schemas that apply to one value through `$ref`, `allOf` and similar keywords. Each of them is
 * checked for every such value.
 */
export const MAX_APPLIED_SCHEMAS = 10_000;
