import type { SourceMap } from '../../runtime/jsonata/span';

/** What a comment may say of the place behind it: nothing can reach it; a change of it changes nothing. */
export type Claim = 'unreachable' | 'equivalent';

/** The reason in a comment `unreachable: why`, when it is one. */
export function excuse(claim: Claim, comment: string): string | undefined {
  const text = comment.trim();
  return text.startsWith(`${claim}:`) ? text.slice(claim.length + 1).trim() : undefined;
}

/** The reason in a comment right before a token of an expression. */
export function excuseBefore(claim: Claim, token: number, { comments }: SourceMap): string | undefined {
  return comments
    .filter(({ before }) => before === token)
    .map(({ text }) => excuse(claim, text))
    .find((reason) => reason !== undefined);
}
