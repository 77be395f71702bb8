/** Something that can be written at the cursor. */
export interface Suggestion {
  label: string;
  kind: 'key' | 'value' | 'function' | 'variable' | 'table' | 'step' | 'field' | 'keyword' | 'file';
  /** What is written, when it is not the label. */
  insert?: string;
  /** One line: a signature or a type. */
  detail?: string;
  /** Markdown. */
  documentation?: string;
}

/** What can replace the characters of a file from `from` to `to`. */
export interface Suggestions {
  from: number;
  to: number;
  items: readonly Suggestion[];
}

/** The description of a function for people. */
export interface FunctionDocs {
  /** The parameters, as in `a, b, ...`. */
  signature: string;
  /** Markdown. */
  description: string;
  examples?: readonly string[];
}
