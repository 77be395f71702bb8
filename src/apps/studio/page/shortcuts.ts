import { ask } from './dialog';
import { element } from './element';

export interface Shortcut {
  /** The displayed keys: `Alt-1`, `Ctrl-S`. On a Mac, Command works as Ctrl. */
  keys: string;
  about: string;
  run: () => void;
}

/** Handles shortcuts wherever the focus is. All of them use Ctrl or Alt, so they do not interfere with typing. */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): void {
  document.addEventListener(
    'keydown',
    (event) => {
      const modifier = event.altKey ? 'Alt-' : event.ctrlKey || event.metaKey ? 'Ctrl-' : '';
      // On a Mac, keys with Alt produce other letters.
      const key = event.altKey ? event.code.replace(/^(?:Digit|Key)/, '') : event.key.toUpperCase();
      const found = shortcuts.find(({ keys }) => keys === `${modifier}${key}`);
      if (found) {
        event.preventDefault();
        event.stopPropagation();
        if (!document.querySelector('dialog[open]')) {
          found.run();
        }
      }
    },
    { capture: true },
  );
}

export function showShortcuts(shortcuts: readonly Shortcut[]): void {
  const inEditor: [string, string][] = [
    ['Ctrl-Space', 'complete'],
    ['F8', 'next problem'],
    ['Ctrl-F', 'search'],
    ['Esc, then Tab', 'leave the editor'],
  ];
  const rows = [...shortcuts.map(({ keys, about }): [string, string] => [keys, about]), ...inEditor];
  const table = element(
    'table',
    {},
    element(
      'tbody',
      {},
      ...rows.map(([keys, about]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, element('kbd', {}, keys)),
          element('td', {}, about),
        ),
      ),
    ),
  );
  void ask('Shortcuts', [table], []);
}
