import type { Ast } from '../ast';
import type { Operand } from './operand';
import type { Outcome } from './probe';
import type { Program, SiteToken } from './program';

/** The context that an expression is evaluated over. */
export interface ContextValue {
  js: string;
  /** False when it is known not to be an array. */
  mayBeArray: boolean;
  /** It is a plain object, with these fields at least: see Operand. */
  fields?: Operand['fields'];
}

interface Variable {
  js: string;
  /** Bound for certain wherever code is emitted from now on. */
  certain: boolean;
  isParameter: boolean;
  /** What is known of the value, when nothing else can be bound to the name. */
  known?: Operand;
}

/** A frame of variables, or the bindings of a tuple, which are known only when it runs. */
export class Scope {
  private readonly variables = new Map<string, Variable>();

  constructor(
    readonly parent: Scope | undefined,
    /** The straight-line code that declares the frame; a binding made there is certain. */
    readonly region: object,
    readonly tuple?: string,
  ) {}

  /** A parameter is bound from the start, a variable once it has been assigned. */
  declare(name: string, js: string, isParameter: boolean): void {
    this.variables.set(name, { js, certain: isParameter, isParameter });
  }

  own(name: string): Variable | undefined {
    return this.variables.get(name);
  }
}

/** Where code is being emitted: the lines, the context, the variables in scope. */
export class Place {
  constructor(
    readonly program: Program,
    readonly lines: string[],
    readonly context: ContextValue,
    readonly scope: Scope,
    readonly region: object,
    /** Sites below the right side of `and` / `or`, whose errors the reference reports there. */
    readonly errorSite?: number,
    /** The value becomes part of a result that must be plain JSON of its own. */
    readonly owned = false,
  ) {}

  add(line: string): void {
    this.lines.push(line);
  }

  /** Keeps a value in a name of its own. */
  keep(js: string): string {
    const name = this.program.fresh();
    this.add(`const ${name} = ${js};`);
    return name;
  }

  /** A name that is assigned later, in branches. */
  later(): string {
    const name = this.program.fresh();
    this.add(`let ${name};`);
    return name;
  }

  /** Code that may not run, such as a branch: same lines, but what it binds is not certain. */
  branch(errorSite = this.errorSite): Place {
    return new Place(this.program, this.lines, this.context, this.scope, {}, errorSite, this.owned);
  }

  withScope(scope: Scope): Place {
    return new Place(this.program, this.lines, this.context, scope, this.region, this.errorSite, this.owned);
  }

  withContext(context: ContextValue): Place {
    return new Place(this.program, this.lines, context, this.scope, this.region, this.errorSite, this.owned);
  }

  /** The same place, for values that are only read, or that become part of the result. */
  as(owned: boolean): Place {
    if (owned === this.owned) {
      return this;
    }
    return new Place(this.program, this.lines, this.context, this.scope, this.region, this.errorSite, owned);
  }

  /** The body of a function of its own. */
  inner(context: ContextValue, scope: Scope, region: object): Place {
    return new Place(this.program, [], context, scope, region, this.errorSite);
  }

  /** Counts an outcome of a node here, where the code is to count. */
  count(node: Ast, outcome: Outcome): void {
    const { probe } = this.program;
    const counter = probe?.counter(node, outcome);
    if (probe && counter !== undefined) {
      this.add(this.program.counting(String(counter), probe.counts));
    }
  }

  /** Hands a value of a node to whoever watches it. */
  watch(node: Ast, js: string): void {
    const watcher = this.program.probe?.watcher?.(node);
    if (watcher) {
      this.add(`${this.program.value('w', watcher)}(${js});`);
    }
  }

  /** Says where an error from the code that follows arises. */
  mark(position: number | undefined, token: SiteToken): void {
    const site = this.errorSite ?? this.program.site(position ?? 0, token);
    this.add(`s = ${String(site)};`);
  }
}
