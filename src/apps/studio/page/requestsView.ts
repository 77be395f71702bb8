import type { Envelope } from '../../../runtime/destination/outcome';
import { jsonOr } from '../../../runtime/jsonOr';
import type { EventView, ResultView, WireView } from '../worker/messages';
import { element, replaceChildren } from './element';
import { jsonView } from './jsonView';

const MASK = '••••••••';

/** The outcome of the event, and each request as it is sent. */
export class RequestsView {
  readonly root = element('div', {
    className: 'requests',
    tabIndex: 0,
  });
  private showsSecrets = false;
  private last: ResultView | undefined;

  constructor(private readonly onField: (path: string | undefined) => void) {}

  /** Shows a result. If the workflow cannot be built, this is the last successful result. */
  show(result: ResultView): void {
    if (result.events.length === 0 && this.last && result.problems.length > 0) {
      replaceChildren(this.root, problemsOf(result), this.list(this.last, true));
      return;
    }
    this.last = result;
    replaceChildren(this.root, problemsOf(result), this.list(result, result.problems.length > 0));
  }

  private list(result: ResultView, isStale: boolean): HTMLElement {
    return element(
      'div',
      { className: isStale ? 'stale' : '' },
      ...result.events.flatMap((event) => this.event(event)),
    );
  }

  private event({ outcome, wire, schemaProblem, milliseconds }: EventView): HTMLElement[] {
    const requests = 'requests' in outcome ? outcome.requests : [];
    const count = requests.length === 1 ? '1 request' : `${String(requests.length)} requests`;
    const head = element(
      'p',
      { className: `outcome ${outcome.outcome}` },
      element('strong', {}, outcome.outcome),
      requests.length > 0 && ` · ${count}`,
      ` · ${milliseconds.toFixed(2)} ms`,
    );
    const parts: HTMLElement[] = [head];
    if (outcome.outcome === 'filtered') {
      parts.push(element('p', { className: 'reason' }, outcome.reason));
    }
    if (outcome.outcome === 'rejected') {
      const { code, message, step, at } = outcome.error;
      const place = [
        step && `step ${step}`,
        at && `${at.file}:${String(at.line)}:${String(at.column)}`,
      ].filter(Boolean);
      parts.push(
        element('p', { className: 'reason' }, `${message} [${code}]`),
        element('p', { className: 'quiet' }, place.join(' · ')),
      );
    }
    if (outcome.outcome === 'transformed' && 'output' in outcome) {
      parts.push(jsonView(outcome.output, { path: 'output', onField: this.onField }));
    }
    if (schemaProblem !== undefined) {
      parts.push(element('p', { className: 'reason' }, schemaProblem));
    }
    if ('warnings' in outcome) {
      parts.push(
        ...outcome.warnings.map(({ path, message }) =>
          element('p', { className: 'warning' }, `${path}: ${message}`),
        ),
      );
    }
    parts.push(...wire.map((view, index) => this.request(view, requests[index], index)));
    return parts;
  }

  private request(
    view: WireView | { problem: string },
    request: Envelope | undefined,
    index: number,
  ): HTMLElement {
    if ('problem' in view) {
      return element('article', {}, element('p', { className: 'reason' }, view.problem));
    }
    const batch = (request?.body.JSON_ARRAY as { batch?: unknown } | undefined)?.batch;
    const isText = typeof batch === 'string';
    const body = isText ? jsonOr(batch, batch) : request?.body.JSON;
    const path = `requests[${String(index)}].body.${isText ? 'JSON_ARRAY.batch' : 'JSON'}`;
    return element(
      'article',
      { 'aria-label': `Request ${String(index + 1)}` },
      element('h3', { className: 'line' }, `${view.method} ${view.url}`),
      this.headers(view),
      jsonView(body, { path, onField: this.onField }),
      element(
        'details',
        {},
        element('summary', {}, `The body as it is sent: ${String(view.bytes)} bytes`),
        element('pre', { className: 'bytes', tabIndex: 0 }, view.body ?? ''),
      ),
    );
  }

  private headers({ headers }: WireView): HTMLElement {
    const rows = headers.map(([name, value, isSecret]) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, name),
        element('td', {}, isSecret && !this.showsSecrets ? MASK : value),
      ),
    );
    const hasSecrets = headers.some(([, , isSecret]) => isSecret);
    const box = element('input', {
      type: 'checkbox',
      checked: this.showsSecrets,
      onchange: () => {
        this.showsSecrets = box.checked;
        if (this.last) {
          this.show(this.last);
        }
      },
    });
    return element(
      'div',
      {},
      element('table', { className: 'headers', 'aria-label': 'Headers' }, element('tbody', {}, ...rows)),
      hasSecrets && element('label', { className: 'quiet' }, box, ' show secret headers'),
    );
  }
}

function problemsOf({ problems }: ResultView): HTMLElement | false {
  return (
    problems.length > 0 &&
    element(
      'div',
      { className: 'broken' },
      ...problems
        .slice(0, 5)
        .map(({ message, at, fix }) =>
          element(
            'p',
            {},
            `${at ? `${at.file}:${String(at.line)}:${String(at.column)} ` : ''}${message}${fix === undefined ? '' : `. ${fix}`}`,
          ),
        ),
      element('p', { className: 'quiet' }, 'The result below is from the last successful run.'),
    )
  );
}
