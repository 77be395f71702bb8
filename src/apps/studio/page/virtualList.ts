import { element } from './element';

const ROW_HEIGHT = 26;
const AROUND = 8;

interface VirtualListOptions<Item> {
  label: string;
  /** Renders a row; called only for visible rows. */
  render: (
    item: Item,
    index: number,
  ) => {
    text: string;
    mark?: string;
    className?: string;
    description?: string;
    attributes?: Record<string, string | number | undefined>;
  };
  /** Called when the user clicks on a row, or moves to it with the keyboard. */
  onChoose: (item: Item, isClick: boolean) => void;
  /** The roles of the list and its rows; those of a list box by default. */
  roles?: readonly [list: string, row: string];
}

/** A list box that creates only the visible rows: ten thousand items are as fast as ten. */
export class VirtualList<Item> {
  readonly root: HTMLElement;
  private readonly id = `list-${String((counter += 1))}`;
  private readonly space = element('div', { className: 'space', role: 'presentation' });
  private items: readonly Item[] = [];
  private active = -1;

  constructor(private readonly options: VirtualListOptions<Item>) {
    this.root = element(
      'div',
      {
        className: 'virtual',
        role: options.roles?.[0] ?? 'listbox',
        id: this.id,
        tabIndex: 0,
        'aria-label': options.label,
        onscroll: () => {
          this.draw();
        },
        onkeydown: (event: KeyboardEvent) => {
          this.press(event);
        },
      },
      this.space,
    );
    new ResizeObserver(() => {
      this.draw();
    }).observe(this.root);
  }

  /** Shows other items; `isSame` finds the active item among them. */
  show(items: readonly Item[], isSame?: (item: Item) => boolean): void {
    this.items = items;
    this.active = isSame ? items.findIndex(isSame) : -1;
    this.space.style.height = `${String(items.length * ROW_HEIGHT)}px`;
    this.draw();
  }

  get activeItem(): Item | undefined {
    return this.items[this.active];
  }

  /** The id of the active row; empty if it is not drawn. */
  get activeId(): string {
    return this.root.getAttribute('aria-activedescendant') ?? '';
  }

  /** Renders the visible rows again. */
  draw(): void {
    const { scrollTop, clientHeight } = this.root;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - AROUND);
    const last = Math.min(this.items.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + AROUND);
    const rows: HTMLElement[] = [];
    for (let index = first; index < last; index++) {
      rows.push(this.row(index));
    }
    this.space.replaceChildren(...rows);
    const isDrawn = this.active >= first && this.active < last;
    this.root.toggleAttribute('data-empty', this.items.length === 0);
    if (isDrawn) {
      this.root.setAttribute('aria-activedescendant', this.rowId(this.active));
    } else {
      this.root.removeAttribute('aria-activedescendant');
    }
  }

  choose(index: number, isClick = false): void {
    const item = this.items[index];
    if (item === undefined) {
      return;
    }
    this.active = index;
    this.reveal(index);
    this.draw();
    this.options.onChoose(item, isClick);
  }

  private row(index: number): HTMLElement {
    const { text, mark, className, description, attributes } = this.options.render(
      this.items[index] as Item,
      index,
    );
    const row = element(
      'div',
      {
        id: this.rowId(index),
        className: `row ${className ?? ''}`,
        role: this.options.roles?.[1] ?? 'option',
        title: description ?? text,
        'aria-selected': String(index === this.active),
        'aria-setsize': this.items.length,
        'aria-posinset': index + 1,
        ...attributes,
        onclick: () => {
          this.choose(index, true);
        },
      },
      mark !== undefined && element('span', { className: 'mark' }, mark),
      text,
    );
    row.style.top = `${String(index * ROW_HEIGHT)}px`;
    return row;
  }

  /** Moves to another row with the keyboard. */
  press(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.root.clientHeight / ROW_HEIGHT) - 1);
    const moves: Record<string, number> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.items.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined && this.items.length > 0) {
      event.preventDefault();
      this.choose(Math.min(this.items.length - 1, Math.max(0, target)));
    }
  }

  private reveal(index: number): void {
    const top = index * ROW_HEIGHT;
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) {
      this.root.scrollTop = top;
    } else if (top + ROW_HEIGHT > scrollTop + clientHeight) {
      this.root.scrollTop = top + ROW_HEIGHT - clientHeight;
    }
  }

  private rowId(index: number): string {
    return `${this.id}-${String(index)}`;
  }
}

let counter = 0;
