// The same files give the same zip, byte for byte, so that a build can be repeated and compared.
const { strToU8, zipSync } = require('fflate');

/**
 * The first moment that a zip can state, in local time: a zip has no time zone, so that this is the same in each of them.
 */
const MODIFIED = new Date(1980, 0, 1);

/** @param files path -> content, in any order */
function archive(files) {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const contents = sorted.map(([path, content]) => [
    path,
    typeof content === 'string' ? strToU8(content) : new Uint8Array(content),
  ]);
  return zipSync(Object.fromEntries(contents), { level: 9, mtime: MODIFIED });
}

module.exports = { archive };
