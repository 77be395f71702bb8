import type { FieldTrace, Trace } from '../../../tools/trace/model';
import type { Editor } from './editor';
import { button, element, replaceChildren } from './element';
import { jsonPositions, type JsonPosition } from './jsonPositions';
import type { Model, OpenFile } from './model';

/**
 * Highlights what belongs together: a field of the result, the parts of the event that it is computed from, and the
 * expression that computes it. The user can start from any of the three.
 */
export class Provenance {
  /** Describes the selected field. The height is fixed, so the layout does not jump. */
  readonly root = element('div', {
    className: 'provenance',
    role: 'region',
    'aria-label': 'Where a field comes from',
    tabIndex: 0,
  });
  private trace: Trace | undefined;

  /** @param result the element that contains the fields, each with its path in `data-path` */
  constructor(
    private readonly model: Model,
    private readonly result: HTMLElement,
    private readonly editors: () => { event: Editor; workflow: Editor },
  ) {
    this.explain(undefined);
    model.on('trace', (trace) => {
      this.trace = trace;
    });
  }

  /** A field of the result is selected. */
  fromField(path: string | undefined): void {
    if (path === undefined) {
      return;
    }
    const fields = this.fieldsBelow(path);
    this.light(fields, fields.flatMap(sourcePaths), fields.length === 1);
    const [only] = fields;
    this.explain(fields.length === 1 ? only : undefined);
  }

  /** An offset of the event is selected. */
  fromEvent(offset: number): void {
    const inside = this.places().filter(({ from, to }) => from <= offset && offset <= to);
    const path = inside.at(-1)?.path;
    if (path === undefined || path === '') {
      return;
    }
    const fields = (this.trace?.fields ?? []).filter((field) =>
      sourcePaths(field).some((source) => isWithin(source, path)),
    );
    this.light(fields, [path]);
  }

  /** A line of a file is selected. */
  fromFile(file: OpenFile, line: number): void {
    const fields = (this.trace?.fields ?? []).filter(
      ({ at, expression = '' }) =>
        at &&
        this.model.pathOf(at.file) === file.path &&
        at.line <= line &&
        line < at.line + expression.split('\n').length,
    );
    if (fields.length > 0) {
      this.light(fields, fields.flatMap(sourcePaths));
    }
  }

  /** @param isShown whether to scroll the event to the first source */
  private light(fields: readonly FieldTrace[], sources: readonly string[], isShown = false): void {
    const paths = new Set(fields.map(({ path }) => path));
    for (const line of this.result.querySelectorAll<HTMLElement>('[data-path]')) {
      line.classList.toggle('lit', paths.has(line.dataset.path ?? ''));
    }
    const { event, workflow } = this.editors();
    event.showHighlights(
      this.places().filter(({ path }) => sources.includes(path)),
      isShown,
    );
    const current = this.model.current?.path;
    workflow.showHighlights(
      fields.flatMap(({ at, expression = '' }) => {
        if (!at || this.model.pathOf(at.file) !== current) {
          return [];
        }
        const from = workflow.offsetOf(at.line, at.column);
        return [{ from, to: Math.min(from + Math.max(1, expression.length), workflow.text.length) }];
      }),
    );
  }

  private explain(field: FieldTrace | undefined): void {
    if (!field) {
      replaceChildren(
        this.root,
        element('p', { className: 'quiet' }, 'Point at a field to see where it comes from.'),
      );
      return;
    }
    const { path, kind, step, at, sources, expression } = field;
    const file = at && this.model.pathOf(at.file);
    const place =
      at && file !== undefined
        ? button(`${this.model.nameOf(file)}:${String(at.line)}`, () => {
            this.model.open(file, at, true);
            this.fromField(path);
          })
        : undefined;
    const words = sources.map((source) => `${source.path}${source.role === 'decides' ? ' (decides)' : ''}`);
    replaceChildren(
      this.root,
      element('p', {}, element('strong', {}, lastPart(path)), ` ${kind} by step ${step} `, place),
      element(
        'p',
        { className: 'quiet' },
        words.length > 0 ? `from ${words.join(', ')}` : 'from no part of the event',
      ),
      element('code', {}, expression ?? ''),
    );
  }

  private fieldsBelow(path: string): FieldTrace[] {
    const fields = this.trace?.fields ?? [];
    const own = fields.filter((field) => field.path === path);
    return own.length > 0 ? own : fields.filter((field) => isWithin(field.path, path));
  }

  /** The positions in the event editor, by the paths that traces use: paths in a host event. */
  private places(): JsonPosition[] {
    const { text } = this.editors().event;
    const places = jsonPositions(text);
    const isHostEvent = places.some(({ path }) => path === 'message');
    return isHostEvent || this.model.selectedEvent?.feature !== 'processor'
      ? places
      : places.map((place) => ({ ...place, path: place.path === '' ? 'message' : `message.${place.path}` }));
  }
}

function sourcePaths({ sources }: FieldTrace): string[] {
  return sources.map(({ path }) => path);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function lastPart(path: string): string {
  return path.replace(/^.*\.(?=[^.]+$)/, '');
}
