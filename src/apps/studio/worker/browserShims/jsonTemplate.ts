/** Shim for workflow-engine's second template language, which the schema of workflow files does not allow. */
export const JsonTemplateEngine = {
  parse(): never {
    throw new Error('templateType must be "jsonata"');
  },
};

export const PathType = {};
