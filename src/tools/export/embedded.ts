import { relative } from 'node:path';
import { runtimeNames } from '../../runtime/destination/bindings/runtime';
import type { Destination } from '../../runtime/destination/destination';
import { readConfigSchema } from '../../runtime/destination/load';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { createError } from '../../runtime/errors/destkitError';
import { parse } from '../../runtime/jsonata/compile';
import { generate } from '../../runtime/jsonata/emit/generate';
import { instantiate, newFunction, type MakeFunction } from '../../runtime/jsonata/instantiate';
import { renderValidator } from '../../runtime/schema/standalone';
import { compileSchema } from '../../runtime/schema/validator';
import { checkTree } from '../../runtime/workflow/checkExpression';
import type { CodeMaker } from '../../runtime/workflow/codeMaker';
import { createCompiler } from '../../runtime/workflow/compiler';
import { boundNames, type WorkflowSource } from '../../runtime/workflow/source';
import { typedSteps } from '../../runtime/workflow/workflowEngine';
import { openDestination, type EmbeddedWorkflows } from '../../io/hosts/embeddedDestination';
import { workflowEngineBindings } from '../../io/hosts/workflowEngineBindings';
import { toLiteral } from './bundle';

/**
 * The source code of an object that is EmbeddedWorkflows and WrittenCode, with further fields. The workflows are
 * compiled here to record the code that the compiler requests; in the host it requests the same code.
 *
 * @throws EXPORT_IMPOSSIBLE
 */
export async function renderEmbedded(
  destination: Destination,
  features: readonly string[],
  further: Record<string, unknown> = {},
): Promise<string> {
  const workflows = embedWorkflows(destination, features);
  const configSchema = await readConfigSchema(destination);
  const functions = new Map<string, string>();
  const embedded = openDestination(workflows, {
    configSchema: compileSchema(configSchema),
    hashes: nodeHashes,
    compiler: recordingCompiler((parameters, body) => {
      const code = body.replace(/\n\/\/# sourceURL=.*$/, '');
      functions.set(nodeHashes.sha1(body), `function (${parameters.join(', ')}) {\n${code}\n}`);
      return newFunction(parameters, body);
    }),
  });
  for (const feature of Object.keys(workflows.features)) {
    await embedded.prepare(feature);
  }
  return [
    '{',
    ...Object.entries({ ...further, ...workflows, configSchema }).map(
      ([name, value]) => `${name}: ${toLiteral(value)},`,
    ),
    'functions: {',
    ...[...functions].map(([hash, code]) => `"${hash}": ${code},`),
    '},',
    `validate: function (schema, require, module) {\n${renderValidator(configSchema)}\n},`,
    '}',
  ].join('\n');
}

/** A compiler that immediately generates the code for inputs that are arrays. */
function recordingCompiler(makeFunction: MakeFunction): CodeMaker {
  const compiler = createCompiler(makeFunction);
  return {
    ...compiler,
    expression(text, use) {
      instantiate(generate(parse(text), use, true), makeFunction);
      return compiler.expression(text, use);
    },
  };
}

function embedWorkflows(destination: Destination, features: readonly string[]): EmbeddedWorkflows {
  const { name, manifest } = destination;
  const workflows: Record<string, EmbeddedWorkflows['workflows'][string]> = {};
  const files: Record<string, unknown> = {};
  const add = (source: WorkflowSource): string => {
    const { workflow, tables, templates, inner } = source;
    ensureBound(source);
    tables.forEach(({ value }, path) => (files[path] = value));
    templates.forEach(({ text }, path) => (files[path] = text));
    const within = Object.fromEntries([...inner].map(([step, each]) => [step, add(each)]));
    const steps = typedSteps(workflow) ?? workflow.steps;
    const file = relative(destination.path, source.file);
    workflows[file] = { workflow: { ...workflow, steps }, inner: within };
    return file;
  };
  return {
    name,
    hosts: manifest.hosts ?? [],
    features: Object.fromEntries(
      features.flatMap((feature) => {
        const source = destination.workflow(feature);
        return source ? [[feature, add(source)]] : [];
      }),
    ),
    workflows,
    files,
  };
}

/**
 * @throws EXPORT_IMPOSSIBLE for a name that only workflow-engine binds; all other names were resolved when the
 * destination was loaded
 */
function ensureBound({ file, workflow, expressions }: WorkflowSource): void {
  const bound = boundNames(workflow, { runtime: runtimeNames, library: Object.keys(workflowEngineBindings) });
  const [unknown] = expressions.flatMap((each) => checkTree(each, parse(each.text), bound));
  if (unknown) {
    const problem = `its workflow ${file} uses what only workflow-engine has: ${unknown.message}`;
    throw createError('EXPORT_IMPOSSIBLE', { problem }, unknown.where);
  }
}
