/** Shim for workflow-engine's second template language, which the page does not have. */
export const JsonTemplateEngine = {
  parse(): never {
    throw new Error('the studio runs jsonata only; "destkit test" and "destkit trace" run json-template');
  },
};

export const PathType = {};
