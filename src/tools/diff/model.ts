/** What an edit of a destination changes, for the events that were run through both states. */
export interface DiffReport {
  destination: string;
  against: { ref: string; commit: string };
  /** How many goldens and events of the sample were run, and for how many of them something is different. */
  goldens: number;
  events: number;
  different: number;
  outcomes: OutcomeChange[];
  fields: FieldChange[];
  /** Field changes that are counted but not listed, because there are too many different ones. */
  unlisted: number;
  config: ConfigChange[];
  /** How many of the changes are breaking. */
  breaking: number;
}

interface Change {
  /**
   * A field is gone or has another type, an event is no longer sent, or settings that were fine are refused: whoever
   * relies on the destination may notice.
   */
  isBreaking: boolean;
}

/** Events that fare otherwise than before. */
export interface OutcomeChange extends Change {
  from: string;
  to: string;
  /** The error or the reason, when there is one. */
  message: string;
  count: number;
  /** The first such event: `processor/<golden>` or `<file>:<line>`. */
  example: string;
}

/** A field of the results, with `[]` for the number of each item of a list. */
export interface FieldChange extends Change {
  path: string;
  kind: 'added' | 'removed' | 'changed' | 'retyped';
  count: number;
  /** The first event and what the field was and is there; absent when it was or is not there. */
  example: { event: string; before?: unknown; after?: unknown };
}

export interface ConfigChange extends Change {
  /** `required`: by the schema itself. `refused`: settings of goldens or examples that were fine are no longer so. */
  kind: 'added' | 'removed' | 'required' | 'default' | 'refused';
  /** `config.apiKey`; for `refused`, what is wrong. */
  subject: string;
  before?: unknown;
  after?: unknown;
  /** For `refused`: how many different settings are. */
  count?: number;
}
