import { parseDocument, Scalar } from 'yaml';
import { draftMapping } from './sampleMapping';
import { draftSchema } from './sampleSchema';
import { readSamplePaths, templateGolden, type NewFile } from './template';

const BODY_STEP = 'body';

/**
 * The template's files for a request body like the sample: its schema, a step that builds it, and a golden in which
 * the example event leads to exactly the sample.
 */
export function fillFromSample(files: readonly NewFile[], sample: Record<string, unknown>): NewFile[] {
  const mapping = draftMapping(sample, readSamplePaths());
  const edits: Record<string, (text: string) => string> = {
    'request.schema.json': (text) => {
      const { $schema, title, description } = JSON.parse(text) as Record<string, unknown>;
      return toJson({ $schema, title, description, ...draftSchema([sample]) });
    },
    'procWorkflow.yaml': (text) => replaceBody(text, mapping.expression),
    [`${templateGolden}/input.json`]: (text) => {
      const event = JSON.parse(text) as { message: Record<string, unknown> };
      return `${JSON.stringify({ ...event, message: toMessage(event.message, mapping.fields) })}\n`;
    },
    [`${templateGolden}/output.json`]: (text) => {
      const outcome = JSON.parse(text) as { requests: { body: object; userId: string }[] };
      const requests = outcome.requests.map((request) => ({
        ...request,
        body: { ...request.body, JSON: sample },
        userId: mapping.fields.get('userId') ?? request.userId,
      }));
      return toJson({ ...outcome, requests });
    },
  };
  return files.map(({ path, text }) => ({ path, text: edits[path]?.(text) ?? text }));
}

/**
 * The template's message with the fields that the mapping reads; its properties belong to the template's own body.
 */
function toMessage(
  template: Record<string, unknown>,
  fields: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const message: Record<string, unknown> = { ...template };
  delete message.properties;
  for (const [path, value] of fields) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    const owner = names.reduce((object, name) => (object[name] ??= {}) as Record<string, unknown>, message);
    owner[last] = value;
  }
  return message;
}

function replaceBody(workflow: string, expression: string): string {
  const document = parseDocument(workflow);
  const { steps } = document.toJS() as { steps: { name: string }[] };
  const place = ['steps', steps.findIndex(({ name }) => name === BODY_STEP)];
  const template = new Scalar(`${expression}\n`);
  template.type = Scalar.BLOCK_LITERAL;
  document.setIn(
    [...place, 'description'],
    "The body of the request, drafted from a sample: replace the sample's constants with paths.",
  );
  document.setIn([...place, 'template'], template);
  return document.toString({ lineWidth: 0 });
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
