import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The rooms of src/, lowest first. A file may import from its own room and from the rooms below it that are
 * listed here; everything else is an error. docs/architecture.md draws the same picture.
 */
const rooms = {
  errors: [],
  report: [],
  schema: ['errors'],
  jsonata: ['errors'],
  workflow: ['errors', 'schema', 'jsonata'],
  events: ['errors'],
  destination: ['errors', 'schema', 'jsonata', 'workflow'],
  delivery: ['errors', 'destination'],
  trace: ['errors', 'schema', 'jsonata', 'workflow', 'destination'],
  scaffold: ['errors', 'destination'],
  lint: ['errors', 'report', 'schema', 'jsonata', 'workflow', 'destination'],
  coverage: ['errors', 'jsonata', 'workflow', 'destination'],
  goldens: ['errors', 'report', 'destination', 'workflow', 'coverage'],
  mutation: ['errors', 'schema', 'jsonata', 'workflow', 'destination', 'coverage', 'goldens'],
  diff: ['errors', 'schema', 'jsonata', 'workflow', 'destination', 'trace'],
  sandbox: ['errors', 'jsonata', 'destination'],
  export: ['errors', 'schema', 'jsonata', 'workflow', 'destination', 'delivery', 'goldens'],
  docs: ['errors', 'schema', 'jsonata', 'destination', 'goldens'],
  host: ['errors', 'destination', 'delivery'],
  studio: [
    ...['errors', 'report', 'schema', 'jsonata', 'workflow', 'destination'],
    ...['delivery', 'coverage', 'goldens', 'lint', 'trace', 'sandbox'],
  ],
  cli: [
    ...['errors', 'report', 'schema', 'jsonata', 'workflow', 'events', 'destination'],
    ...[
      'delivery',
      'coverage',
      'goldens',
      'mutation',
      'lint',
      'scaffold',
      'trace',
      'diff',
      'sandbox',
      'host',
      'export',
      'docs',
      'studio',
    ],
  ],
};

const layering = Object.entries(rooms).map(([room, below]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...Object.keys(rooms)
            .filter((other) => other !== room && !below.includes(other))
            .map((other) => ({
              group: [`**/${other}/*`, `**/${other}/**`],
              message: `src/${room} may not import src/${other}: imports point downwards.`,
            })),
          { regex: '^(\\.\\./)+index(\\.js)?$', message: 'Inside src/, import the file that has it.' },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', '.scripts/', 'out/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are meant.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', module: 'writable', process: 'readonly', require: 'readonly' },
    },
  },
  ...layering,
);
