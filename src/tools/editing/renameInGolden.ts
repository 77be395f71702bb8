import type { LintModel, LintWorkflow } from '../lint/model/model';
import { stepSymbol } from './occurrences';
import { innerWorkflow, type GoldenOutput, type TextEdit } from './rename';

/** The edits of a golden's error that names a step, alone or behind the steps around it: `event.eventData.warnings`. */
export function renameInGolden(
  lint: LintModel,
  { file, feature, text }: GoldenOutput,
  symbol: string,
  name: string,
): TextEdit[] {
  const root = lint.workflows.find(({ features }) => features.includes(feature));
  return [...text.matchAll(/"step":\s*"([^"]+)"/g)].flatMap(({ 0: written, 1: path = '', index }) => {
    const start = index + written.length - '"'.length - path.length;
    return segments(lint, root, path).flatMap(({ symbol: found, offset, length }) =>
      found === symbol
        ? [{ file, span: { start: start + offset, end: start + offset + length }, text: name }]
        : [],
    );
  });
}

interface Segment {
  symbol: string;
  offset: number;
  length: number;
}

/** The steps that a dotted path names, from the feature's workflow down. */
function segments(lint: LintModel, root: LintWorkflow | undefined, path: string): Segment[] {
  const found: Segment[] = [];
  let workflow = root;
  let outer = '';
  let offset = 0;
  for (const name of path.split('.')) {
    if (workflow) {
      const { file } = workflow.document;
      found.push({ symbol: stepSymbol(file, outer + name), offset, length: name.length });
      const inner = innerWorkflow(lint, workflow, name);
      outer = inner ? '' : `${outer}${name}.`;
      workflow = inner ?? workflow;
    }
    offset += name.length + 1;
  }
  return found;
}
