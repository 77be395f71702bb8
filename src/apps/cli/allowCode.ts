import { Option } from 'commander';

/** The option of every command that loads a destination's folder; LoadOptions has what it sets. */
export function allowCodeOption(): Option {
  return new Option(
    '--allow-code',
    'allow bindings to JavaScript, which runs on this machine; refused by default',
  );
}
