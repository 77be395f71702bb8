import type { Path } from '../../runtime/schema/document';
import { formatPath } from '../../runtime/schema/findings';
import { valueAt } from '../../runtime/schema/pointer';
import { suggest } from '../../runtime/schema/suggest';
import { pathInOutput, type FieldContext } from './fields';
import { parseFieldPath } from './fieldPath';
import type { RunInput } from './measure';
import { helpfulFields, type Help } from './help';
import type { FieldTrace, QuestionTrace, Trace } from './model';
import { findWriters, keysAt, type Writer } from './writers';

/** Why a field is present or missing. */
export interface FieldAnswer {
  path: string;
  outcome: Trace['outcome']['outcome'];
  /** The reason why the event was stopped, if this is why there is no field at all. */
  stopped?: Trace['stopped'] & { message: string };
  /** The field, or the fields below the path; empty if there are none. */
  fields: FieldTrace[];
  /** The expressions that can create the field, the most likely first, and the number of further ones. */
  writers: WriterTrace[];
  moreWriters?: number;
  /** The path that was probably meant, if no expression can create the field. */
  suggestion?: string;
}

/** An expression that can create a field, and why it did not. */
export interface WriterTrace extends Pick<FieldTrace, 'step' | 'at' | 'expression' | 'frame'> {
  /** The condition on its path that had the wrong result; undefined if the expression was evaluated. */
  obstacle?: QuestionTrace & { wanted: boolean };
  /** The fields of the event and the settings that it reads, and whether they are present. */
  reads: { path: string; isThere: boolean }[];
  /** Missing fields with which the field would be present, found by trying them. */
  help: Help[];
}

const MOST_WRITERS = 5;

/** @throws USAGE if the path is invalid */
export async function explainField(
  text: string,
  trace: Trace,
  context: FieldContext,
  run: RunInput,
): Promise<FieldAnswer> {
  const path = parseFieldPath(text);
  const name = formatPath(path);
  const { outcome } = trace;
  const fields = trace.fields.filter((field) => isBelow(field.path, name));
  const answer = { path: name, outcome: outcome.outcome, fields, writers: [] };
  if (fields.length > 0) {
    return answer;
  }
  if (outcome.outcome !== 'transformed') {
    const message = outcome.outcome === 'rejected' ? outcome.error.message : outcome.reason;
    return { ...answer, stopped: { step: '', ...trace.stopped, message } };
  }
  const { follower, root } = context;
  const writers = findWriters(follower, root, pathInOutput(path, context), context.input);
  const shown = writers.slice(0, MOST_WRITERS);
  const written = await Promise.all(shown.map((writer) => explainWriter(writer, name, context, run)));
  if (written.length > 0) {
    const more = writers.length - shown.length;
    return { ...answer, writers: written, ...(more > 0 ? { moreWriters: more } : {}) };
  }
  const parent = path.slice(0, -1);
  const keys = keysAt(follower, root, pathInOutput(parent, context));
  const key = suggest(String(path.at(-1)), keys);
  const suggestion = key === undefined ? sameElsewhere(path, trace) : formatPath([...parent, key]);
  return { ...answer, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** The field of that name at another path. */
function sameElsewhere(path: Path, { fields }: Trace): string | undefined {
  const name = String(path.at(-1));
  return fields.find((field) => String(parseFieldPath(field.path).at(-1)) === name)?.path;
}

async function explainWriter(
  { reads, obstacle, step, at, expression, frame }: Writer,
  name: string,
  { input }: FieldContext,
  run: RunInput,
): Promise<WriterTrace> {
  const help = await helpfulFields(reads, name, input, run);
  // A field that an expression seems to read from a missing object may belong to the result of a function.
  const isSure = ({ path, isThere }: Writer['reads'][number]) =>
    isThere ||
    valueAt(input, path.slice(0, -1)) !== undefined ||
    help.some((each) => each.path === formatPath(path));
  const sure = reads.filter(isSure);
  return {
    ...{ step, at, expression, frame },
    ...(obstacle ? { obstacle } : {}),
    reads: sure.map(({ path, isThere }) => ({ path: formatPath(path), isThere })),
    help,
  };
}

/** Whether a path equals another one, or continues it. */
export function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}
