import jsonata from 'jsonata';
import type { Ast } from './ast';
import { BoundedCache } from '../boundedCache';

/** Why an expression cannot be parsed; `offset` and `length` say which of its characters are to blame. */
export interface SyntaxProblem {
  /** The reference implementation's code, such as `S0201`. */
  reason: string;
  message: string;
  offset: number;
  length: number;
}

/** What the jsonata package throws: a plain object, not an Error. */
export interface JsonataFailure {
  code: string;
  message: string;
  /** The offset behind the token, not at it; behind the `(` for a call. */
  position?: number;
  token?: string;
  value?: unknown;
}

/** Trees of the texts that were parsed last: loading and building a workflow asks for each several times. */
const REMEMBERED_TEXTS = 1000;
const trees = new BoundedCache<string, Ast>(REMEMBERED_TEXTS);

/** Parses with the jsonata package's own parser, whose failures are thrown as they are. Nobody changes the tree. */
export function readTree(text: string): Ast {
  return trees.get(text, () => jsonata(text).ast() as unknown as Ast);
}

/** The syntax error of an expression, or undefined when it parses. */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  try {
    readTree(text);
    return undefined;
  } catch (error) {
    const failure = error as JsonataFailure;
    const { offset, length } = locateToken(text, failure);
    return { reason: failure.code, message: failure.message, offset, length };
  }
}

/** True for the D and T errors that an evaluation throws. */
export function isEvaluationFailure(error: unknown): error is JsonataFailure {
  const code = (error as Partial<JsonataFailure> | null | undefined)?.code;
  return typeof code === 'string' && /^[DTSU]\d{4}$/.test(code);
}

/** The start of the token that a failure names, from the end that the reference reports. */
export function locateToken(text: string, failure: Pick<JsonataFailure, 'position' | 'token'>) {
  const end = Math.min(failure.position ?? 0, text.length);
  const token = typeof failure.token === 'string' ? failure.token : '';
  for (const length of [token.length, token.length + 1]) {
    const start = end - length;
    if (token !== '' && text.startsWith(token, start)) {
      // The name of a function comes without its dollar.
      const dollar = text.charAt(start - 1) === '$' ? 1 : 0;
      return { offset: start - dollar, length: token.length + dollar };
    }
  }
  return { offset: Math.max(0, end - 1), length: 1 };
}
