import type { TextDocument } from '../../runtime/schema/document';
import type { FileView } from './fileView';
import type { Occurrence } from './occurrences';

/** The values of a workflow or a manifest that name other files. */
export function fileReferences({ file }: TextDocument, { entries, kind }: FileView): Occurrence[] {
  return entries.flatMap(({ path, value }) => {
    const name = value?.text.trim() ?? '';
    if (!value || value.style === 'literal' || !/^[\w./-]+\.(?:ya?ml|json|jsonata|ndjson)$/.test(name)) {
      return [];
    }
    const isNamed = kind === 'manifest' || /^(?:path|templatePath)$/.test(String(path.at(-1)));
    const start = value.toFile(0);
    return isNamed
      ? [
          {
            ...{ symbol: `file:${clean(name)}`, kind: 'file', name, file },
            ...{ span: { start, end: start + name.length }, isDefinition: false },
          },
        ]
      : [];
  });
}

/** A path relative to the destination's folder, in one form. */
export function clean(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}
