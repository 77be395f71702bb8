import type { EmbeddedWorkflow } from '../../runtime/workflow/embedded';
import type { ProgramParts } from '../../runtime/workflow/programParts';
import { workflowKey, type StoredCode } from '../../runtime/workflow/storedCode';
import { createError } from '../../runtime/errors/destkitError';

/** Takes workflows apart for a host that does not have workflow-engine. */
export class Embedding {
  readonly workflows: EmbeddedWorkflow[] = [];
  private readonly numbers = new Map<string, number>();

  /**
   * @param code    what the code of the workflows has taken from around it
   * @param runtime the names that the host's runtime binds
   */
  constructor(
    private readonly code: StoredCode,
    private readonly runtime: ReadonlySet<string>,
  ) {}

  /** Adds a workflow and those that its steps run; gives its number. @throws EXPORT_IMPOSSIBLE */
  add(parts: ProgramParts): number {
    const key = workflowKey(parts);
    const known = this.numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    const number = this.workflows.length;
    this.numbers.set(key, number);
    const inner: Record<string, number> = {};
    this.workflows.push({ name: parts.name, steps: parts.steps, tables: this.tables(parts), inner });
    for (const step of parts.steps) {
      const within = parts.inner(step);
      if (within) {
        inner[step.name] = this.add(within);
      }
    }
    return number;
  }

  private tables(parts: ProgramParts): Record<string, unknown> {
    const tables: Record<string, unknown> = {};
    for (const name of this.namesOf(parts)) {
      const value = parts.bindings[name];
      if (typeof value === 'function') {
        const problem = `its workflow ${parts.name} uses $${name}, which only workflow-engine has`;
        throw createError('EXPORT_IMPOSSIBLE', { problem });
      }
      tables[name] = value;
    }
    return tables;
  }

  /** The names that the code of a workflow takes from its bindings, but for those of the runtime. */
  private namesOf(parts: ProgramParts): string[] {
    const key = workflowKey(parts);
    const series = Object.values(this.code.fused).filter((each) => each?.workflow === key);
    const expressions = Object.entries(this.code.expressions).flatMap(([each, { forValues, forArrays }]) =>
      (JSON.parse(each) as [string])[0] === key ? [forValues, forArrays] : [],
    );
    const names = [...series, ...expressions].flatMap((each) =>
      Object.entries(each?.names ?? {}).flatMap(([name, kind]) => (kind === 'constant' ? [name] : [])),
    );
    return [...new Set(names)].filter((name) => !this.runtime.has(name)).sort();
  }
}
