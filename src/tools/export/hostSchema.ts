import { toStrictTypes } from './strictTypes';

/** What the host itself takes for a value that is filled in later. */
export const LATER = '(^\\{\\{.*\\|\\|(.*)\\}\\}$)|(^env[.].+)';

/**
 * A config schema for the control plane: in plain draft-07, with one type for each value, and settings that may name variables
 * of the environment too.
 */
export function toHostSchema(schema: Record<string, unknown>): Record<string, unknown> {
  const plain = withoutNotes(schema) as Record<string, unknown> & {
    definitions?: Record<string, { pattern?: string }>;
  };
  const dynamic = plain.definitions?.dynamic;
  if (dynamic) {
    dynamic.pattern = LATER;
  }
  return toStrictTypes(plain) as Record<string, unknown>;
}

/** Keywords that only destkit supports; `$id` would name a file that does not exist there. */
const notes = new Set(['$id', '$comment', 'errorMessage', 'x-read-by', 'x-secret']);

function withoutNotes(part: unknown, isMap = false): unknown {
  if (Array.isArray(part)) {
    return part.map((each) => withoutNotes(each));
  }
  if (typeof part !== 'object' || part === null) {
    return part;
  }
  return Object.fromEntries(
    Object.entries(part)
      // The keys below `properties` are names, not keywords.
      .filter(([key]) => isMap || !notes.has(key))
      .map(([key, value]) => [key, withoutNotes(value, !isMap && mapKeywords.has(key))]),
  );
}

const mapKeywords = new Set(['properties', 'patternProperties', 'definitions']);
