import { Option } from 'commander';

/** The option of every command that loads a destination's folder; LoadOptions has what it sets. */
export function allowCodeOption(): Option {
  return new Option(
    '--allow-code',
    'let bindings be JavaScript, which runs here; without it, a folder is data',
  );
}
