/** A note that GitHub shows at a line of a file. */
export interface Annotation {
  level: 'error' | 'warning';
  file: string;
  line: number;
  column?: number;
  title: string;
  text: string;
}

/** GitHub's workflow command for an annotation. */
export function renderAnnotation({ level, file, line, column, title, text }: Annotation): string {
  const place = [`file=${encodeProperty(file)}`, `line=${String(line)}`];
  if (column !== undefined) {
    place.push(`col=${String(column)}`);
  }
  return `::${level} ${[...place, `title=${encodeProperty(title)}`].join(',')}::${encode(text)}`;
}

function encode(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A comma ends a property, and a colon ends all properties. */
function encodeProperty(text: string): string {
  return encode(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
