import type { HostFunctionHints } from '../../jsonata/hostFunction';
import type { ConfigChecker } from '../configChecker';
import type { Hashes } from './hashes';

/** The parts that depend on the destination or the host. */
export interface BindingContext {
  config: ConfigChecker;
  hashes: Hashes;
}

type BindingFunction = (...args: never[]) => unknown;

/**
 * A function that `./runtime` binds in a workflow, with properties that the compiler and lint may rely on for all
 * arguments.
 */
export type Binding = HostFunctionHints &
  (
    | { run: BindingFunction; create?: never }
    | { run?: never; create: (context: BindingContext) => BindingFunction }
  ) & {
    /** The shape of the value for lint: a scalar has no fields; otherwise it has the fields of the named value. */
    shape: 'scalar' | 'firstArgument' | 'anyArgument' | 'config' | 'unknown';
    /**
     * Why a secret setting may be an argument: it is hashed, the result does not reveal it, or (`condition`) the
     * first argument is only tested. Without this, lint reports a leaked secret.
     */
    secret?: 'hash' | 'question' | 'condition';
    /** The index of the argument that is a regular expression as a string; lint checks whether it is slow. */
    pattern?: number;
    /** The function can end the event, so a step that calls it has an effect even if its output is not used. */
    ends?: boolean;
  };

/** The entry in docs/bindings.md. Exported separately from the binding, so that bundlers can remove it. */
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
