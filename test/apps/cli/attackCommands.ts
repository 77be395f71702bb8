export const FOLDER = 'destinations/attack';
const SETTINGS = `${FOLDER}/config.json`;

/** Each command that loads a folder, and its exit code when it refuses the folder; `serve` and `list` find it by themselves. */
export const commands: [args: string[], code: number][] = [
  [['lint', FOLDER], 1],
  [['check', FOLDER], 1],
  [['test', FOLDER], 2],
  [['test', FOLDER, '--coverage'], 2],
  [['transform', FOLDER], 2],
  [['trace', FOLDER, '--event', '{"type": "track"}'], 2],
  [['deliver', FOLDER, '--dry-run', '--config', 'destinations/outside.json'], 2],
  [['mutate', FOLDER], 2],
  [['docs', FOLDER], 2],
  [['diff', FOLDER, '--against', 'HEAD'], 2],
  [['export', FOLDER, '--to', 'rudder-transformer', '--out', 'out'], 2],
  [['demo', FOLDER], 2],
  [['sandbox', FOLDER, '--port', '0'], 2],
  [['types', FOLDER], 2],
  [['validate-config', FOLDER, 'destinations/outside.json'], 2],
  [['list'], 2],
  [['serve', '--port', '0'], 2],
];

/** How a command ends: its exit code, and something that it says. */
type End = [code: number, text: string];

/** Commands that run a folder's workflow, and how they end when it fails for each event with this error. */
export const evaluating: [args: string[], end: (error: string) => End][] = [
  [['transform', FOLDER], (error) => [0, `"code":"${error}"`]],
  [['trace', FOLDER], () => [0, 'in step request (workflow.yaml:11:']],
  [['test', FOLDER], (error) => [1, error]],
  [['test', FOLDER, '--coverage'], (error) => [1, error]],
  [['mutate', FOLDER], () => [2, 'does not hold even without a change']],
  [['docs', FOLDER], () => [0, 'README.md: 1 block written (examples)']],
  [['diff', FOLDER, '--against', 'HEAD'], () => [0, 'nothing']],
  [['deliver', FOLDER, '--dry-run', '--config', SETTINGS], (error) => [0, `"code":"${error}"`]],
  [['test', FOLDER, '--engine', 'reference'], () => [1, '1 of 1 goldens differ']],
];

/** Commands that do not. */
export const reading: [args: string[], code: number][] = [
  [['export', FOLDER, '--to', 'rudder-transformer', '--out', 'out'], 0],
  [['types', FOLDER], 0],
  [['list'], 0],
];

/** Commands that check the settings of the folder's example. */
export const checking: string[][] = [
  ['trace', FOLDER],
  ['validate-config', FOLDER, SETTINGS],
  ['transform', FOLDER, '--config', SETTINGS],
  ['docs', FOLDER],
  ['diff', FOLDER, '--against', 'HEAD'],
  ['deliver', FOLDER, '--dry-run', '--config', SETTINGS],
];
