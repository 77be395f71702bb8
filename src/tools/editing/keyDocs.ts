import type { JsonSchema } from '../../runtime/schema/jsonSchema';
import { propertiesAt } from './completeYaml';
import type { FileView } from './fileView';
import type { Hover } from './hover';

/** The description of a key, and for the name of a step the step's own one and its value. */
export function hoverKey({ entries }: FileView, offset: number, schema: JsonSchema): Hover | undefined {
  const onKey = entries.find(({ key }) => key && key.start <= offset && offset <= key.end);
  const name = String(onKey?.path.at(-1));
  const description = onKey && propertiesAt(schema, onKey.path.slice(0, -1))[name]?.description;
  if (onKey?.key && description !== undefined) {
    return { span: onKey.key, text: `\`${name}\`: ${description}` };
  }
  const named = entries.find(
    ({ path, value }) => path.at(-1) === 'name' && value && value.start <= offset && offset <= value.end,
  );
  if (!named?.value || named.path.at(-3) !== 'steps') {
    return undefined;
  }
  const key = [...named.path.slice(0, -1), 'description'].join('/');
  const own = entries.find(({ path }) => path.join('/') === key)?.value?.text ?? '';
  const { start, end, text } = named.value;
  return { span: { start, end }, text: own.replace(/\s+/g, ' '), step: text };
}
