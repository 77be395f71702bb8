import type { DestkitError } from '../../../runtime/errors/destkitError';
import type { Ast } from '../../../runtime/jsonata/ast';
import type { Manifest } from '../../../runtime/destination/manifest';
import type { Path, TextDocument } from '../../../runtime/schema/document';
import type { Expression } from '../../../runtime/workflow/expressions';
import type { StepShape } from '../../../runtime/workflow/stepShape';
import type { Problem } from '../finding';

/**
 * A destination folder as the rules see it: every file parsed, with the place of every part, as far as that goes in spite
 * of mistakes. A file that cannot be read as what it is has problems and is absent from the rest.
 */
export interface LintModel {
  /** Whether bindings may be JavaScript. */
  allowCode: boolean;
  manifest: TextDocument;
  /** As far as it is there. */
  manifestValue: Partial<Manifest>;
  /** What is wrong with the files as such: absent, not YAML, not as their schema wants them. */
  fileProblems: readonly Problem[];
  /** Each workflow file once, whoever runs it. */
  workflows: readonly LintWorkflow[];
  /** Those of all workflows and of the manifest. */
  expressions: readonly LintExpression[];
  tables: readonly TextDocument[];
  config: SchemaDocument | undefined;
  /** The schemas of requests. */
  requests: readonly SchemaDocument[];
  /** The schemas of messages, one for each dialect. */
  messages: readonly object[];
}

/** A workflow file. */
export interface LintWorkflow {
  document: TextDocument;
  /** Whether the file is as its schema wants it. */
  isSound: boolean;
  /** Its templates are json-template: they are not among the expressions, and rules do not ask what they read. */
  isJsonTemplate: boolean;
  /** Relative to the folder, without a leading `./`. */
  path: string;
  /** The features of the manifest that it is for; none when only other workflows run it. */
  features: readonly string[];
  bindings: readonly LintBinding[];
  steps: readonly LintStep[];
  expressions: readonly LintExpression[];
}

/** A name under `bindings`, or a file that gives names. */
export interface LintBinding {
  names: readonly string[];
  path: Path;
  /** The JSON file that it comes from. */
  table: TextDocument | undefined;
}

/** A step with what is inside it. */
export interface LintStep {
  name: string;
  path: Path;
  shape: StepShape;
  expressions: readonly LintExpression[];
  /** What runs when the condition does not hold. */
  otherwise: LintStep | undefined;
  children: readonly LintStep[];
}

/** An expression with its tree, when it has one, and what loading reports of it. */
export interface LintExpression extends Expression {
  ast: Ast | undefined;
  /** Every node of the tree from the root down, with the nodes above it, the nearest last. */
  nodes: readonly { node: Ast; above: readonly Ast[] }[];
  problems: readonly DestkitError[];
}

/** A JSON Schema; its document is read only when a place in it is asked for. */
export interface SchemaDocument {
  value: object;
  document: TextDocument;
}
