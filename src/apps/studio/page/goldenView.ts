import { formatDifference } from '../../../tools/goldens/compare';
import type { ResultView } from '../worker/messages';
import { button, element, replaceChildren } from './element';

/** Shows whether the current event passes as a golden, and what you can do if not. */
export class GoldenView {
  readonly root = element('div', {
    className: 'golden',
    tabIndex: 0,
  });

  constructor(
    private readonly onUpdate: () => void,
    private readonly onSaveNew: () => void,
  ) {}

  show({ golden, record }: ResultView): void {
    const saveNew = button('Save as golden…', this.onSaveNew, { disabled: record === undefined });
    if (!golden) {
      replaceChildren(this.root, element('p', {}, 'This event is not a golden.'), saveNew);
      return;
    }
    const { differences } = golden;
    const holds = differences.length === 0;
    replaceChildren(
      this.root,
      element(
        'p',
        { className: holds ? 'outcome transformed' : 'outcome rejected' },
        element(
          'strong',
          {},
          holds
            ? 'The golden holds.'
            : `${String(differences.length)} differ${differences.length === 1 ? 's' : ''}.`,
        ),
      ),
      element(
        'ul',
        { className: 'differences' },
        ...differences.map((difference) => element('li', {}, formatDifference(difference))),
      ),
      element('p', {}, button('Update golden…', this.onUpdate), ' ', saveNew),
    );
  }
}
