import { ask } from './dialog';
import { element } from './element';

export interface Shortcut {
  /** As it is shown: `Alt-1`, `Ctrl-S`. Ctrl is Command on a Mac as well. */
  keys: string;
  about: string;
  run: () => void;
}

/** Hears of shortcuts wherever the focus is; all of them have Ctrl or Alt, so that none takes a letter that is typed. */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): void {
  document.addEventListener(
    'keydown',
    (event) => {
      const modifier = event.altKey ? 'Alt-' : event.ctrlKey || event.metaKey ? 'Ctrl-' : '';
      // With Alt, a Mac's keys give other letters.
      const key = event.altKey ? event.code.replace(/^(?:Digit|Key)/, '') : event.key.toUpperCase();
      const found = shortcuts.find(({ keys }) => keys === `${modifier}${key}`);
      if (found && !document.querySelector('dialog[open]')) {
        event.preventDefault();
        event.stopPropagation();
        found.run();
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
