import type { Ast } from '../../../runtime/jsonata/ast';
import { didYouMean, suggest } from '../../../runtime/schema/suggest';
import type { Edit, Problem } from '../finding';
import type { LintExpression } from '../model/model';
import type { Rule } from '../rule';
import { fileOffset } from '../tree/fileOffset';
import { spanIn, whereNode } from '../tree/whereNode';
import { literalText } from '../tree/walk';

/** An endpoint that the manifest's `hosts` do not allow; its request would be rejected. */
export const rule: Rule = {
  id: 'foreign-host',
  severity: 'error',
  check({ manifestValue, expressions }) {
    const hosts = Array.isArray(manifestValue.hosts) ? manifestValue.hosts : undefined;
    return hosts ? expressions.flatMap((expression) => checkExpression(expression, hosts)) : [];
  },
};

function checkExpression(expression: LintExpression, hosts: readonly string[]): Problem[] {
  return expression.nodes.flatMap(({ node }) => {
    const pairs = node.type === 'unary' && node.value === '{' ? node.lhs : [];
    return pairs
      .filter(([key]) => literalText(key) === 'endpoint')
      .flatMap(([, value]) => beginnings(value))
      .flatMap((literal) => {
        const message = checkEndpoint(literalText(literal) ?? '', hosts);
        const edit = message === undefined ? undefined : httpsEdit(expression, literal, hosts);
        return message === undefined
          ? []
          : [{ message, where: whereNode(expression, literal), ...(edit ? { edit } : {}) }];
      });
  });
}

/** The literals with which an endpoint can start. */
function beginnings(value: Ast): Ast[] {
  switch (value.type) {
    case 'string':
      return [value];
    case 'binary':
      return value.value === '&' ? beginnings(value.lhs) : [];
    case 'condition':
      return [...beginnings(value.then), ...(value.else ? beginnings(value.else) : [])];
    case 'block':
      return value.expressions.slice(-1).flatMap(beginnings);
    default:
      return [];
  }
}

function checkEndpoint(text: string, hosts: readonly string[]): string | undefined {
  const [, scheme, host, behind] = /^([a-z]+):\/\/([^/?#]*)(.?)/.exec(text) ?? [];
  if (scheme === undefined || host === undefined) {
    return undefined;
  }
  if (scheme !== 'https') {
    return `requests go over https only, and this endpoint says ${scheme}`;
  }
  // Without a slash after it, more of the host may follow.
  const isKnown = hosts.includes(host) || (behind === '' && hosts.some((each) => each.startsWith(host)));
  return isKnown
    ? undefined
    : `the manifest does not list the host ${host}${didYouMean(suggest(host, hosts))}`;
}

/** Replaces `http`, with which requests are never sent, by `https`, if nothing else is wrong with the endpoint. */
function httpsEdit(expression: LintExpression, literal: Ast, hosts: readonly string[]): Edit | undefined {
  const text = literalText(literal) ?? '';
  const start = spanIn(expression, literal)?.start;
  if (start === undefined || !text.startsWith('http:')) {
    return undefined;
  }
  // After the quote.
  const offset = fileOffset(expression, start + 1);
  const isCured = checkEndpoint(text.replace('http:', 'https:'), hosts) === undefined;
  return isCured && offset !== undefined
    ? { file: expression.document.file, offset, length: 'http'.length, text: 'https' }
    : undefined;
}
