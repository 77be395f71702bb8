import type { Ast } from '../ast';
import type { Operand } from './operand';
import type { Probe } from './probe';

/** How a name that the expression does not bind itself gets its value. */
export type Binding =
  /** Known at compile time: the value is a constant of the code. */
  | { kind: 'constant'; value: unknown }
  /** A property of the bindings that each evaluation gets. */
  | { kind: 'property' }
  /** A property of the bindings if they have it, otherwise the built-in function of that name, if there is one. */
  | { kind: 'either' }
  /** The built-in function, or undefined. */
  | { kind: 'builtIn' };

/** The token of an error: an operator, a function, or the literal in a function's place. */
export type SiteToken = string | number | boolean | undefined;

export type Resolve = (name: string) => Binding;

/** A variable whose fields are local variables of the code. */
export interface Fields {
  variable: string;
  locals: Map<string, Operand>;
  /** Whether the variable is also read as a whole. */
  isRead?: boolean;
}

/** The generated code as a whole: declarations outside of the function, and the names in use. */
export class Program {
  /** Constant declarations, evaluated once when the code is linked. */
  readonly constants: string[] = [];
  /** Declarations at the start of each evaluation. */
  readonly prologue: string[] = [];
  /** The sites of errors, by index: `position` and `token` of each; without a position if it is unknown. */
  readonly sites: [position: number | undefined, token: SiteToken][] = [];
  /** In a series of expressions, the index of the current one; it is recorded for each site. */
  unit = 0;
  readonly siteUnits: number[] = [];
  /** The JavaScript for `$$`. */
  root = 'input';
  /** In a series, the variable whose fields are local: `$outputs.<field>`. */
  fields?: Fields;
  /** Values that the code accesses by index, because source text cannot contain them. */
  readonly values: unknown[] = [];
  /** The functions of the run-time library that the code calls. */
  readonly library = new Set<string>();
  /** The names of the bindings that are looked up in each evaluation. */
  readonly dynamicNames = new Set<string>();
  usesClock = false;
  /**
   * Object constructors whose values are only read field by field: fields without a value may be undefined instead of
   * missing.
   */
  readonly sparse = new WeakSet<Ast>();
  /** The names that the current expression binds in only one place. */
  boundOnce: ReadonlySet<string> = new Set();
  /** Assigns indexes to the counters of the current expression, if the code counts. */
  probe: Probe | undefined;
  private counts: readonly number[] | undefined;
  private count = 0;
  private readonly declared = new Map<string, string>();

  constructor(
    readonly resolve: Resolve,
    /** The steps whose outputs are separate plain JSON. */
    readonly ownedOutputs: ReadonlySet<string>,
  ) {}

  /** Creates a unique JavaScript name. */
  fresh(prefix = 't'): string {
    this.count += 1;
    return `${prefix}${String(this.count)}`;
  }

  /** Returns the name of a function of the run-time library. */
  use(name: string): string {
    this.library.add(name);
    return name;
  }

  /** Declares a constant once for all uses of the same text. */
  constant(prefix: string, js: string): string {
    const key = `constant ${js}`;
    return this.declare(key, prefix, (name) => this.constants.push(`const ${name} = ${js};`));
  }

  /** Adds a declaration at the start of each evaluation. */
  perEvaluation(prefix: string, js: string): string {
    return this.declare(`prologue ${js}`, prefix, (name) => this.prologue.push(`const ${name} = ${js};`));
  }

  /** Adds a value that is passed in when the code is linked. */
  value(prefix: string, value: unknown): string {
    const known = this.values.indexOf(value);
    const index = known >= 0 ? known : this.values.push(value) - 1;
    return this.constant(prefix, `values[${String(index)}]`);
  }

  /** Returns the index of a place where an error may occur. */
  site(position: number | undefined, token: SiteToken): number {
    this.siteUnits.push(this.unit);
    return this.sites.push([position, token]) - 1;
  }

  /** A line that increments a counter; `js` is the expression for its index. */
  counting(js: string, counts: readonly number[]): string {
    this.counts = counts;
    return `counts[${js}] += 1;`;
  }

  /** The declarations before the generated function: its library and constants. */
  head(): string[] {
    const library = [...this.library].sort();
    return [
      '"use strict";',
      ...(library.length > 0 ? [`const { ${library.join(', ')} } = library;`] : []),
      'const { isArray } = Array;',
      'const { hasOwn } = Object;',
      'const unbound = Symbol("unbound");',
      ...this.constants,
      // Comes last, so that the rest of the code is the same with and without it.
      ...(this.counts ? [`const counts = values[${String(this.values.push(this.counts) - 1)}];`] : []),
    ];
  }

  private declare(key: string, prefix: string, add: (name: string) => void): string {
    const known = this.declared.get(key);
    if (known !== undefined) {
      return known;
    }
    const name = this.fresh(prefix);
    this.declared.set(key, name);
    add(name);
    return name;
  }
}
