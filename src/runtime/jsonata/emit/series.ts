import { boundNames, namesBoundOnce } from '../analyse';
import type { Ast } from '../ast';
import { declareFrame, emit } from './expression';
import { any, type Operand } from './operand';
import { EvaluationContext, Scope } from './evaluationContext';
import { Program, type Resolve } from './program';
import type { Generated } from './generate';

/** One expression of a series, with the text that its errors quote. */
export interface Unit {
  ast: Ast;
  text: string;
}

/** A function that was created elsewhere. */
export interface Body {
  run: (input: unknown, bindings: never) => unknown;
  /** The known properties of its result. */
  value?: Operand | undefined;
}

/**
 * Creates such a function.
 *
 * @param input the known properties of its input
 * @param isSparse its value is only read field by field: fields without a value may be undefined instead of missing
 */
export type MakeBody = (input: Operand, isSparse: boolean) => Body;

/** A step of a series: an expression, or a function that was created elsewhere. */
export interface SeriesStep {
  name: string;
  condition?: Unit | undefined;
  /** The input of the step; the input of the series by default. */
  input?: Unit | undefined;
  body: Unit | { make: MakeBody };
  /** Whether the step's value must be plain JSON that shares nothing with the input. */
  isOwned: boolean;
  /** Whether the series ends with this step, if it runs. */
  isFinal: boolean;
}

/** The code of a series. `units` contains the step and expression of each site, by index. */
export interface GeneratedSeries extends Generated {
  /** The known properties of the value. */
  value: Operand | undefined;
  units: readonly SeriesUnit[];
  siteUnits: readonly number[];
  /** Whether the code stores the outputs of steps in `bindings.outputs`. */
  usesOutputs: boolean;
}

export interface SeriesUnit {
  step: string;
  /** Undefined for a function that was created elsewhere. */
  text: string | undefined;
}

export interface SeriesOptions {
  /** The name of the code in debuggers and profilers: letters and digits. */
  name: string;
  resolve: Resolve;
  /** The variable whose fields are the outputs of earlier steps: `$outputs.<step>`. */
  variable: string;
  /** The steps whose values must be separate plain JSON. */
  owned: ReadonlySet<string>;
  keepsOutputs: boolean;
  /** The known properties of the input. */
  input?: Operand | undefined;
  /** The steps whose values are only read field by field. */
  sparse: ReadonlySet<string>;
  /** Evaluates the series for an input that is an array. */
  runForArray: (input: unknown, bindings: never) => unknown;
}

/**
 * Generates one function for a series of expressions, in which the values of earlier steps are local variables. The
 * text is the body of a function of (library, values, fail) that returns `(input, bindings) => value`: the value of
 * the last step that ran, or the result of `fail`, which is `Failed`.
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
    // Only now is it known whether the outputs are read as a whole.
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
  /** The lines that store the value of a step in `outputs`, by their index. */
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
    // For a path, an array as input is one item.
    const context = over.single ? over.js : program.fresh('w');
    if (!over.single) {
      lines.push(`const ${context} = wrapInput(${over.js});`);
    }
    program.root = over.js;
    program.boundOnce = namesBoundOnce(ast);
    const region = {};
    const root = new EvaluationContext(
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
  // The bindings of a block must not be visible to other steps.
  lines.push('{');
  if (step.condition) {
    // A condition is true if JavaScript treats its value as true, as in workflow-engine.
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
      // Only an expression that created a sequence can have one in its value.
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

/** The object constructor that returns an expression's value. */
function constructorOf(ast: Ast): Ast | undefined {
  if (ast.predicate || ast.group || ast.keepArray) {
    return undefined;
  }
  const last = ast.type === 'block' ? ast.expressions.at(-1) : undefined;
  return last ? constructorOf(last) : ast.type === 'unary' && ast.value === '{' ? ast : undefined;
}
