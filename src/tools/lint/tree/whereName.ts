import type { Where } from '../../../runtime/errors/destkitError';
import type { Path, TextDocument } from '../../../runtime/schema/document';

/** The place of one of the names of a binding, which has a single name or an array of names. */
export function whereName(
  document: TextDocument,
  binding: Path,
  names: readonly string[],
  name: string,
): Where {
  const path = [...binding, 'name'];
  const item = [...path, names.indexOf(name)];
  return document.whereValue(document.nodeAt(item) ? item : path);
}
