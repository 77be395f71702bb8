import { button, element } from './element';
import { diffLines, withContext } from './lineDiff';

export interface Choice<Value> {
  label: string;
  value: Value;
  isMain?: boolean;
}

/** Shows a dialog over the page; returns undefined if the user cancels. */
export function ask<Value>(
  title: string,
  content: readonly Node[],
  choices: readonly Choice<Value>[],
): Promise<Value | undefined> {
  return new Promise((resolve) => {
    let answer: Value | undefined;
    const dialog = element(
      'dialog',
      {
        className: 'dialog',
        'aria-label': title,
        onclose: () => {
          dialog.remove();
          resolve(answer);
        },
      },
      element('h2', {}, title),
      element(
        'div',
        { className: 'dialog-content', tabIndex: 0, role: 'group', 'aria-label': 'Details' },
        ...content,
      ),
      element(
        'div',
        { className: 'dialog-actions' },
        ...choices.map(({ label, value, isMain }) =>
          button(
            label,
            () => {
              answer = value;
              dialog.close();
            },
            isMain ? { className: 'main', autofocus: true } : {},
          ),
        ),
        button('Cancel', () => {
          dialog.close();
        }),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The differences between two texts, line by line. `-` and `+` mark them without colours. */
export function diffView(before: string, after: string): HTMLElement {
  const lines = withContext(diffLines(before, after));
  const rows = lines.map((line) => {
    if (!line) {
      return element('span', { className: 'gap' }, '…\n');
    }
    const sign = { same: ' ', old: '-', new: '+' }[line.kind];
    return element('span', { className: line.kind }, `${sign} ${line.text}\n`);
  });
  return element('pre', { className: 'diff' }, ...(rows.length > 0 ? rows : ['Nothing differs.']));
}
