import { schemaParts, type JsonSchema } from '../../../runtime/schema/jsonSchema';
import { button, element, replaceChildren } from './element';

type Settings = Record<string, unknown>;
type Attributes = Record<string, string | boolean>;

/** A form for the settings of a connection, generated from their schema. */
export class SettingsForm {
  readonly root = element('form', {
    className: 'settings',
    'aria-label': 'Settings',
    onsubmit: (event: Event) => {
      event.preventDefault();
    },
  });
  private schema: JsonSchema = {};
  private settings: Settings = {};

  constructor(private readonly onChange: (settings: Settings) => void) {}

  setSchema(text: string): void {
    try {
      this.schema = JSON.parse(text) as JsonSchema;
      this.draw();
    } catch {
      // Incomplete input: the form does not change.
    }
  }

  /** Shows settings, unless the form itself has just reported them. */
  show(settings: Settings): void {
    if (JSON.stringify(settings) !== JSON.stringify(this.settings)) {
      this.settings = settings;
      this.draw();
    }
  }

  private draw(): void {
    const known = Object.entries(this.schema.properties ?? {}).filter(
      ([, { 'x-read-by': reader }]) => reader === undefined,
    );
    replaceChildren(this.root, ...known.map(([name, schema]) => this.field(name, schema)));
  }

  private field(name: string, schema: JsonSchema): HTMLElement {
    const id = `setting-${name}`;
    const { description } = schema;
    const control = this.control(name, schema, {
      id,
      'aria-describedby': description === undefined ? false : `${id}-about`,
    });
    return element(
      'div',
      { className: 'setting' },
      element('label', { for: id }, name),
      control,
      description !== undefined && element('p', { id: `${id}-about`, className: 'about' }, description),
    );
  }

  private control(name: string, schema: JsonSchema, attributes: Attributes): HTMLElement {
    const value = Object.hasOwn(this.settings, name) ? this.settings[name] : undefined;
    const kinds = schemaParts(schema, this.schema);
    const choices = kinds.flatMap(
      (kind) =>
        kind.enum ?? (kind.const !== undefined ? [kind.const] : kind.type === 'boolean' ? [true, false] : []),
    );
    const isText = value === undefined || typeof value === 'string';
    if (choices.length > 0 && (value === undefined || choices.includes(value))) {
      return this.select(name, choices, value, attributes);
    }
    if (schema['x-secret'] && isText) {
      return this.secret(name, value ?? '', attributes);
    }
    const takesText = kinds.some(({ type }) =>
      [type].flat().some((each) => each === 'string' || each === 'integer' || each === 'number'),
    );
    return isText && takesText
      ? element('input', {
          ...attributes,
          type: 'text',
          value: value ?? '',
          placeholder: schema.default === undefined ? '' : JSON.stringify(schema.default).replaceAll('"', ''),
          oninput: ({ target }: Event) => {
            this.set(name, (target as HTMLInputElement).value || undefined);
          },
        })
      : this.jsonText(name, value, attributes);
  }

  private select(name: string, choices: unknown[], value: unknown, attributes: Attributes): HTMLElement {
    const texts = choices.map((choice) => JSON.stringify(choice));
    return element(
      'select',
      {
        ...attributes,
        onchange: ({ target }: Event) => {
          const text = (target as HTMLSelectElement).value;
          this.set(name, text === '' ? undefined : JSON.parse(text));
        },
      },
      element('option', { value: '' }, 'not set'),
      ...texts.map((text) =>
        element(
          'option',
          { value: text, selected: text === JSON.stringify(value) },
          text.replaceAll('"', ''),
        ),
      ),
    );
  }

  private secret(name: string, value: string, attributes: Attributes): HTMLElement {
    const input = element('input', {
      ...attributes,
      type: 'password',
      autocomplete: 'off',
      value,
      oninput: () => {
        this.set(name, input.value || undefined);
      },
    });
    const show = button(
      'Show',
      () => {
        const isHidden = input.type === 'password';
        input.type = isHidden ? 'text' : 'password';
        show.textContent = isHidden ? 'Hide' : 'Show';
      },
      { 'aria-label': `Show or hide ${name}` },
    );
    return element('div', { className: 'secret' }, input, show);
  }

  private jsonText(name: string, value: unknown, attributes: Attributes): HTMLElement {
    const area = element(
      'textarea',
      {
        ...attributes,
        rows: 2,
        spellcheck: 'false',
        placeholder: 'JSON',
        oninput: () => {
          const isEmpty = area.value.trim() === '';
          try {
            this.set(name, isEmpty ? undefined : JSON.parse(area.value));
            area.removeAttribute('aria-invalid');
          } catch {
            area.setAttribute('aria-invalid', 'true');
          }
        },
      },
      value === undefined ? '' : JSON.stringify(value),
    );
    return area;
  }

  private set(name: string, value: unknown): void {
    const others = Object.entries(this.settings).filter(([key]) => key !== name);
    const order = Object.keys(this.settings);
    const entries = value === undefined ? others : [...others, [name, value] as [string, unknown]];
    const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
    this.settings = Object.fromEntries(entries.sort(([a], [b]) => place(a) - place(b)));
    this.onChange(this.settings);
  }
}
