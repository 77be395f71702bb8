import type { Ast, NameNode } from '../../runtime/jsonata/ast';
import { infer } from '../lint/shapes/infer';
import { shapesOf, type ExpressionScope } from '../lint/shapes/reads';
import { unite, type Shape } from '../lint/shapes/shape';
import type { EditedExpression } from './fileView';
import { workflowIn, type FolderModel } from './folderModel';

/**
 * What an expression sees. For one that lint has not seen yet, what another expression of its workflow does.
 *
 * @param file the name that documents have
 */
export function scopeOf(
  { lint }: FolderModel,
  file: string,
  { path }: EditedExpression,
): ExpressionScope | undefined {
  const { scopes } = shapesOf(lint);
  const key = path.join('/');
  const inFile = lint.expressions.filter(({ document }) => document.file === file);
  const own = inFile.find((expression) => (expression.path ?? []).join('/') === key);
  const seen = [own, ...inFile.reverse()].flatMap((expression) =>
    expression && scopes.has(expression) ? [expression] : [],
  );
  const [scope, ...others] = (seen[0] && scopes.get(seen[0])) ?? [];
  return (
    scope && {
      ...scope,
      context: unite(scope.context, ...others.map(({ context }) => context)),
      root: unite(scope.root, ...others.map(({ root }) => root)),
    }
  );
}

/** The names under `bindings` of a workflow file that are tables or constants. */
export function boundTables(model: FolderModel, file: string): string[] {
  return (workflowIn(model, file)?.bindings ?? []).flatMap(({ names }) => [...names]);
}

/** What is known of the object that a field is read from. */
export function ownerOf(
  model: FolderModel,
  scope: ExpressionScope,
  ast: Ast,
  isWanted: (name: NameNode) => boolean,
): Shape | undefined {
  let owner: Shape | undefined;
  const onRead = (name: NameNode, shape: Shape): void => {
    if (isWanted(name)) {
      owner = shape;
    }
  };
  infer(ast, { ...scope, inference: { config: shapesOf(model.lint).config, onRead } });
  return owner;
}
