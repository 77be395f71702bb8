import { boundNames, namesBoundOnce } from '../analyse';
import type { Ast } from '../ast';
import { declareFrame, emit } from './expression';
import { any, type Operand } from './operand';
import { Place, Scope } from './place';
import { Program, type Resolve } from './program';
import type { Generated } from './generate';

/** One expression of a series, with the text that its errors are shown in. */
export interface Unit {
  ast: Ast;
  text: string;
}

/** A function made elsewhere. */
export interface Body {
  run: (input: unknown, bindings: never) => unknown;
  /** What is known of the value that it gives. */
  value?: Operand | undefined;
}

/**
 * Makes such a function.
 *
 * @param input    what is known of what it will be called with
 * @param isSparse its value will only be read field by field: a field without a value may be there as undefined
 */
export type MakeBody = (input: Operand, isSparse: boolean) => Body;

/** A step of a series: an expression, or a function made elsewhere. */
export interface SeriesStep {
  name: string;
  condition?: Unit | undefined;
  /** What the step is evaluated over; the series' own input when absent. */
  input?: Unit | undefined;
  body: Unit | { make: MakeBody };
  /** The step's value is plain JSON that shares nothing with the input. */
  isOwned: boolean;
  /** The series ends with this step, if it runs. */
  isFinal: boolean;
}

/** The code of a series. `units` says for each site by number which step and expression it is in. */
export interface GeneratedSeries extends Generated {
  /** What is known of the value. */
  value: Operand | undefined;
  units: readonly SeriesUnit[];
  siteUnits: readonly number[];
  /** The code keeps what the steps gave in `bindings.outputs`. */
  usesOutputs: boolean;
}

export interface SeriesUnit {
  step: string;
  /** Undefined for a function made elsewhere. */
  text: string | undefined;
}

export interface SeriesOptions {
  /** What debuggers and profilers call the code: letters and digits. */
  name: string;
  resolve: Resolve;
  /** The variable whose fields are what earlier steps gave: `$outputs.<step>`. */
  variable: string;
  /** The steps whose values are plain JSON of their own. */
  owned: ReadonlySet<string>;
  keepsOutputs: boolean;
  /** What is known of the input. */
  input?: Operand | undefined;
  /** The steps whose values are only read field by field, and no further. */
  sparse: ReadonlySet<string>;
  /** Evaluates the series over an input that is an array. */
  runForArray: (input: unknown, bindings: never) => unknown;
}

/**
 * The JavaScript for a series of expressions, each of which sees what the earlier ones gave: one function, in which
 * those values are local variables. Its text is the body of a function of (library, values, fail) that returns
 * `(input, bindings) => value`, the value of the last step that ran, or what `fail` gives, which is `Failed`.
 */
export function generateSeries(steps: readonly SeriesStep[], options: SeriesOptions): GeneratedSeries {
  const program = new Program(options.resolve, options.owned);
  const input = options.input?.defined ? options.input : undefined;
  program.fields = { variable: options.variable, locals: new Map() };
  const units: SeriesUnit[] = [];
  const lines: string[] = [];
  const keeping: number[] = [];
  for (const step of steps) {
    emitStep(step, { program, units, lines, keeping, input, sparse: options.sparse });
  }
  const usesOutputs = options.keepsOutputs || program.fields.isRead === true;
  if (!usesOutputs) {
    // Whether anything reads the outputs as a whole is known only now.
    keeping.forEach((index) => {
      lines[index] = '';
    });
  }
  const forArray = input?.fields ? undefined : program.value('c', options.runForArray);
  const locals = [...program.fields.locals.values()].map(({ js }) => js);
  const source = [
    ...program.head(),
    'let s = -1;',
    `return function ${options.name}(input, bindings) {`,
    ...(forArray === undefined ? [] : [`if (isArray(input)) return ${forArray}(input, bindings);`]),
    `let output, ${locals.join(', ')};`,
    ...(usesOutputs ? ['const { outputs } = bindings;'] : []),
    'try {',
    ...program.prologue,
    ...lines,
    'return output;',
    '} catch (error) { return fail(error, s); }',
    '};',
    `//# sourceURL=${options.name}.workflow.js`,
  ].join('\n');
  const { values, sites, dynamicNames, usesClock, siteUnits } = program;
  const value = steps.some(({ isFinal }) => isFinal) ? undefined : lastValue(steps, program);
  return { source, values, sites, dynamicNames, usesClock, units, siteUnits, usesOutputs, value };
}

function lastValue(steps: readonly SeriesStep[], { fields }: Program): Operand | undefined {
  const last = steps.at(-1);
  return last && last.condition === undefined ? fields?.locals.get(last.name) : undefined;
}

interface SeriesState {
  program: Program;
  units: SeriesUnit[];
  lines: string[];
  /** The lines that keep what a step gave in `outputs`, by their index. */
  keeping: number[];
  input: Operand | undefined;
  sparse: ReadonlySet<string>;
}

function emitStep(step: SeriesStep, { program, units, lines, keeping, input, sparse }: SeriesState): void {
  const whole: Operand = { ...any('input', false), single: true, defined: true, fields: input?.fields };
  const local = program.fresh('o');
  const begin = (text: string | undefined) => {
    program.unit = units.push({ step: step.name, text }) - 1;
    lines.push(`s = ${String(program.site(undefined, undefined))};`);
  };
  const evaluate = ({ ast, text }: Unit, over: Operand, isOwned: boolean) => {
    begin(text);
    // An array as input is one item for a path, not many.
    const context = over.single ? over.js : program.fresh('w');
    if (!over.single) {
      lines.push(`const ${context} = wrapInput(${over.js});`);
    }
    program.root = over.js;
    program.boundOnce = namesBoundOnce(ast);
    const region = {};
    const root = new Place(
      program,
      lines,
      { js: context, mayBeArray: over.single !== true, fields: over.defined ? over.fields : undefined },
      new Scope(undefined, region),
      region,
    );
    const place = root.withScope(declareFrame(boundNames([ast]), root));
    return emit(ast, place.as(isOwned));
  };
  const object = 'ast' in step.body ? constructorOf(step.body.ast) : undefined;
  if (object && sparse.has(step.name)) {
    program.sparse.add(object);
  }
  // What a block binds must not be seen by the code of other steps.
  lines.push('{');
  if (step.condition) {
    // A condition counts by JavaScript's truth, as in workflow-engine.
    lines.push(`if (${evaluate(step.condition, whole, false).js}) {`);
  }
  let value: Operand | undefined;
  const context = step.input ? evaluate(step.input, whole, false) : whole;
  const isSparse = sparse.has(step.name);
  if ('make' in step.body) {
    begin(undefined);
    const { run, value: given } = step.body.make(context, isSparse);
    value = given;
    lines.push(`${local} = ${program.value('c', run)}(${context.js}, bindings);`);
    lines.push(`if (${local} instanceof ${program.use('Failed')}) return fail(${local}.error, s);`);
  } else if (step.isOwned) {
    value = evaluate(step.body, context, true);
    lines.push(`${local} = ${value.js};`);
  } else {
    const count = program.fresh('q');
    const start = lines.push('') - 1;
    value = evaluate(step.body, context, false);
    if (value.single) {
      lines.push(`${local} = ${value.js};`);
    } else {
      // Only an expression that made a sequence can have left one in its value.
      lines[start] = `const ${count} = ${program.use('sequencesMade')}.count;`;
      lines.push(
        `${local} = sequencesMade.count === ${count} ? ${value.js} : ${program.use('clean')}(${value.js});`,
      );
    }
  }
  keeping.push(lines.push(`outputs[${JSON.stringify(step.name)}] = ${local};`) - 1);
  lines.push(`output = ${local};`);
  if (step.isFinal) {
    lines.push('return output;');
  }
  lines.push(step.condition ? '} }' : '}');
  const isCertain = step.condition === undefined;
  program.fields?.locals.set(step.name, {
    js: local,
    type: value?.type ?? 'any',
    defined: isCertain && value?.defined === true,
    sequence: false,
    single: value?.single,
    fields: value?.fields,
  });
}

/** The object constructor that gives an expression's value. */
function constructorOf(ast: Ast): Ast | undefined {
  if (ast.predicate || ast.group || ast.keepArray) {
    return undefined;
  }
  const last = ast.type === 'block' ? ast.expressions.at(-1) : undefined;
  return last ? constructorOf(last) : ast.type === 'unary' && ast.value === '{' ? ast : undefined;
}
