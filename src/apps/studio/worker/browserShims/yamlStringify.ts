// Replaces the part of the yaml package that writes YAML: the page only reads it.

function unused(): never {
  throw new Error('the page writes no YAML');
}

export {
  unused as createStringifyContext,
  unused as indentComment,
  unused as lineComment,
  unused as stringify,
  unused as stringifyCollection,
  unused as stringifyComment,
  unused as stringifyDocument,
  unused as stringifyPair,
  unused as stringifyString,
};
