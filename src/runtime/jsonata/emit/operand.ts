/** A value in the generated code: a name or a literal without side effects, which may be used any number of times. */
export interface Operand {
  js: string;
  /** The known type; `any` if it is unknown. */
  type: 'any' | 'boolean' | 'string' | 'number' | 'object' | 'nothing';
  /** Whether it is never undefined. */
  defined: boolean;
  /** Whether it may be a sequence that must be unwrapped. */
  sequence: boolean;
  /** Whether it is plain JSON that shares nothing with the input. */
  owned?: boolean | undefined;
  /** Whether it is never an array. */
  single?: boolean | undefined;
  /** If set, it is a plain object or undefined; contains the known fields. */
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

/** A plain object with unknown fields. */
export const noFields: ReadonlyMap<string, Operand> = new Map();

/** The properties of a value that remain true if it gets another name or another owner. */
export function knownOf(value: Operand): Operand {
  return { ...value, sequence: false, owned: undefined };
}

export function typed(js: string, type: Operand['type'], defined = true): Operand {
  return { js, type, defined, sequence: false, single: type !== 'object' };
}
