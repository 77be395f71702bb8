import { isScalar } from 'yaml';
import type { Where } from '../errors/destkitError';
import type { Path, TextDocument } from '../schema/document';
import { listSteps, type PlacedStep } from './workflowFile';

/** A JSONata expression of a workflow file and its place. */
export interface Expression {
  /** The step of the expression: `body`, or `parent.child`. */
  step: string;
  /** The key of the step that contains it. */
  key: ExpressionKey;
  text: string;
  /** Its place in the document of a file; without a path if it is the whole file. */
  document: TextDocument;
  path?: Path;
  /** The place in the file of the character at an offset of `text`. */
  where(offset: number, length?: number): Where;
}

const expressionKeys = ['condition', 'inputTemplate', 'loopCondition', 'template'] as const;
export type ExpressionKey = (typeof expressionKeys)[number] | 'filter' | 'map';

/** A step of a workflow file and its place. */
export interface StepPlace {
  /** `body`, or `parent.child`. */
  path: string;
  where: Where;
  /** The comment lines directly above it, without their `#`. */
  remarks: readonly string[];
}

/** The place of every step of a workflow document. */
export function listPlaces(document: TextDocument): StepPlace[] {
  const lines = document.text.split('\n');
  return listSteps(document.value).map(({ path, at }) => {
    const where = document.whereKey([...at, 'name']);
    const above = lines.slice(0, (where.at?.line ?? 1) - 1).reverse();
    const count = above.findIndex((line) => !/^\s*#/.test(line));
    const remarks = above
      .slice(0, Math.max(0, count))
      .reverse()
      .map((line) => line.replace(/^\s*#\s*/, ''));
    return { path, where, remarks };
  });
}

/** Every expression of a workflow document, in the order of its steps. */
export function listExpressions(document: TextDocument): Expression[] {
  return listSteps(document.value).flatMap((step) => ownExpressions(document, step));
}

/** The expressions of a step, without those of its inner steps. */
export function ownExpressions(document: TextDocument, { step, at, path }: PlacedStep): Expression[] {
  return [
    ...expressionKeys.flatMap((key) => toExpression(document, path, key, step[key], [...at, key])),
    ...(step.batches ?? []).flatMap((batch, index) =>
      (['filter', 'map'] as const).flatMap((key) =>
        toExpression(document, path, key, batch[key], [...at, 'batches', index, key]),
      ),
    ),
  ];
}

function toExpression(
  document: TextDocument,
  step: string,
  key: ExpressionKey,
  text: unknown,
  path: Path,
): Expression[] {
  return typeof text === 'string' ? [valueExpression(document, step, key, text, path)] : [];
}

/** An expression that is a value of a document. */
export function valueExpression(
  document: TextDocument,
  step: string,
  key: ExpressionKey,
  text: string,
  path: Path,
): Expression {
  const offsets = sourceOffsets(document, path);
  const where = (offset: number, length?: number) => document.whereOffset(offsets(offset), length);
  return { step, key, text, document, path, where };
}

/** An expression in a separate file (`templatePath`). */
export function fileExpression(document: TextDocument, step: string): Expression {
  return {
    step,
    key: 'template',
    text: document.text,
    document,
    where: (offset, length) => document.whereOffset(offset, length),
  };
}

/**
 * Maps an offset in a scalar's value to the offset in the file. A `|` block has its indentation removed from each
 * line; a plain scalar starts at its place, a quoted one after its quote. A folded `>` block joins lines, so only its
 * start is known.
 */
function sourceOffsets(document: TextDocument, path: Path): (offset: number) => number {
  const node = document.nodeAt(path);
  const start = node?.range?.[0] ?? 0;
  if (!isScalar(node)) {
    return () => start;
  }
  switch (node.type) {
    case 'BLOCK_LITERAL':
      return blockOffsets(document.text, start, String(node.value));
    case 'PLAIN':
      return (offset) => start + offset;
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return (offset) => start + 1 + offset;
    default:
      return () => start;
  }
}

function blockOffsets(source: string, start: number, value: string): (offset: number) => number {
  const bodyStart = source.indexOf('\n', start) + 1;
  const sourceLines = source.slice(bodyStart).split('\n');
  const firstFilled = sourceLines.find((line) => line.trim() !== '') ?? '';
  const indent = firstFilled.length - firstFilled.trimStart().length;
  return (offset) => {
    const before = value.slice(0, offset).split('\n');
    const line = before.length - 1;
    const skipped = sourceLines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
    return bodyStart + skipped + indent + (before[line]?.length ?? 0);
  };
}
