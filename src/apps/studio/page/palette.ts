import { element } from './element';
import { fuzzyMatch } from './fuzzyMatch';
import { VirtualList } from './virtualList';

export interface Command {
  kind: 'action' | 'file' | 'step' | 'golden';
  text: string;
  run: () => void;
}

/** Shows everything that one can go to or do; a few words of its name find it. Escape closes it, and the focus returns. */
export function openPalette(commands: readonly Command[]): void {
  let found: readonly Command[] = [];
  const run = ({ run: start }: Command) => {
    dialog.close();
    start();
  };
  const list = new VirtualList<Command>({
    label: 'Commands',
    render: ({ kind, text }) => ({ text, mark: kind }),
    onChoose: (command, isClick) => {
      if (isClick) {
        run(command);
      }
    },
  });
  const update = () => {
    input.setAttribute('aria-activedescendant', list.activeId);
  };
  const search = () => {
    found = fuzzyMatch(commands, input.value, ({ kind, text }) => `${text} ${kind}`);
    list.root.scrollTop = 0;
    list.show(found, (command) => command === found[0]);
    update();
  };
  const input = element('input', {
    type: 'text',
    className: 'wide',
    role: 'combobox',
    'aria-label': 'Command',
    'aria-expanded': 'true',
    'aria-controls': list.root.id,
    placeholder: 'Golden, file, step or action',
    oninput: search,
    onkeydown: (event: KeyboardEvent) => {
      if (/^(?:Arrow|Page)(?:Up|Down)$/.test(event.key)) {
        list.press(event);
        update();
      }
    },
  });
  const dialog = element(
    'dialog',
    {
      className: 'dialog palette',
      'aria-label': 'Command palette',
      onclose: () => {
        dialog.remove();
      },
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Enter' && list.activeItem) {
          // The element that gets the focus must not receive the key.
          event.preventDefault();
          run(list.activeItem);
        }
      },
    },
    input,
    list.root,
  );
  document.body.append(dialog);
  dialog.showModal();
  search();
}
