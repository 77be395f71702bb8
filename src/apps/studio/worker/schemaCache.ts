import { modules } from '../../../io/hosts/writtenCode';
import { createValidator, type SchemaModule, type Validator } from '../../../runtime/schema/validating';
import type { SchemaCode } from '../contract';

/** Upper bound of the cache: every edit of a schema adds an entry. */
const MAX_SCHEMAS = 100;

/**
 * An LRU cache of JSON Schemas and the JavaScript of their validators, by the text of the schema. The server compiles
 * the schemas, because the compiler is too large for the page.
 */
export class SchemaCache {
  private readonly known = new Map<string, SchemaCode>();
  /** Schema texts that were needed and are not in the cache. */
  private readonly missing = new Set<string>();
  /** The missing texts that have been requested from the server. */
  private readonly awaited = new Set<string>();

  put(schemas: readonly SchemaCode[]): void {
    for (const schema of schemas) {
      this.missing.delete(schema.text);
      this.awaited.delete(schema.text);
      this.known.set(schema.text, schema);
    }
    for (const [oldest] of [...this.known].slice(0, Math.max(0, this.known.size - MAX_SCHEMAS))) {
      this.known.delete(oldest);
    }
  }

  get lacksSome(): boolean {
    return this.missing.size > 0;
  }

  /** Call before a rebuild: schemas that the folder no longer has are not needed any more. */
  forgetMissing(): void {
    this.missing.clear();
  }

  /** The missing texts that have not been requested yet. Each text is returned once. */
  takeUnasked(): string[] {
    const texts = [...this.missing].filter((text) => !this.awaited.has(text));
    texts.forEach((text) => this.awaited.add(text));
    return texts;
  }

  /** @returns a function that throws if the schema is invalid, or if its code has not arrived yet */
  readonly compiler = (text: string, schema: object): (() => Validator) => {
    const found = this.known.get(text);
    if (found) {
      // Move to the end: the least recently used entry is dropped first.
      this.known.delete(text);
      this.known.set(text, found);
    } else {
      this.missing.add(text);
    }
    return () => {
      const { code, problem = 'its code has not arrived yet' } = this.known.get(text) ?? {};
      if (code === undefined) {
        throw new Error(problem);
      }
      return createValidator(load(code).make(schema), schema);
    };
  };
}

function load(code: string): SchemaModule {
  const exports = {};
  // The code comes from our own server. Strings of a schema are only ever string literals in it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('exports', 'require', code)(exports, (name: string) => modules[name]);
  return exports as SchemaModule;
}
