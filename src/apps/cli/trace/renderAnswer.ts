import { didYouMean } from '../../../runtime/schema/suggest';
import type { FieldTrace } from '../../../tools/trace/model';
import type { FieldAnswer, WriterTrace } from '../../../tools/trace/why';
import { renderOrigin, renderSourceLine } from './renderField';
import { shorten, shortValue } from './shorten';

/** The answer to "why is this field present, or missing?", as text. */
export function renderAnswer(answer: FieldAnswer): string {
  const { path, fields, stopped, writers, moreWriters = 0, suggestion } = answer;
  const [only, ...others] = fields;
  if (only && others.length === 0 && only.path === path) {
    return `${renderOnly(only)}\n`;
  }
  if (only) {
    const rows = fields.map(
      (field) => `  ${field.path} = ${shortValue(field.value)}  ${renderOrigin(field, same)}`,
    );
    return [`${path} holds ${String(fields.length)} fields`, ...rows, ''].join('\n');
  }
  if (stopped) {
    const at = stopped.at
      ? ` (${stopped.at.file}:${String(stopped.at.line)}:${String(stopped.at.column)})`
      : '';
    return [
      `${path} is missing: the event is ${answer.outcome}`,
      `  ${stopped.message}`,
      `  in step ${stopped.step}${at}`,
      '',
    ].join('\n');
  }
  if (writers.length === 0) {
    return `${path} is missing: no expression that can create it was found${didYouMean(suggestion)}\n`;
  }
  const more = moreWriters > 0 ? [`and ${String(moreWriters)} more expressions that can create it`] : [];
  return `${[`${path} is missing`, ...writers.map(renderWriter), ...more].join('\n\n')}\n`;
}

const same = (file: string) => file;

function renderOnly(field: FieldTrace): string {
  const { path, value, kind, step, at, frame, sources, questions, through } = field;
  const what = {
    constant: 'a constant',
    copied: 'a field of the event or the settings as it is',
    made: 'made by an expression',
    unfollowed: 'made by this expression or before it: it cannot be followed any further',
  }[kind];
  const rows = [`${path} = ${shortValue(value, 200)}`, `  ${what}`];
  if (at) {
    rows.push(`  in step ${step} (${at.file}:${String(at.line)}:${String(at.column)})`, ...framed(frame));
  }
  rows.push(...sources.map((source) => `  ${renderSourceLine(source)}`));
  const asked = questions.map(
    ({ text, at: place, answer, step: owner }) =>
      `    ${shorten(text)} is ${String(answer ?? 'not known')} (step ${owner}, line ${String(place.line)})`,
  );
  rows.push(...(asked.length > 0 ? ['  let through by', ...asked] : []));
  rows.push(...(through.length > 1 ? [`  through ${[...through].reverse().join(' > ')}`] : []));
  return rows.join('\n');
}

function renderWriter({ step, at, expression, frame, obstacle, reads, help }: WriterTrace): string {
  const place = at ? ` (${at.file}:${String(at.line)}:${String(at.column)})` : '';
  const rows = [`  step ${step} can create it${place}`];
  rows.push(...(frame === undefined ? [`    ${shorten(expression ?? '')}`] : framed(frame)));
  if (obstacle) {
    const { kind, text, answer, wanted, step: asked, at: there } = obstacle;
    const where = `${there.file}:${String(there.line)}:${String(there.column)}`;
    const what = kind === 'step' ? `step ${asked} is skipped` : `the other branch is taken in step ${asked}`;
    rows.push(
      answer === undefined
        ? `  it was not evaluated: ${shorten(text)} was not asked (${where})`
        : `  ${what}: ${shorten(text)} is ${String(answer)}, not ${String(wanted)} (${where})`,
    );
  } else {
    rows.push('  it was evaluated and gave nothing');
  }
  rows.push(...reads.map(({ path, isThere }) => `  it reads ${path}${isThere ? '' : ', which is absent'}`));
  rows.push(
    ...help.map(({ path, value }) => `  with ${path} it would be there (tried with ${shortValue(value)})`),
  );
  return rows.join('\n');
}

function framed(frame: string | undefined): string[] {
  return frame === undefined ? [] : frame.split('\n').map((line) => `    ${line}`);
}
