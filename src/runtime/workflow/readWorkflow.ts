import { createError, type DestkitError, type Where } from '../errors/destkitError';
import { MAX_STEPS } from '../limits';
import { checkDocument } from '../schema/check';
import type { TextDocument } from '../schema/document';
import type { Validator } from '../schema/validating';
import { checkExpression } from './checkExpression';
import { findCode, findUncheckedFiles } from './checkSources';
import { findRepeatedSteps, findTooManySteps, tooManySteps } from './checkSteps';
import { fileExpression, listExpressions, listPlaces } from './expressions';
import {
  boundNames,
  isJsonTemplate,
  JSON_TEMPLATE,
  type KnownNames,
  type WorkflowShape,
  type WorkflowSource,
} from './source';
import { listFiles, listSteps, type NamedFile } from './workflowFile';

/**
 * Reads the files that a workflow names; paths are relative to the destination's folder.
 *
 * @param where finds the place that names the file, for an error
 */
export type ReadText = (path: string, where?: () => Where) => Promise<TextDocument>;

/** A workflow that was read, or all problems of it and of the files that it names. */
export interface ReadWorkflow {
  source?: WorkflowSource;
  problems: readonly DestkitError[];
  /** The number of steps; the steps of an inner workflow count once for each step that runs it. */
  size: number;
}

/** Cached results by document, each with the objects that it was computed from. */
type Memory<T> = WeakMap<TextDocument, { from: readonly unknown[]; found: T }>;

const contents: Memory<WorkflowContent> = new WeakMap();
const results: Memory<ReadWorkflow> = new WeakMap();

/** The cached result, if it was computed from the same objects. */
function remember<T extends object>(
  memory: Memory<T>,
  document: TextDocument,
  from: readonly unknown[],
  find: () => T,
): T {
  const last = memory.get(document);
  if (last?.from.length === from.length && last.from.every((each, index) => each === from[index])) {
    return last.found;
  }
  const found = find();
  memory.set(document, { from, found });
  return found;
}

/** Reads the workflows of a folder, each of them once. */
export class WorkflowReader {
  private readonly reading = new Map<string, Promise<ReadWorkflow>>();
  /** Workflow -> the workflows that its steps run. */
  private readonly runs = new Map<string, Set<string>>();

  /**
   * @param schema of workflow files
   * @param allowCode whether bindings may be JavaScript
   */
  constructor(
    private readonly readText: ReadText,
    private readonly schema: Validator,
    private readonly known: KnownNames,
    private readonly allowCode = false,
  ) {}

  /**
   * Reads a workflow file and everything that it names, and checks all of it before an engine is built: YAML,
   * schema, the syntax of every JSONata expression, tables. The result is the same one as long as nothing of that changes.
   *
   * @param inherited the language of its expressions unless its file names one
   */
  read(path: string, where?: () => Where, inherited = JSON_TEMPLATE): Promise<ReadWorkflow> {
    const key = `${inherited} ${path}`;
    const reading = this.reading.get(key) ?? this.readAll(path, inherited, where);
    this.reading.set(key, reading);
    return reading;
  }

  private async readAll(path: string, inherited: string, where?: () => Where): Promise<ReadWorkflow> {
    const document = await this.readText(path, where);
    const tooMany = findTooManySteps(document);
    const problems = tooMany.length > 0 ? tooMany : checkDocument(document, this.schema);
    if (problems.length > 0) {
      return { problems, size: 0 };
    }
    const workflow = document.value;
    const named = listFiles(workflow);
    const { templateType = inherited } = workflow as WorkflowShape;
    const templates = await this.readNamed(named, 'template', document);
    const tables = await this.readNamed(named, 'table', document);
    const inner = await Promise.all(
      named.flatMap((each) =>
        each.kind === 'workflow' ? [this.readInner(each, path, document, templateType)] : [],
      ),
    );
    const files = [
      ...[this.schema, this.known, this.allowCode, templateType],
      ...[...templates.values(), ...tables.values()],
    ];
    const content = remember(contents, document, files, () =>
      this.examine(document, path, templateType, templates, tables),
    );
    const from = [content, ...inner.map(({ result }) => result)];
    const size = inner.reduce((sum, { result }) => sum + result.size, listSteps(workflow).length);
    if (size > MAX_STEPS) {
      // Problems of inner workflows are reported again for each step that runs them.
      return { problems: [tooManySteps(document, ['steps'])], size };
    }
    return remember(results, document, from, () => ({
      size,
      source: {
        ...content.source,
        inner: new Map(inner.flatMap(({ name, result: { source } }) => (source ? [[name, source]] : []))),
        innerByPath: new Map(
          inner.flatMap(({ path: file, result: { source } }) => (source ? [[file, source]] : [])),
        ),
      },
      problems: [...content.problems, ...inner.flatMap(({ result }) => result.problems)],
    }));
  }

  /** The contents of a workflow's own files. */
  private examine(
    document: TextDocument,
    path: string,
    templateType: string,
    templates: NamedDocuments,
    tables: NamedDocuments,
  ): WorkflowContent {
    const named = document.value as WorkflowShape;
    const name = named.name || path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
    const workflow = { ...named, name, templateType };
    const ofFiles = listSteps(workflow).flatMap(({ step: { name, templatePath } }) => {
      const text = templates.get(templatePath ?? '');
      return text ? [fileExpression(text, name)] : [];
    });
    const expressions = isJsonTemplate(workflow) ? [] : [...listExpressions(document), ...ofFiles];
    const bound = boundNames(workflow, this.known);
    return {
      source: {
        file: document.file,
        workflow,
        expressions,
        steps: listPlaces(document),
        templates,
        tables,
      },
      problems: [
        ...(this.allowCode ? [] : findCode(document, workflow)),
        ...findUncheckedFiles(document),
        ...findRepeatedSteps(document),
        ...expressions.flatMap((expression) => checkExpression(expression, bound)),
        ...[...tables.values()].flatMap(({ syntaxErrors }) => syntaxErrors),
      ],
    };
  }

  private async readNamed(
    named: readonly NamedFile[],
    kind: NamedFile['kind'],
    document: TextDocument,
  ): Promise<NamedDocuments> {
    const files = named.filter((each) => each.kind === kind);
    return new Map(
      await Promise.all(
        files.map(
          async ({ file, at }) => [file, await this.readText(file, () => document.whereValue(at))] as const,
        ),
      ),
    );
  }

  private async readInner(
    { file: path, at, step }: NamedFile,
    outer: string,
    document: TextDocument,
    templateType: string,
  ): Promise<InnerWorkflow> {
    const name = step?.name ?? '';
    if (this.leadsTo(path, outer)) {
      const message = `${path} runs itself`;
      const where = document.whereKey([...at.slice(0, -2), 'name']);
      return {
        name,
        path,
        result: { problems: [createError('WORKFLOW_INVALID', { message }, where)], size: 0 },
      };
    }
    this.runs.set(outer, (this.runs.get(outer) ?? new Set()).add(path));
    return { name, path, result: await this.read(path, () => document.whereValue(at), templateType) };
  }

  /** Whether a workflow runs another one, directly or indirectly. */
  private leadsTo(path: string, other: string, seen = new Set<string>()): boolean {
    seen.add(path);
    return (
      path === other ||
      [...(this.runs.get(path) ?? [])].some((next) => !seen.has(next) && this.leadsTo(next, other, seen))
    );
  }
}

/** Files by the paths with which a workflow names them. */
type NamedDocuments = ReadonlyMap<string, TextDocument>;

/** A workflow without those that its steps run. */
interface WorkflowContent {
  source: Omit<WorkflowSource, 'inner' | 'innerByPath'>;
  problems: readonly DestkitError[];
}

/** A workflow that a step runs, by the step's name. */
interface InnerWorkflow {
  name: string;
  path: string;
  result: ReadWorkflow;
}
