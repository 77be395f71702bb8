import * as formats from 'ajv-formats/dist/formats';
import equal from 'ajv/dist/runtime/equal';
import ucs2length from 'ajv/dist/runtime/ucs2length';
import { createValidator, type SchemaModule, type Validator } from '../../../runtime/schema/validating';
import type { SchemaCode } from '../contract';

/** What the code of a schema may ask for. */
const modules: Record<string, unknown> = {
  'ajv-formats/dist/formats': formats,
  'ajv/dist/runtime/equal': { default: equal },
  'ajv/dist/runtime/ucs2length': { default: ucs2length },
};

/** Each text that somebody types is one more. */
const KEPT_SCHEMAS = 100;

/** The validators of schemas, whose code comes from the server: the compiler of schemas is too large for a page. */
export class SchemaShelf {
  private readonly known = new Map<string, SchemaCode>();
  /** The texts whose code is not there. */
  private readonly missing = new Set<string>();
  /** Those of them that the server was asked for. */
  private readonly awaited = new Set<string>();

  put(schemas: readonly SchemaCode[]): void {
    for (const schema of schemas) {
      this.missing.delete(schema.text);
      this.awaited.delete(schema.text);
      this.known.set(schema.text, schema);
    }
    for (const [oldest] of [...this.known].slice(0, Math.max(0, this.known.size - KEPT_SCHEMAS))) {
      this.known.delete(oldest);
    }
  }

  get lacksSome(): boolean {
    return this.missing.size > 0;
  }

  /** What was missing for texts as they were before does not count any more. */
  forgetMissing(): void {
    this.missing.clear();
  }

  /** The texts whose code the server must be asked for; each is told once. */
  takeUnasked(): string[] {
    const texts = [...this.missing].filter((text) => !this.awaited.has(text));
    texts.forEach((text) => this.awaited.add(text));
    return texts;
  }

  /** @returns what throws when the schema cannot be used, or when its code is not there yet */
  readonly compiler = (text: string, schema: object): (() => Validator) => {
    const found = this.known.get(text);
    if (found) {
      // Those in use are the last to go.
      this.known.delete(text);
      this.known.set(text, found);
    } else {
      this.missing.add(text);
    }
    return () => {
      const { code, problem = 'its code is not there yet' } = this.known.get(text) ?? {};
      if (code === undefined) {
        throw new Error(problem);
      }
      return createValidator(load(code).make(schema), schema);
    };
  };
}

function load(code: string): SchemaModule {
  const exports = {};
  // The server has written the code, of a schema in which all that is text stays text.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('exports', 'require', code)(exports, (name: string) => modules[name]);
  return exports as SchemaModule;
}
