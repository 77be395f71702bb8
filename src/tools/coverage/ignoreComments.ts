import type { SourceMap } from '../../runtime/jsonata/span';

/** `unreachable` excludes the code after the comment from coverage, `equivalent` excludes it from mutation testing. */
export type IgnoreKind = 'unreachable' | 'equivalent';

/** The reason in the first ignore comment (`unreachable: <reason>`) among comments; undefined when there is none. */
export function ignoreReasonIn(kind: IgnoreKind, comments: readonly string[]): string | undefined {
  const texts = comments.map((comment) => comment.trim());
  return texts
    .find((text) => text.startsWith(`${kind}:`))
    ?.slice(kind.length + 1)
    .trim();
}

/** The reason in an ignore comment directly before a token of an expression. */
export function ignoreReasonBefore(
  kind: IgnoreKind,
  token: number,
  { comments }: SourceMap,
): string | undefined {
  const own = comments.filter(({ before }) => before === token);
  return ignoreReasonIn(
    kind,
    own.map(({ text }) => text),
  );
}
