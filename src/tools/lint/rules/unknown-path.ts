import { didYouMean, suggest } from '../../../runtime/schema/suggest';
import type { Rule } from '../rule';
import { findMissingFields } from '../shapes/reads';
import { whereNode } from '../tree/whereNode';
import { ownerText } from '../tree/ownerText';

/** A field that its object never has: of a message, the settings, a table, an output or an input. */
export const rule: Rule = {
  id: 'unknown-path',
  severity: 'error',
  check: (model) =>
    findMissingFields(model)
      // unknown-output reports missing outputs.
      .filter(({ expression, name }) => ownerText(expression, name) !== '$outputs')
      .map(({ expression, name, owner }) => {
        const from = ownerText(expression, name);
        const subject = from === '' ? 'the input' : from;
        const hint = didYouMean(suggest(name.value, [...owner.fields.keys()]));
        return {
          message: `${subject} has no field ${name.value}${hint}`,
          where: whereNode(expression, name),
        };
      }),
};
