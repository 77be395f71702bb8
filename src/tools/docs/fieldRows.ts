import { createError } from '../../runtime/errors/destkitError';
import type { Destination, HostEvent } from '../../runtime/destination/destination';
import { readCases } from '../goldens/cases';
import { GOLDEN_NOW } from '../goldens/goldenCase';
import { describeSources } from './sources/describe';
import { Measurement, type SourceEvent } from './sources/measure';

/** A section of docs/fields.yaml: the fields, with additional information apart from their sources. */
export interface FieldSection {
  /** A column for each way to run the events: its heading, and the profile and dialect to use. */
  columns: { title: string; profile?: string; dialect?: string }[];
  /** See FieldNames in sources/fields.ts. */
  requests?: Record<string, string>;
  /** Objects of a message whose keys the sender chooses. */
  anyKey?: string[];
  /** Each field of the requests; the keys other than `field` are passed on to the table. */
  fields?: ({ field: string } & Record<string, unknown>)[];
}

/** A field of the requests, its entry in docs/fields.yaml, and its sources by column. */
export type FieldRow = { field: string; from: Record<string, string> } & Record<string, unknown>;

const anyRun: FieldSection = { columns: [{ title: 'From' }] };

/**
 * The section of that name in docs/fields.yaml; without a name, a section that accepts all fields.
 *
 * @throws DOCS_INVALID if there is no such section, or if it has no columns
 */
export function findSection(fields: unknown, name: string | undefined): FieldSection {
  if (name === undefined) {
    return anyRun;
  }
  const sections = (fields ?? {}) as Record<string, Partial<FieldSection> | null>;
  const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
  if (!Array.isArray(section?.columns)) {
    const problem = section
      ? `the section ${name} of docs/fields.yaml needs columns, an array of {title, profile, dialect}`
      : `docs/fields.yaml has no section ${name}`;
    throw createError('DOCS_INVALID', { problem });
  }
  return section as FieldSection;
}

/**
 * Measures the sources of the fields of the requests, with the events of the destination's goldens. A source that no
 * golden shows is not found.
 *
 * @throws DOCS_INVALID if the section and the goldens do not have the same fields
 */
export async function readFieldRows(destination: Destination, section: FieldSection): Promise<FieldRow[]> {
  const events = readEvents(destination);
  const names = { requests: section.requests ?? {}, known: section.fields?.map(({ field }) => field) ?? [] };
  const found = new Map<string, Record<string, string>>();
  for (const { title, ...options } of section.columns) {
    const measurement = new Measurement(destination, { ...options, now: GOLDEN_NOW }, names);
    const influences = await measurement.influences(events);
    for (const [field, text] of await describeSources(measurement, influences, section.anyKey ?? [])) {
      found.set(field, { ...found.get(field), [title]: text });
    }
  }
  const rows: FieldSection['fields'] = section.fields ?? [...found.keys()].map((field) => ({ field }));
  ensureSame(
    rows.map(({ field }) => field),
    [...found.keys()],
  );
  return rows.map((row) => ({ ...row, from: found.get(row.field) ?? {} }));
}

function readEvents(destination: Destination): SourceEvent[] {
  return readCases(destination)
    .filter(({ feature }) => feature === 'processor')
    .map(({ input }) => {
      const { message, destination: connection } = input as HostEvent;
      return { message, config: connection?.Config ?? {} };
    });
}

function ensureSame(written: readonly string[], found: readonly string[]): void {
  const missing = found.filter((field) => !written.includes(field));
  const unknown = written.filter((field) => !found.includes(field));
  const problems = [
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}, which requests of goldens have`] : []),
    ...(unknown.length > 0 ? [`no request of a golden has ${unknown.join(', ')}`] : []),
  ];
  if (problems.length > 0) {
    throw createError('DOCS_INVALID', { problem: `docs/fields.yaml: ${problems.join('; ')}` });
  }
}
