/** The effects of an edit of a destination, for the events that were run through both states. */
export interface DiffReport {
  destination: string;
  against: { ref: string; commit: string };
  /** The number of goldens and events that were run, and the number of those with a difference. */
  goldens: number;
  events: number;
  different: number;
  outcomes: OutcomeChange[];
  fields: FieldChange[];
  /** Field changes that are counted but not listed, because there are too many different ones. */
  unlisted: number;
  config: ConfigChange[];
  /** The number of breaking changes. */
  breaking: number;
}

interface Change {
  /**
   * A field is missing or has another type, an event is no longer sent, or valid settings are refused: users of the
   * destination may notice this.
   */
  isBreaking: boolean;
}

/** Events with another outcome than before. */
export interface OutcomeChange extends Change {
  from: string;
  to: string;
  /** The error or the reason, if there is one. */
  message: string;
  count: number;
  /** The first such event: `processor/<golden>` or `<file>:<line>`. */
  example: string;
}

/** A field of the results, with `[]` instead of the index of an array item. */
export interface FieldChange extends Change {
  path: string;
  kind: 'added' | 'removed' | 'changed' | 'retyped';
  count: number;
  /** The first event, with the field's values before and after; missing if the field was or is missing. */
  example: { event: string; before?: unknown; after?: unknown };
}

export interface ConfigChange extends Change {
  /**
   * `required`: required by the schema itself. `refused`: settings of goldens or examples that were valid and are no
   * longer valid.
   */
  kind: 'added' | 'removed' | 'required' | 'default' | 'refused';
  /** `config.apiKey`; for `refused`, the problem. */
  subject: string;
  before?: unknown;
  after?: unknown;
  /** For `refused`: the number of different settings. */
  count?: number;
}
