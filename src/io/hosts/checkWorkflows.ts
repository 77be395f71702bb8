import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Location } from '../../runtime/errors/destkitError';
import { checkExpression } from '../../runtime/workflow/checkExpression';
import { readYaml } from '../../runtime/workflow/workflowEngine';
import { listSteps } from '../../runtime/workflow/workflowFile';

const keys = ['condition', 'inputTemplate', 'loopCondition', 'template'] as const;

/**
 * Checks the expressions of all workflows in a folder. workflow-engine, which would find the same mistakes, names only the step.
 *
 * @throws one error that lists every mistake with its file, line and column
 */
export function checkWorkflows(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  const problems = files.flatMap((file) => checkFile(file, readFileSync(join(folder, file), 'utf8')));
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}

function checkFile(file: string, text: string): string[] {
  let workflow: unknown;
  try {
    workflow = readYaml(text);
  } catch (error) {
    // The YAML parser names line and column in its message.
    return [`${file}: ${(error as Error).message}`];
  }
  if ((workflow as { templateType?: unknown } | null)?.templateType !== 'jsonata') {
    return [];
  }
  return listSteps(workflow).flatMap(({ step, path }) =>
    keys.flatMap((key) => {
      const expression = step[key];
      if (typeof expression !== 'string') {
        return [];
      }
      const where = (offset: number) => ({
        at: locate({ file, text, step: step.name, key, expression }, offset),
      });
      return checkExpression({ text: expression, step: path, where }, undefined).map(
        ({ message, where: { at } }) => `${file}:${String(at?.line)}:${String(at?.column)}: ${message}`,
      );
    }),
  );
}

interface Place {
  file: string;
  text: string;
  step: string;
  key: string;
  expression: string;
}

/** Finds the place of a character of an expression in its file, by the names of its step and its key. */
function locate({ file, text, step, key, expression }: Place, offset: number): Location {
  const named = Math.max(0, text.search(new RegExp(`\\bname:\\s*["']?${step}\\b`)));
  const value = new RegExp(`\\b${key}:[ \\t]*(?:([|>].*\\n\\s*)|["']?)`, 'g');
  value.lastIndex = named;
  const found = value.exec(text);
  const before = expression.slice(0, offset).split('\n');
  // The lines of a block are unchanged in the file, each with the same indentation.
  const start = text.slice(0, found ? value.lastIndex : named).split('\n');
  const indentation = (start.at(-1) ?? '').length;
  return {
    file,
    line: start.length + before.length - 1,
    column: indentation + (before.at(-1) ?? '').length + 1,
  };
}
