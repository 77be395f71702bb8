import type { Ast } from '../ast';
import type { Operand } from './operand';
import type { Probe } from './probe';

/** How a name that the expression does not bind itself gets its value. */
export type Binding =
  /** Known when the code is made: the value is a constant of it. */
  | { kind: 'constant'; value: unknown }
  /** A property of the bindings that each evaluation is given. */
  | { kind: 'property' }
  /** A property of the bindings when they have it, else the language's function of that name, if there is one. */
  | { kind: 'either' }
  /** The language's own function, or nothing. */
  | { kind: 'builtIn' };

/** What an error names: an operator, a function, or the literal in a function's place. */
export type SiteToken = string | number | boolean | undefined;

export type Resolve = (name: string) => Binding;

/** A variable whose fields are local variables of the code. */
export interface Fields {
  variable: string;
  locals: Map<string, Operand>;
  /** Something reads the variable as a whole. */
  isRead?: boolean;
}

/** The generated code as a whole: what stands outside the function, and the names in use. */
export class Program {
  /** Constant declarations, made once when the code is linked. */
  readonly constants: string[] = [];
  /** Declarations at the top of each evaluation. */
  readonly prologue: string[] = [];
  /** Where errors arise: `position` and `token` of each site, by number; no position where none is known. */
  readonly sites: [position: number | undefined, token: SiteToken][] = [];
  /** In a series of expressions, the one that code is being made for, and that of each site. */
  unit = 0;
  readonly siteUnits: number[] = [];
  /** The JavaScript for `$$`. */
  root = 'input';
  /** In a series, the variable whose fields are local: `$outputs.<field>`. */
  fields?: Fields;
  /** Values that the code gets by number, because source text cannot hold them. */
  readonly values: unknown[] = [];
  /** The functions of the run-time library that the code calls. */
  readonly library = new Set<string>();
  /** The names of the bindings that are looked up at each evaluation. */
  readonly dynamicNames = new Set<string>();
  usesClock = false;
  /** Object constructors whose values are only read field by field: a field without a value may be undefined. */
  readonly sparse = new WeakSet<Ast>();
  /** The names that the expression at hand binds in one place only. */
  boundOnce: ReadonlySet<string> = new Set();
  /** Numbers the counters of the expression at hand, where the code is to count. */
  probe: Probe | undefined;
  private counts: readonly number[] | undefined;
  private count = 0;
  private readonly declared = new Map<string, string>();

  constructor(
    readonly resolve: Resolve,
    /** The steps whose outputs are plain JSON of their own. */
    readonly ownedOutputs: ReadonlySet<string>,
  ) {}

  /** A JavaScript name that nothing else has. */
  fresh(prefix = 't'): string {
    this.count += 1;
    return `${prefix}${String(this.count)}`;
  }

  /** The name of a function of the run-time library. */
  use(name: string): string {
    this.library.add(name);
    return name;
  }

  /** Declares a constant once for all uses of the same text. */
  constant(prefix: string, js: string): string {
    const key = `constant ${js}`;
    return this.declare(key, prefix, (name) => this.constants.push(`const ${name} = ${js};`));
  }

  /** A declaration at the top of each evaluation. */
  perEvaluation(prefix: string, js: string): string {
    return this.declare(`prologue ${js}`, prefix, (name) => this.prologue.push(`const ${name} = ${js};`));
  }

  /** A value that is handed over when the code is linked. */
  value(prefix: string, value: unknown): string {
    const known = this.values.indexOf(value);
    const index = known >= 0 ? known : this.values.push(value) - 1;
    return this.constant(prefix, `values[${String(index)}]`);
  }

  /** The number of a place where an error may arise. */
  site(position: number | undefined, token: SiteToken): number {
    this.siteUnits.push(this.unit);
    return this.sites.push([position, token]) - 1;
  }

  /** A line that adds to the counter whose number the JavaScript gives. */
  counting(js: string, counts: readonly number[]): string {
    this.counts = counts;
    return `counts[${js}] += 1;`;
  }

  /** What stands above the generated function: its library and constants. */
  head(): string[] {
    const library = [...this.library].sort();
    return [
      '"use strict";',
      ...(library.length > 0 ? [`const { ${library.join(', ')} } = library;`] : []),
      'const { isArray } = Array;',
      'const { hasOwn } = Object;',
      'const unbound = Symbol("unbound");',
      ...this.constants,
      // Comes last, so that all else is the same with and without it.
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
