// Which folders of src/ may import which: rules for eslint.config.mjs.

/** The wings of src/: what each may import besides itself. */
const wings = {
  runtime: [],
  io: ['runtime'],
  tools: ['runtime', 'io'],
  apps: ['runtime', 'io', 'tools'],
};

/** Within `runtime`, lowest first: what each room may import besides itself. docs/architecture.md draws the same picture. */
const runtimeRooms = {
  errors: [],
  schema: ['errors'],
  jsonata: ['errors'],
  workflow: ['errors', 'schema', 'jsonata'],
  destination: ['errors', 'schema', 'jsonata', 'workflow'],
};

/** Rules for the folders `<prefix>/<name>`, each of which may import those that are listed for it and no other. */
function layersOf(prefix, folders, rest = []) {
  return Object.entries(folders).map(([folder, below]) => ({
    files: [`${prefix}/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...Object.keys(folders)
              .filter((other) => other !== folder && !below.includes(other))
              .map((other) => ({
                group: [`**/${other}/*`, `**/${other}/**`],
                message: `${prefix}/${folder} may not import ${prefix}/${other}: imports point downwards.`,
              })),
            ...rest,
            { regex: '^(\\.\\./)+index(\\.js)?$', message: 'Inside src/, import the file that has it.' },
          ],
        },
      ],
    },
  }));
}

const upwards = ['io', 'tools', 'apps'].map((wing) => ({
  group: [`**/${wing}/*`, `**/${wing}/**`],
  message: `src/runtime may not import src/${wing}: imports point downwards.`,
}));

module.exports = [...layersOf('src', wings), ...layersOf('src/runtime', runtimeRooms, upwards)];
