import type { Ast } from '../ast';
import type { Operand } from './operand';
import type { Outcome } from './probe';
import type { Program, SiteToken } from './program';

/** The context in which an expression is evaluated. */
export interface ContextValue {
  js: string;
  /** False if it is known not to be an array. */
  mayBeArray: boolean;
  /** If set, it is a plain object with at least these fields: see Operand. */
  fields?: Operand['fields'];
}

interface Variable {
  js: string;
  /** Bound on every path to the code that is emitted from now on. */
  certain: boolean;
  isParameter: boolean;
  /** The known properties of the value, if the name is bound only once. */
  known?: Operand;
}

/** A frame of variables, or the bindings of a tuple, which are known only at run time. */
export class Scope {
  private readonly variables = new Map<string, Variable>();

  constructor(
    readonly parent: Scope | undefined,
    /** The straight-line code that declares the frame; a binding in it is certain. */
    readonly region: object,
    readonly tuple?: string,
  ) {}

  /** A parameter is bound from the start, a variable after its assignment. */
  declare(name: string, js: string, isParameter: boolean): void {
    this.variables.set(name, { js, certain: isParameter, isParameter });
  }

  own(name: string): Variable | undefined {
    return this.variables.get(name);
  }
}

/** The place where code is emitted: the lines, the context, the variables in scope. */
export class EvaluationContext {
  constructor(
    readonly program: Program,
    readonly lines: string[],
    readonly context: ContextValue,
    readonly scope: Scope,
    readonly region: object,
    /** The site for errors on the right side of `and` / `or`, where the reference reports them. */
    readonly errorSite?: number,
    /** Whether the value becomes part of a result that must be separate plain JSON. */
    readonly owned = false,
  ) {}

  add(line: string): void {
    this.lines.push(line);
  }

  /** Stores a value in a new name. */
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

  /** Code that may not run, such as a branch: the same lines, but bindings in it are not certain. */
  branch(errorSite = this.errorSite): EvaluationContext {
    return new EvaluationContext(
      this.program,
      this.lines,
      this.context,
      this.scope,
      {},
      errorSite,
      this.owned,
    );
  }

  withScope(scope: Scope): EvaluationContext {
    return new EvaluationContext(
      this.program,
      this.lines,
      this.context,
      scope,
      this.region,
      this.errorSite,
      this.owned,
    );
  }

  withContext(context: ContextValue): EvaluationContext {
    return new EvaluationContext(
      this.program,
      this.lines,
      context,
      this.scope,
      this.region,
      this.errorSite,
      this.owned,
    );
  }

  /** The same place, for values that are only read, or that become part of the result. */
  as(owned: boolean): EvaluationContext {
    if (owned === this.owned) {
      return this;
    }
    return new EvaluationContext(
      this.program,
      this.lines,
      this.context,
      this.scope,
      this.region,
      this.errorSite,
      owned,
    );
  }

  /** The body of a separate function. */
  inner(context: ContextValue, scope: Scope, region: object): EvaluationContext {
    return new EvaluationContext(this.program, [], context, scope, region, this.errorSite);
  }

  /** Counts an outcome of a node, if the code counts. */
  count(node: Ast, outcome: Outcome): void {
    const { probe } = this.program;
    const counter = probe?.counter(node, outcome);
    if (probe && counter !== undefined) {
      this.add(this.program.counting(String(counter), probe.counts));
    }
  }

  /** Passes the value of a node to its watcher, if there is one. */
  watch(node: Ast, js: string): void {
    const watcher = this.program.probe?.watcher?.(node);
    if (watcher) {
      this.add(`${this.program.value('w', watcher)}(${js});`);
    }
  }

  /** Sets the site of errors in the following code. */
  mark(position: number | undefined, token: SiteToken): void {
    const site = this.errorSite ?? this.program.site(position ?? 0, token);
    this.add(`s = ${String(site)};`);
  }
}
