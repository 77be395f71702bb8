import { join } from 'node:path';
import {
  DiagnosticSeverity,
  type Connection,
  type Diagnostic as LspDiagnostic,
  DiagnosticTag,
} from 'vscode-languageserver/node';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import type { Diagnostic } from '../../tools/editing/diagnostics';
import type { FolderSession } from './folderSession';
import { rangeFrom, toUri } from './positions';

/** Sends diagnostics, and removes those of files without any. */
export class Publisher {
  /** Folder -> the files that have diagnostics. */
  private readonly shown = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly connection: Connection,
    private readonly resolve: (file: string) => string,
  ) {}

  publish({ folder, diagnostics }: FolderSession): void {
    const byFile = new Map<string, LspDiagnostic[]>();
    for (const diagnostic of diagnostics) {
      const file = this.resolve(diagnostic.at?.file ?? join(folder, 'destination.yaml'));
      byFile.set(file, [...(byFile.get(file) ?? []), this.convert(diagnostic)]);
    }
    for (const file of [...(this.shown.get(folder) ?? [])].filter((each) => !byFile.has(each))) {
      byFile.set(file, []);
    }
    for (const [file, converted] of byFile) {
      void this.connection.sendDiagnostics({ uri: toUri(file), diagnostics: converted });
    }
    this.shown.set(folder, new Set([...byFile].flatMap(([file, { length }]) => (length > 0 ? [file] : []))));
  }

  private convert({ severity, code, message, at, length, fix, related = [] }: Diagnostic): LspDiagnostic {
    return {
      severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      range: rangeFrom(at ?? { file: '', line: 1, column: 1 }, length),
      code,
      codeDescription: { href: linkTo(code) },
      source: 'destkit',
      message: fix === undefined ? message : `${message}\n${fix}`,
      ...(code.startsWith('unused-') ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      ...(related.length > 0
        ? {
            relatedInformation: related.map((place) => ({
              location: { uri: toUri(this.resolve(place.file)), range: rangeFrom(place, 1) },
              message: 'see here',
            })),
          }
        : {}),
    };
  }
}

/** The section of the documentation about a lint rule or an error code. */
function linkTo(code: string): string {
  const page = /^[A-Z]/.test(code) ? 'errors.md' : 'lint.md';
  return `${toUri(join(nodeFiles.packageRoot, 'docs', page))}#${code.toLowerCase()}`;
}
