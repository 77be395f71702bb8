import { Destination } from '../../runtime/destination/destination';
import type { DestinationFolder } from '../../runtime/destination/folder';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import { guarded } from '../../runtime/jsonata/runtime/guard';
import { readParts } from '../../runtime/workflow/compiledEngine';
import type { Engine, EngineOptions } from '../../runtime/workflow/engine';
import { compileProgram, type Program } from '../../runtime/workflow/program';
import type { WorkflowSource } from '../../runtime/workflow/source';
import type { Mutant } from './mutant';
import { mutateParts } from './mutateParts';

/** A mutant may never terminate. */
const TIMEOUT_MS = 2000;

/** Runs a destination with one mutant at a time. Only the changed workflow is recompiled, in memory. */
export class MutantRunner {
  readonly destination: Destination;
  private mutant: Mutant | undefined;

  constructor(folder: DestinationFolder) {
    const compiled = (source: WorkflowSource, options: EngineOptions) => this.createEngine(source, options);
    this.destination = new Destination(folder, nodeHashes, { compiled, reference: compiled });
  }

  /** Activates this mutant instead of the previous one. */
  change(mutant: Mutant): void {
    this.mutant = mutant;
  }

  private async createEngine(source: WorkflowSource, options: EngineOptions): Promise<Engine> {
    const parts = await readParts(source, options);
    const original = compileProgram(parts);
    let last: { mutant: Mutant | undefined; program: Program } = { mutant: undefined, program: original };
    return {
      run: (input, now) => {
        if (last.mutant !== this.mutant) {
          const changed = this.mutant ? mutateParts(parts, this.mutant) : parts;
          last = { mutant: this.mutant, program: changed === parts ? original : compileProgram(changed) };
        }
        return guarded({ timeout: TIMEOUT_MS }, () => last.program.run(input, undefined, now));
      },
    };
  }
}
