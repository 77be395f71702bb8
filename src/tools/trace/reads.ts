import { childrenOf, type Ast } from '../../runtime/jsonata/ast';
import type { Path } from '../../runtime/schema/document';
import { bind, type Follower, type Moves, type Scope, type TracedValue } from './follow';
import { isTaken } from './followActual';

/** A field of the workflow's input from which a value is computed, according to the expressions. */
export interface Read {
  path: Path;
  /** The functions between the field and the value, the outermost first. */
  via: readonly string[];
}

/** Limits the search; cycles would not terminate. No real mapping is this deep. */
const MOST_MOVES = 500;

/**
 * The fields of the input that a node reads: directly, and through variables, steps and workflows, along the branches
 * that were taken. An expression may show too few fields (with a computed key) or too many (values that it does not
 * use), so only measuring shows which of them matter.
 */
export function readsOf(follower: Follower, start: TracedValue): Read[] {
  const reads = new Map<string, Read>();
  const seen = new Map<Ast, Set<string>>();
  let budget = MOST_MOVES;

  const follow = (traced: TracedValue): void => {
    const { expression, frame } = traced;
    const key = JSON.stringify([expression.document.file, frame.outer?.step.name, traced.path, traced.via]);
    const known = seen.get(traced.node) ?? new Set();
    if (budget <= 0 || known.has(key)) {
      return;
    }
    seen.set(traced.node, known.add(key));
    budget -= 1;
    const moves: Moves = follower.moves(traced);
    if ('tracedValues' in moves) {
      moves.tracedValues.filter(isTaken).forEach(follow);
    } else if (moves.end.kind === 'input') {
      const { path } = moves.end;
      const id = JSON.stringify(path);
      const shorter = reads.get(id);
      if (!shorter || shorter.via.length > traced.via.length) {
        reads.set(id, { path, via: traced.via });
      }
    } else if (moves.end.kind === 'node') {
      descend(traced);
    }
  };

  /** Descends into a node that creates its own value. */
  const descend = (traced: TracedValue): void => {
    const { node } = traced;
    const scope = node.type === 'block' ? bind(node.expressions, traced) : traced.scope;
    const name = node.type === 'function' && node.procedure.type === 'variable' ? node.procedure.value : '';
    const via = name === '' ? traced.via : [...traced.via, `$${name}`];
    for (const child of childrenOf(node)) {
      const isContext = node.type === 'path' && child !== node.steps[0];
      for (const part of isContext || node.type === 'lambda'
        ? variablesIn(child, without(scope, node))
        : [{ node: child, scope }]) {
        follow({ ...traced, ...part, path: [], via });
      }
    }
    if (node.type === 'path') {
      follow({ ...traced, node: plainStart(node), path: [], via });
    }
  };

  // Conditions on the path of the value do not prevent reading its expression.
  follow({ ...start, questions: [] });
  return [...reads.values()];
}

/** Inside a function or after a step of a path, names refer to other objects; variables keep their meaning. */
function variablesIn(node: Ast, scope: Scope): { node: Ast; scope: Scope }[] {
  if (node.type === 'variable') {
    return node.value === '' ? [] : [{ node, scope }];
  }
  if (node.type === 'path' && node.steps[0]?.type === 'variable' && node.steps[0].value !== '') {
    return [
      { node: plainStart(node), scope },
      ...node.steps.slice(1).flatMap((step) => variablesIn(step, scope)),
    ];
  }
  return childrenOf(node).flatMap((child) => variablesIn(child, without(scope, node)));
}

/** A function's parameters and its own bindings hide outer ones. */
function without(scope: Scope, node: Ast): Scope {
  const names =
    node.type === 'lambda'
      ? node.arguments.map(({ value }) => value)
      : node.type === 'block'
        ? node.expressions.flatMap((each) => (each.type === 'bind' ? [each.lhs.value] : []))
        : [];
  return names.length === 0 ? scope : new Map([...scope, ...names.map((name) => [name, undefined] as const)]);
}

/** The names at the start of a path, up to the first step that is not just a name. */
function plainStart(node: Extract<Ast, { type: 'path' }>): Ast {
  const end = node.steps.findIndex(
    ({ type, predicate, stages }, index) =>
      (index > 0 && type !== 'name') || predicate !== undefined || stages !== undefined,
  );
  const kept = end < 0 ? node.steps : node.steps.slice(0, Math.max(1, end));
  const steps = kept.map(withoutStages);
  return { type: 'path', steps, ...(node.position === undefined ? {} : { position: node.position }) };
}

function withoutStages(step: Ast): Ast {
  const plain = { ...step };
  delete plain.predicate;
  delete plain.stages;
  delete plain.tuple;
  return plain;
}
