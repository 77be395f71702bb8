/** Stands in for another language of workflow-engine's, which the schema of workflow files does not allow. */
export const JsonTemplateEngine = {
  parse(): never {
    throw new Error('templateType must be "jsonata"');
  },
};

export const PathType = {};
