import { schemaParts, type JsonSchema } from '../../runtime/schema/jsonSchema';

/** The settings of a config schema as lines of a comment: name, type, description. */
export function describeSettings(configSchema: JsonSchema): string[] {
  return Object.entries(configSchema.properties ?? {}).flatMap(([name, setting]) => [
    `  ${name} (${kindOf(setting, configSchema)}${setting['x-secret'] ? ', encrypted' : ''})`,
    ...wrap(setting.description ?? '', 110).map((line) => `      ${line}`),
  ]);
}

/** The type of a function's setting that can hold a value of the schema. */
function kindOf(setting: JsonSchema, root: JsonSchema): string {
  const types = schemaParts(setting, root).flatMap(({ type }) => type ?? []);
  if (types.includes('boolean')) {
    return 'Boolean';
  }
  return types.includes('array') ? 'Text Array' : 'Text';
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.replaceAll('*/', '* /').split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
