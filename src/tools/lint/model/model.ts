import type { DestkitError } from '../../../runtime/errors/destkitError';
import type { Ast } from '../../../runtime/jsonata/ast';
import type { Manifest } from '../../../runtime/destination/manifest';
import type { Path, TextDocument } from '../../../runtime/schema/document';
import type { Expression } from '../../../runtime/workflow/expressions';
import type { StepShape } from '../../../runtime/workflow/stepShape';
import type { Problem } from '../finding';

/**
 * The input of the rules: a destination folder with every file parsed, and the place of every part. Files with mistakes
 * are included as far as they can be read; the others appear only in `fileProblems`.
 */
export interface LintModel {
  /** Whether bindings may be JavaScript. */
  allowCode: boolean;
  manifest: TextDocument;
  /** May be incomplete. */
  manifestValue: Partial<Manifest>;
  /** Problems of whole files: missing, invalid YAML, or not valid against their schema. */
  fileProblems: readonly Problem[];
  /** Each workflow file once, even if several others run it. */
  workflows: readonly LintWorkflow[];
  /** The expressions of all workflows and of the manifest. */
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
  /** Whether the file is valid against its schema. */
  isSound: boolean;
  /** Whether its templates are json-template. They are not in `expressions`, and rules ignore them. */
  isJsonTemplate: boolean;
  /** Relative to the folder, without a leading `./`. */
  path: string;
  /** The features of the manifest that use it; empty if only other workflows run it. */
  features: readonly string[];
  bindings: readonly LintBinding[];
  steps: readonly LintStep[];
  expressions: readonly LintExpression[];
}

/** An entry of `bindings`, which may define several names. */
export interface LintBinding {
  names: readonly string[];
  path: Path;
  /** The JSON file that contains its value. */
  table: TextDocument | undefined;
}

/** A step with its inner steps. */
export interface LintStep {
  name: string;
  path: Path;
  shape: StepShape;
  expressions: readonly LintExpression[];
  /** The step under `else`. */
  otherwise: LintStep | undefined;
  children: readonly LintStep[];
}

/** An expression with its syntax tree, unless it has syntax errors, and the problems found when it was loaded. */
export interface LintExpression extends Expression {
  ast: Ast | undefined;
  /** Every node of the tree, starting at the root, with its ancestors; the parent is the last one. */
  nodes: readonly { node: Ast; above: readonly Ast[] }[];
  problems: readonly DestkitError[];
}

/** A JSON Schema; its document is read only when a place in it is needed. */
export interface SchemaDocument {
  value: object;
  document: TextDocument;
}
