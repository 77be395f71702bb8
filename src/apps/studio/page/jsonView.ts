import { element } from './element';
import { formatPath } from '../../../runtime/schema/findings';

export interface JsonViewOptions {
  /** The path of the root value: `requests[0].body.JSON`. */
  path: string;
  /** Called with the path of the field under the mouse or the cursor; undefined if there is none. */
  onField?: (path: string | undefined) => void;
}

/** JSON as text. The user can select each field with the mouse or the arrow keys. */
export function jsonView(value: unknown, { path, onField }: JsonViewOptions): HTMLElement {
  const lines: HTMLElement[] = [];
  write(value, path, '', '', '', lines);
  const view = element(
    'div',
    { className: 'json', role: 'listbox', 'aria-label': 'Fields', tabIndex: 0 },
    ...lines,
  );
  let active = -1;
  const activate = (index: number) => {
    lines[active]?.setAttribute('aria-selected', 'false');
    active = Math.min(lines.length - 1, Math.max(0, index));
    const line = lines[active];
    line?.setAttribute('aria-selected', 'true');
    line?.scrollIntoView({ block: 'nearest' });
    view.setAttribute('aria-activedescendant', line?.id ?? '');
    onField?.(line?.dataset.path);
  };
  view.addEventListener('keydown', (event) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      activate(active + step);
    }
  });
  view.addEventListener('mouseover', ({ target }) => {
    onField?.((target as HTMLElement).closest<HTMLElement>('[data-path]')?.dataset.path);
  });
  view.addEventListener('mouseleave', () => {
    onField?.(undefined);
  });
  view.addEventListener('click', ({ target }) => {
    const line = (target as HTMLElement).closest<HTMLElement>('[data-path]');
    if (line) {
      activate(lines.indexOf(line));
    }
  });
  return view;
}

let counter = 0;

function write(
  value: unknown,
  path: string,
  key: string,
  indent: string,
  end: string,
  lines: HTMLElement[],
): void {
  const add = (text: string, className = '') => {
    lines.push(
      element(
        'div',
        {
          className: 'json-line',
          role: 'option',
          'aria-selected': 'false',
          id: `field-${String((counter += 1))}`,
          'data-path': path,
        },
        indent,
        key !== '' && element('span', { className: 'key' }, `${key}: `),
        element('span', { className }, text),
      ),
    );
  };
  if (typeof value !== 'object' || value === null) {
    add(`${JSON.stringify(value)}${end}`, typeof value === 'string' ? 'string' : 'literal');
    return;
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const entries = Object.entries(value);
  if (entries.length === 0) {
    add(`${open}${close}${end}`);
    return;
  }
  add(open);
  entries.forEach(([name, item], index) => {
    const isList = Array.isArray(value);
    const own = isList ? `${path}[${name}]` : formatPath([name], path);
    write(
      item,
      own,
      isList ? '' : JSON.stringify(name),
      `${indent}  `,
      index < entries.length - 1 ? ',' : '',
      lines,
    );
  });
  lines.push(element('div', { className: 'json-line', role: 'presentation' }, `${indent}${close}${end}`));
}
