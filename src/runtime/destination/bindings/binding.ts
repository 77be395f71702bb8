import type { HostFunctionHints } from '../../jsonata/hostFunction';
import type { ConfigChecker } from '../configChecker';
import type { Hashes } from './hashes';

/** What differs from destination to destination, or from host to host. */
export interface BindingContext {
  config: ConfigChecker;
  hashes: Hashes;
}

type BindingFunction = (...args: never[]) => unknown;

/** A function that `./runtime` binds in a workflow, and what the compiler and lint may rely on whatever the arguments are. */
export type Binding = HostFunctionHints &
  (
    | { run: BindingFunction; create?: never }
    | { run?: never; create: (context: BindingContext) => BindingFunction }
  ) & {
    /** What lint infers for its value: a scalar has no fields, the others have the fields of what is named. */
    shape: 'scalar' | 'firstArgument' | 'anyArgument' | 'config' | 'unknown';
    /**
     * Why a secret setting may be an argument: it leaves as a hash, the answer does not give it away, or (`condition`) the
     * first argument is only tested. Without it, lint reports the secret as leaked.
     */
    secret?: 'hash' | 'question' | 'condition';
    /** Which argument is a regular expression, given as a string; lint looks whether it is a slow one. */
    pattern?: number;
    /** It can end the event, so a step that calls it has a use even if nothing reads the step's output. */
    ends?: boolean;
  };

/** What docs/bindings.md shows. Exported apart from the binding, so that bundlers can drop it. */
export interface BindingDocs {
  section: 'Values' | 'Objects' | 'Strings' | 'Outcomes';
  /** The parameters, as in `a, b, ...`. */
  signature: string;
  /** What it returns, in Markdown. */
  description: string;
  /** A test runs each with both engines, on an event without fields: `missing` has no value. */
  examples: readonly BindingExample[];
}

export type BindingExample =
  | { expression: string; gives: unknown }
  /** The message of the error that ends the event. */
  | { expression: string; throws: string };
