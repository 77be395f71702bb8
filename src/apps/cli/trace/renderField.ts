import type { FieldTrace, SourceTrace } from '../../../tools/trace/model';
import { shorten, shortValue } from './shorten';

const MOST_SOURCES = 3;

/** The source of a field in one line: `<- message.timestamp via $epochSeconds (parts/device.yaml:55:21)`. */
export function renderOrigin(field: FieldTrace, short: (file: string) => string): string {
  const { at, kind, sources } = field;
  const place = at ? ` (${short(at.file)}:${String(at.line)}:${String(at.column)})` : '';
  const made = sources.filter(({ role }) => role === 'value');
  const decides = sources.filter(({ role }) => role === 'decides');
  const parts = [
    ...(made.length > 0 ? [`<- ${list(made)}`] : []),
    ...(made.length === 0 ? [withoutSource(field)] : []),
    ...(decides.length > 0 ? [`decided by ${list(decides)}`] : []),
  ];
  const note =
    kind === 'unfollowed' && made.length === 0 && decides.length === 0 ? '; could not be followed' : '';
  return `${parts.filter((part) => part !== '').join(', ')}${place}${note}`;
}

function withoutSource({ kind, expression, sources }: FieldTrace): string {
  if (kind === 'constant') {
    return 'constant';
  }
  return sources.length > 0 || expression === undefined ? '' : `from ${shorten(expression, 40)}`;
}

function list(sources: readonly SourceTrace[]): string {
  const shown = sources.slice(0, MOST_SOURCES).map(renderSource);
  const more = sources.length - shown.length;
  return [...shown, ...(more > 0 ? [`${String(more)} more`] : [])].join(', ');
}

function renderSource({ path, role, via }: SourceTrace): string {
  const names = [...new Set(via)];
  return role === 'value' && names.length > 0 ? `${path} via ${names.join(' ')}` : path;
}

/** A source with its value, and how it was found. */
export function renderSourceLine({ path, value, role, via, isFollowed }: SourceTrace): string {
  const what = role === 'value' ? 'made from' : 'decided by';
  const how = isFollowed ? (via.length > 0 ? ` via ${[...new Set(via)].join(' ')}` : '') : ' (measured)';
  return `${what} ${path} = ${shortValue(value)}${how}`;
}
