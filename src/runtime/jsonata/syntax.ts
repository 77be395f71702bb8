import jsonata from 'jsonata';
import type { Ast } from './ast';
import { BoundedCache } from '../boundedCache';

/** Why an expression cannot be parsed; `offset` and `length` are the range of the wrong characters. */
export interface SyntaxProblem {
  /** The reference implementation's code, such as `S0201`. */
  reason: string;
  message: string;
  offset: number;
  length: number;
}

/** The plain object that the jsonata package throws instead of an Error. */
export interface JsonataFailure {
  code: string;
  message: string;
  /** The offset after the token, not of the token; after the `(` for a call. */
  position?: number;
  token?: string;
  value?: unknown;
}

/** The trees of the last parsed texts: loading and building a workflow parses each several times. */
const REMEMBERED_TEXTS = 1000;
const trees = new BoundedCache<string, Ast>(REMEMBERED_TEXTS);

/** Parses with the jsonata package's own parser and does not convert its errors. The tree must not be modified. */
export function readTree(text: string): Ast {
  return trees.get(text, () => jsonata(text).ast() as unknown as Ast);
}

/** The syntax error of an expression, or undefined if it has none. */
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

/** Whether an error is a D or T error of an evaluation. */
export function isEvaluationFailure(error: unknown): error is JsonataFailure {
  const code = (error as Partial<JsonataFailure> | null | undefined)?.code;
  return typeof code === 'string' && /^[DTSU]\d{4}$/.test(code);
}

/** The start of the token of a failure, computed from the end that the reference reports. */
export function locateToken(text: string, failure: Pick<JsonataFailure, 'position' | 'token'>) {
  const end = Math.min(failure.position ?? 0, text.length);
  const token = typeof failure.token === 'string' ? failure.token : '';
  for (const length of [token.length, token.length + 1]) {
    const start = end - length;
    if (token !== '' && text.startsWith(token, start)) {
      // The name of a function does not include its dollar sign.
      const dollar = text.charAt(start - 1) === '$' ? 1 : 0;
      return { offset: start - dollar, length: token.length + dollar };
    }
  }
  return { offset: Math.max(0, end - 1), length: 1 };
}
