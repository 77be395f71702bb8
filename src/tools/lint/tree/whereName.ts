import type { Where } from '../../../runtime/errors/destkitError';
import type { Path, TextDocument } from '../../../runtime/schema/document';

/** Where one of the names of a binding stands, by itself or in a list of them. */
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
