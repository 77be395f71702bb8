import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from '../../runtime/schema/document';
import { formatWorkflow } from './formatWorkflow';

/** The YAML files of a destination folder. Links are left out: they may lead out of it, and the files are written. */
export function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file) && !/(^|[\\/])node_modules[\\/]/.test(file))
    .map((file) => join(folder, file))
    .filter((file) => lstatSync(file).isFile())
    .sort();
}

/** The files that `destkit format` would change. Files with a syntax error are skipped: lint reports them. */
export function findUnformatted(folder: string): string[] {
  return yamlFiles(folder).filter((file) => {
    const text = readFileSync(file, 'utf8');
    return new TextDocument(file, text).syntaxErrors.length === 0 && formatWorkflow(text) !== text;
  });
}
