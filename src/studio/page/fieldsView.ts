import type { FieldCount } from '../worker/messages';
import { element, replaceChildren } from './element';

const STEPS = 5;

/** Which fields of the requests the goldens look at: the more of them, the stronger the colour. */
export class FieldsView {
  readonly root = element('div', {
    className: 'fields',
    tabIndex: 0,
  });

  show(fields: readonly FieldCount[]): void {
    const most = Math.max(1, ...fields.map(({ count }) => count));
    const heat = (count: number) => Math.ceil((Math.log(count + 1) / Math.log(most + 1)) * STEPS);
    const rows = fields.map(({ path, count }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, path),
        element('td', { className: `heat-${String(heat(count))}` }, String(count)),
      ),
    );
    replaceChildren(
      this.root,
      element(
        'p',
        { className: 'quiet' },
        'In how many expected requests of the goldens each field of the body is. A field that is not here is in none.',
      ),
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, 'field'),
            element('th', { scope: 'col' }, 'requests'),
          ),
        ),
        element('tbody', {}, ...rows),
      ),
    );
  }
}
