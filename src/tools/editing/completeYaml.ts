import { isObject } from '../../runtime/isObject';
import type { Path } from '../../runtime/schema/document';
import { followRef, type JsonSchema } from '../../runtime/schema/jsonSchema';
import type { FileView } from './fileView';
import { workflowIn, type FolderModel } from './folderModel';
import { pathAtColumn, type Entry } from './outline';
import type { Suggestion, Suggestions } from './suggestions';

/** What can be written at an offset of a YAML file that is not in an expression: keys, and values of keys. */
export function completeYaml(
  { text, entries }: FileView,
  offset: number,
  schema: JsonSchema,
  model: FolderModel | undefined,
  file: string,
): Suggestions | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const [line = ''] = /^.*/.exec(text.slice(lineStart)) ?? [];
  const [, dash = '', word = ''] = /^(\s*(?:- +)?)([\w$-]*)$/.exec(before) ?? [];
  if (dash + word === before) {
    const to = offset + (/^[\w$-]*/.exec(text.slice(offset))?.[0].length ?? 0);
    const own = entries.find(({ key }) => key?.start === lineStart + dash.length);
    const hasColon = own?.hasColon ?? false;
    const parent = own ? own.path.slice(0, -1) : parentOf(entries, lineStart, dash);
    return { from: offset - word.length, to, items: keysAt(schema, entries, parent, own, hasColon) };
  }
  const value = /^\s*(?:- +)?[\w$"'-]+:\s+(["']?)([^"'#]*)$/.exec(before);
  const entry = value && entries.find(({ key }) => key && key.start >= lineStart && key.end < offset);
  if (!entry) {
    return undefined;
  }
  const from = offset - (value[2] ?? '').length;
  const items = [
    ...valuesAt(schema, entry.path),
    ...filesAt(model, entry.path),
    ...tableKeys(model, file, entry.path),
  ];
  return { from, to: lineStart + line.trimEnd().length, items };
}

/** Where a key on a line of its own belongs. */
function parentOf(entries: readonly Entry[], lineStart: number, dash: string): Path {
  if (!dash.includes('-')) {
    return pathAtColumn(entries, lineStart, dash.length);
  }
  const item = entries.find(({ key, value }) => key === undefined && (value?.start ?? 0) >= lineStart);
  const list = pathAtColumn(entries, lineStart, dash.indexOf('-'));
  return item?.path ?? [...(typeof list.at(-1) === 'number' ? list.slice(0, -1) : list), 0];
}

function keysAt(
  schema: JsonSchema,
  entries: readonly Entry[],
  parent: Path,
  own: Entry | undefined,
  hasColon: boolean,
): Suggestion[] {
  const key = parent.join('/');
  const taken = new Set(
    entries.flatMap((entry) =>
      entry !== own && entry.path.slice(0, -1).join('/') === key ? [entry.path.at(-1)] : [],
    ),
  );
  return Object.entries(propertiesAt(schema, parent))
    .filter(([name]) => !taken.has(name))
    .map(([label, { description }]) => ({
      ...{ label, kind: 'key', insert: hasColon ? label : `${label}: ` },
      ...(description === undefined ? {} : { documentation: description }),
    }));
}

function valuesAt(schema: JsonSchema, path: Path): Suggestion[] {
  return schemasAt(schema, path).flatMap((part) => {
    const { type, enum: listed, const: only, examples } = part as JsonSchema & { examples?: unknown[] };
    const values = [
      ...(listed ?? []),
      ...(only === undefined ? [] : [only]),
      ...(type === 'boolean' ? [true, false] : []),
      ...(path.at(-1) === 'name' || path.at(-2) === 'name' ? [] : (examples ?? [])),
    ];
    return values.filter((each) => !isObject(each)).map((each) => ({ label: String(each), kind: 'value' }));
  });
}

/** The files of the folder for keys that name one. */
function filesAt(model: FolderModel | undefined, path: Path): Suggestion[] {
  const key = path.at(-1);
  if (!model) {
    return [];
  }
  const { workflows, tables } = model.lint;
  const inner = path.at(-2) === 'externalWorkflow';
  const names =
    inner && key === 'path'
      ? workflows.map((workflow) => `./${workflow.path}`)
      : key === 'path' && path[0] === 'bindings'
        ? ['./runtime', ...tables.map(({ file }) => relativeTo(model, file))]
        : path[0] === 'features'
          ? workflows.map((workflow) => workflow.path)
          : [];
  return [...new Set(names)].map((label) => ({ label, kind: 'file' }));
}

/** The keys of the table that a binding takes its name from. */
function tableKeys(model: FolderModel | undefined, file: string, path: Path): Suggestion[] {
  const [first, index] = path;
  const workflow = model && workflowIn(model, file);
  const binding = workflow?.bindings.find((each) => each.path[1] === index);
  if (first !== 'bindings' || path[2] !== 'name' || !isObject(binding?.table?.value)) {
    return [];
  }
  return Object.keys(binding.table.value).map((label) => ({ label, kind: 'table' }));
}

function relativeTo({ folder, pathOf }: FolderModel, file: string): string {
  const path = pathOf(file);
  return path.startsWith(`${folder}/`) ? `./${path.slice(folder.length + 1)}` : path;
}

/** The properties that a schema has for an object at a path. */
export function propertiesAt(schema: JsonSchema, path: Path): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {};
  for (const { properties = {} } of schemasAt(schema, path)) {
    for (const [name, property] of Object.entries(properties)) {
      // What a step inside a step may not have: `not: {}`.
      if ('not' in property) {
        Reflect.deleteProperty(all, name);
      } else {
        all[name] ??= property;
      }
    }
  }
  return all;
}

/** The schemas of the value at a path. */
function schemasAt(root: JsonSchema, path: Path): JsonSchema[] {
  const flat = (schema: JsonSchema): JsonSchema[] => {
    const { allOf = [], anyOf = [], oneOf = [] } = schema;
    const target = followRef(schema, root);
    return [schema, ...[...(target ? [target] : []), ...allOf, ...anyOf, ...oneOf].flatMap(flat)];
  };
  let found = flat(root);
  for (const part of path) {
    found = found.flatMap(({ properties, additionalProperties, items }) => {
      if (typeof part === 'number') {
        return items && !Array.isArray(items) ? flat(items) : [];
      }
      const own = properties?.[part];
      const other = typeof additionalProperties === 'object' ? additionalProperties : undefined;
      const below = own ?? other;
      return below ? flat(below) : [];
    });
  }
  return found;
}
