/** A value in the generated code: a name or a literal, free of side effects, to be used any number of times. */
export interface Operand {
  js: string;
  /** What is known of it; `any` when nothing is. */
  type: 'any' | 'boolean' | 'string' | 'number' | 'object' | 'nothing';
  /** Never undefined. */
  defined: boolean;
  /** May be a sequence that evaluation has to unwrap. */
  sequence: boolean;
  /** Plain JSON that shares nothing with the input. */
  owned?: boolean | undefined;
  /** Never an array. */
  single?: boolean | undefined;
  /** It is a plain object, if it is defined; and what is known of its fields, where something is. */
  fields?: ReadonlyMap<string, Operand> | undefined;
}

export const nothing: Operand = {
  js: 'undefined',
  type: 'nothing',
  defined: false,
  sequence: false,
  owned: true,
  single: true,
};

export function any(js: string, sequence = true): Operand {
  return { js, type: 'any', defined: false, sequence };
}

/** A plain object of which nothing else is known. */
export const noFields: ReadonlyMap<string, Operand> = new Map();

/** What is known of a value wherever it goes: not the name it has, nor whose it is. */
export function knownOf(value: Operand): Operand {
  return { ...value, sequence: false, owned: undefined };
}

export function typed(js: string, type: Operand['type'], defined = true): Operand {
  return { js, type, defined, sequence: false, single: type !== 'object' };
}
