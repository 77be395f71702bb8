import { childrenOf, type Ast } from '../../runtime/jsonata/ast';
import type { SourceMap } from '../../runtime/jsonata/span';
import type { Span } from './outline';

/** A variable in an expression: which one, and where its name stands, with the dollar. */
export interface VariableUse {
  name: string;
  span: Span;
  isDefinition: boolean;
  /** Tells variables of the same name apart; undefined for one that is not bound in the expression. */
  frame: number | undefined;
}

class Frame {
  readonly names = new Set<string>();

  constructor(
    readonly number: number,
    readonly parent: Frame | undefined,
  ) {}

  find(name: string): Frame | undefined {
    return this.names.has(name) ? this : this.parent?.find(name);
  }
}

/** Every variable of an expression, in the order of the text. */
export function variableUses(ast: Ast, map: SourceMap): VariableUse[] {
  const uses = new Map<string, VariableUse>();
  let frames = 0;
  const open = (parent: Frame | undefined): Frame => new Frame(frames++, parent);
  const add = (
    name: string,
    span: Span | undefined,
    frame: Frame | undefined,
    isDefinition: boolean,
  ): void => {
    const key = String(span?.start);
    // The parser repeats the left side of `?:` and `??`.
    if (span && map.text.slice(span.start, span.end) === `$${name}` && !uses.has(key)) {
      uses.set(key, { name, span, isDefinition, frame: frame?.number });
    }
  };
  const define = (name: string, span: Span | undefined, frame: Frame): void => {
    frame.names.add(name);
    add(name, span, frame, true);
  };
  const visit = (node: Ast, frame: Frame): void => {
    switch (node.type) {
      case 'variable':
        if (node.value !== '' && node.value !== '$') {
          add(node.value, tokenSpan(node, map), frame.find(node.value), false);
        }
        break;
      case 'bind':
        // A function may call itself; any other value is computed before the name is bound.
        if (node.rhs.type === 'lambda') {
          frame.names.add(node.lhs.value);
        }
        visit(node.rhs, frame);
        define(node.lhs.value, tokenSpan(node.lhs, map), frame);
        return;
      case 'lambda': {
        const inner = node.thunk === true ? frame : open(frame);
        node.arguments.forEach((parameter) => {
          define(parameter.value, tokenSpan(parameter, map), inner);
        });
        visit(node.body, inner);
        return;
      }
      default:
        break;
    }
    const inner = node.type === 'block' ? open(frame) : frame;
    defineFocus(node, inner);
    childrenOf(node).forEach((child) => {
      visit(child, inner);
    });
  };
  const defineFocus = (node: Ast, frame: Frame): void => {
    const steps = node.type === 'path' ? node.steps : [node];
    for (const { focus, index, stages = [] } of steps) {
      const names = [
        focus,
        index,
        ...stages.map((stage) => (stage.type === 'index' ? stage.value : undefined)),
      ];
      for (const name of names) {
        if (name !== undefined) {
          define(name, focusSpan(name, map, uses), frame);
        }
      }
    }
  };
  visit(ast, open(undefined));
  return [...uses.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The one token of a variable: a position is where a token ends. */
function tokenSpan({ position }: Ast, map: SourceMap): Span | undefined {
  const token = map.tokens.find(({ end }) => end === position);
  return token && { start: token.start, end: token.end };
}

/** The next name behind `@` or `#`, of which the tree does not say where it is. */
function focusSpan(name: string, map: SourceMap, taken: ReadonlyMap<string, VariableUse>): Span | undefined {
  const index = map.tokens.findIndex(
    ({ start, end }, at) =>
      map.text.slice(start, end) === `$${name}` &&
      (map.is(at - 1, '@') || map.is(at - 1, '#')) &&
      !taken.has(String(start)),
  );
  return map.tokens[index];
}
