import { element } from './element';

export interface Tab {
  label: string;
  panel: HTMLElement;
}

/** Panels of which one is visible; the arrow keys switch between tabs. */
export class Tabs {
  readonly root: HTMLElement;
  private readonly buttons: HTMLButtonElement[];
  /** The index of the visible panel. */
  private shown = 0;

  constructor(
    label: string,
    private readonly tabs: readonly Tab[],
    private readonly onShow: (index: number) => void = () => undefined,
  ) {
    const id = label.toLowerCase().replaceAll(' ', '-');
    this.buttons = tabs.map(({ label: text, panel }, index) => {
      panel.id = `${id}-panel-${String(index)}`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', `${id}-tab-${String(index)}`);
      panel.classList.add('panel');
      return element(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `${id}-tab-${String(index)}`,
          'aria-controls': panel.id,
          onclick: () => {
            this.show(index);
          },
          onkeydown: (event: KeyboardEvent) => {
            this.press(event);
          },
        },
        text,
      );
    });
    this.root = element(
      'div',
      { className: 'tabs' },
      element('div', { role: 'tablist', 'aria-label': label, className: 'tablist' }, ...this.buttons),
      ...tabs.map(({ panel }) => panel),
    );
    this.show(0);
  }

  show(index: number): void {
    this.shown = index;
    this.tabs.forEach(({ panel }, each) => (panel.hidden = each !== index));
    this.buttons.forEach((tab, each) => {
      tab.setAttribute('aria-selected', String(each === index));
      tab.tabIndex = each === index ? 0 : -1;
    });
    this.onShow(index);
  }

  /** Focuses the tab of the visible panel. */
  focus(): void {
    this.buttons[this.shown]?.focus();
  }

  rename(index: number, label: string): void {
    const tab = this.buttons[index];
    if (tab && tab.textContent !== label) {
      tab.textContent = label;
    }
  }

  private press(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      this.show((this.shown + step + this.tabs.length) % this.tabs.length);
      this.buttons[this.shown]?.focus();
    }
  }
}
