import { readFile } from 'node:fs/promises';
import type { Destination } from '../../runtime/destination/destination';
import { createError, DestkitError } from '../../runtime/errors/destkitError';
import { TextDocument, type Path } from '../../runtime/schema/document';
import { formatFinding, formatPath, type Finding } from '../../runtime/schema/findings';
import { isObject } from '../../runtime/isObject';

/** Settings that replace those in the file. */
export type Overrides = Record<string, string | undefined>;

/**
 * Reads a connection's settings from a JSON or YAML file. `env.NAME` is replaced by an environment variable only
 * here, because settings in an event are untrusted.
 *
 * @throws CONFIG_INVALID with the place of each problem, unknown keys included; ENV_MISSING; FILE_SYNTAX
 */
export async function readConfigFile(
  file: string,
  destination: Destination,
  overrides: Overrides = {},
): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code = 'it cannot be opened' } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : code;
    throw createError('FILE_MISSING', { file, problem });
  });
  const document = new TextDocument(file, text);
  failOn(document.syntaxErrors);
  const value = resolveVariables(document.value ?? undefined, [], document);
  const config = isObject(value) ? { ...value, ...definedOnly(overrides) } : value;
  const { problems, unknownKeys } = destination.checkConfig(config);
  failOn([...problems, ...unknownKeys].map((finding) => locate(finding, document, overrides)));
  return config as Record<string, unknown>;
}

/** The settings from the command line only, for lines that contain their own config. */
export function checkOverrides(destination: Destination, overrides: Overrides): void {
  const given = definedOnly(overrides);
  const { problems, unknownKeys } = destination.checkConfig(given);
  const own = [...problems, ...unknownKeys].filter(({ path }) => Object.hasOwn(given, String(path[0])));
  failOn(own.map((finding) => optionProblem(finding)));
}

function locate(finding: Finding, document: TextDocument, overrides: Overrides): DestkitError {
  if (overrides[String(finding.path[0])] !== undefined) {
    return optionProblem(finding);
  }
  const isKey = finding.kind === 'unknownKey' || finding.kind === 'misspeltKey';
  const where = isKey ? document.whereKey(finding.path) : document.whereValue(finding.path);
  return createError('CONFIG_INVALID', { problems: formatFinding(finding, 'config') }, where);
}

function optionProblem(finding: Finding): DestkitError {
  return createError('USAGE', { problem: `--${formatFinding(finding)}` });
}

function resolveVariables(value: unknown, path: Path, document: TextDocument): unknown {
  if (typeof value === 'string') {
    return resolveVariable(value, path, document);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => resolveVariables(item, [...path, index], document));
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, resolveVariables(item, [...path, key], document)]),
    );
  }
  return value;
}

function resolveVariable(text: string, path: Path, document: TextDocument): string {
  const variable = /^env\.(\w+)$/.exec(text)?.[1];
  if (variable === undefined) {
    return text;
  }
  const value = process.env[variable];
  if (value === undefined) {
    const where = document.whereValue(path);
    throw createError('ENV_MISSING', { variable: `${variable} (for ${formatPath(path, 'config')})` }, where);
  }
  return value;
}

function failOn(problems: readonly DestkitError[]): void {
  const [first, ...others] = problems;
  if (first) {
    throw others.length === 0
      ? first
      : new DestkitError(first.code, `${String(problems.length)} problems in the settings`, {}, problems);
  }
}

function definedOnly(overrides: Overrides): Record<string, string> {
  return Object.fromEntries(Object.entries(overrides).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}
