import { Option } from 'commander';

/** The option --allow-code of every command that loads a destination folder; see LoadOptions. */
export function allowCodeOption(): Option {
  return new Option(
    '--allow-code',
    'allow bindings to JavaScript, which runs on this machine; refused by default',
  );
}
