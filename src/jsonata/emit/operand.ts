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
}

export const nothing: Operand = { js: 'undefined', type: 'nothing', defined: false, sequence: false };

export function any(js: string, sequence = true): Operand {
  return { js, type: 'any', defined: false, sequence };
}

export function typed(js: string, type: Operand['type'], defined = true): Operand {
  return { js, type, defined, sequence: false, single: type !== 'object' };
}
