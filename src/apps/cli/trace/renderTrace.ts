import type { BranchTrace, FieldTrace, StepTrace, Trace, WorkflowTrace } from '../../../tools/trace/model';
import { renderOrigin } from './renderField';
import { shorten, shortValue } from './shorten';

const MOST_TURNS = 8;

/**
 * A trace as text: the outcome, the steps with their results, and the fields with their sources.
 *
 * @param folder the destination's folder, which is omitted from file names
 */
export function renderTrace(trace: Trace, folder: string): string {
  const short = (file: string) => (file.startsWith(folder) ? file.slice(folder.length) : file);
  const parts = [
    renderOutcome(trace, short),
    renderWorkflow(trace.workflow, short, '').join('\n'),
    ...(trace.fields.length > 0 ? [renderFields(trace.fields, short)] : []),
    ...(trace.turns.length > 0 ? [renderTurns(trace)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

type Short = (file: string) => string;

function renderOutcome({ destination, feature, outcome, stopped, measured }: Trace, short: Short): string {
  const rows = [`${destination} ${feature}: ${outcome.outcome}${count(outcome)}`];
  if (outcome.outcome !== 'transformed') {
    rows.push(`  ${outcome.outcome === 'rejected' ? outcome.error.message : outcome.reason}`);
  }
  if (stopped) {
    const { at, step, frame } = stopped;
    rows.push(`  in step ${step}${at ? ` (${short(at.file)}:${String(at.line)}:${String(at.column)})` : ''}`);
    rows.push(...(frame === undefined ? [] : frame.split('\n').map((line) => `  ${line}`)));
  }
  if (measured.left > 0) {
    rows.push(
      `  too large to be measured as a whole: ${String(measured.tried)} values were varied, ${String(measured.left)} were not`,
    );
  }
  return rows.join('\n');
}

function count(outcome: Trace['outcome']): string {
  if (!('requests' in outcome)) {
    return '';
  }
  const { length } = outcome.requests;
  return `, ${String(length)} ${length === 1 ? 'request' : 'requests'}`;
}

function renderWorkflow({ name, file, steps }: WorkflowTrace, short: Short, indent: string): string[] {
  const width = Math.max(...steps.map((step) => step.name.length));
  return [
    `${indent}${name} (${short(file)})`,
    ...steps.flatMap((step) => [
      `${indent}  ${step.name.padEnd(width)}  ${renderStep(step)}`.trimEnd(),
      ...step.branches.map((branch) => `${indent}    ${renderBranch(branch)}`),
      ...step.inner.flatMap((inner) => renderWorkflow(inner, short, `${indent}    `)),
    ]),
  ];
}

function renderStep({ line, state, condition, output, milliseconds }: StepTrace): string {
  const place = `line ${String(line)}`.padEnd(9);
  if (state === 'unreached') {
    return `${place} not reached`;
  }
  if (state === 'skipped') {
    return `${place} skipped: ${condition ? `${shorten(condition.text)} does not hold` : 'it failed, and the workflow goes on'}`;
  }
  if (state === 'unseen') {
    return `${place} not seen: workflow-engine runs this workflow`;
  }
  const time = `${milliseconds.toFixed(2)} ms`;
  return `${place} ${state} ${time.padStart(8)}  ${state === 'failed' ? '' : shortValue(output)}`;
}

/** `41: message.type = "screen" -> else` */
function renderBranch({ at, condition, then, else: otherwise }: BranchTrace): string {
  const taken =
    then + otherwise === 1
      ? then === 1
        ? 'then'
        : 'else'
      : `then ${String(then)} times, else ${String(otherwise)} times`;
  return `${String(at.line)}: ${shorten(condition)} -> ${taken}`;
}

function renderFields(fields: readonly FieldTrace[], short: Short): string {
  // Empty parts of an envelope are not shown.
  const shown = fields.filter(({ value }) => typeof value !== 'object' || value === null);
  const rows = shown.map((field) => ({ field, value: shortValue(field.value, 36) }));
  const path = Math.max(...rows.map(({ field }) => field.path.length));
  const width = Math.max(...rows.map(({ value }) => value.length));
  return [
    'Fields',
    ...rows.map(({ field, value }) =>
      `  ${field.path.padEnd(path)}  ${value.padEnd(width)}  ${renderOrigin(field, short)}`.trimEnd(),
    ),
  ].join('\n');
}

function renderTurns({ outcome, turns }: Trace): string {
  const shown = turns.slice(0, MOST_TURNS).map(({ path, change, outcome: other, message }) => {
    const why = message === undefined ? '' : `: ${shorten(message, 80)}`;
    return `  ${path} ${change}: ${other}${why}`;
  });
  const more = turns.length - shown.length;
  return [
    `What would change the outcome (${outcome.outcome})`,
    ...shown,
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
  ].join('\n');
}
