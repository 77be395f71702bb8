// What a host binds in every workflow; some of the names are JSONata's own, and mean something else there.
exports.assert = (condition, message) => {
  if (!condition) {
    throw new Error(message);
  }
};
exports.sum = (values) => values.reduce((total, value) => total + value, 0);
exports.error = () => {
  throw new Error('$error is the logger of the host');
};
exports.isDefined = (value) => value !== undefined;
