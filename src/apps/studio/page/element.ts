/* Functions listen; the rest is set. */
type Properties = Record<string, string | number | boolean | undefined | ((event: never) => void)>;
type Child = Node | string | undefined | false;

/**
 * Creates an element. Names that are properties of the element are set as properties, `on<event>` adds a listener,
 * everything else is set as an attribute. Values that are undefined or false are left out. Text is always added as
 * text, so nothing in an event is interpreted as markup.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') {
      made.addEventListener(name.slice('on'.length), value as EventListener);
    } else if (
      name === 'className' ||
      name === 'value' ||
      name === 'checked' ||
      name === 'disabled' ||
      name === 'tabIndex'
    ) {
      Object.assign(made, { [name]: value });
    } else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** Replaces the children and keeps the scroll position. */
export function replaceChildren(parent: HTMLElement, ...children: readonly Child[]): void {
  const { scrollTop } = parent;
  parent.replaceChildren(
    ...children.filter((child): child is Node | string => child !== undefined && child !== false),
  );
  parent.scrollTop = scrollTop;
}

export function button(label: string, onclick: () => void, properties: Properties = {}): HTMLButtonElement {
  return element('button', { type: 'button', onclick, ...properties }, label);
}
