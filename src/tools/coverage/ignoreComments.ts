import type { SourceMap } from '../../runtime/jsonata/span';

/** `unreachable` excludes the code after the comment from coverage, `equivalent` excludes it from mutation testing. */
export type IgnoreKind = 'unreachable' | 'equivalent';

/** The reason in an ignore comment (`unreachable: <reason>`); undefined for any other comment. */
export function ignoreReasonOf(kind: IgnoreKind, comment: string): string | undefined {
  const text = comment.trim();
  return text.startsWith(`${kind}:`) ? text.slice(kind.length + 1).trim() : undefined;
}

/** The reason in an ignore comment directly before a token of an expression. */
export function ignoreReasonBefore(
  kind: IgnoreKind,
  token: number,
  { comments }: SourceMap,
): string | undefined {
  return comments
    .filter(({ before }) => before === token)
    .map(({ text }) => ignoreReasonOf(kind, text))
    .find((reason) => reason !== undefined);
}
