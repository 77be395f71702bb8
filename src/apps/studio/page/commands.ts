import type { Model } from './model';
import type { Command } from './palette';
import type { Shortcut } from './shortcuts';

/** Everything that the command palette offers. */
export function allCommands(
  model: Model,
  shortcuts: readonly Shortcut[],
  openGolden: (folder: string) => void,
): Command[] {
  const files = model.list();
  return [
    ...shortcuts.map(({ keys, about, run }): Command => ({
      kind: 'action',
      text: `${about} (${keys})`,
      run,
    })),
    ...files.map(({ path, name }): Command => ({
      kind: 'file',
      text: name,
      run: () => {
        model.open(path, { line: 1, column: 1 });
      },
    })),
    ...files.flatMap(({ path, name, text }) =>
      stepLines(text).map(({ step, line }): Command => ({
        kind: 'step',
        text: `${step} · ${name}`,
        run: () => {
          model.open(path, { line, column: 1 });
        },
      })),
    ),
    ...model.rows.map(({ feature, name, folder }): Command => ({
      kind: 'golden',
      text: `${feature}/${name}`,
      run: () => {
        openGolden(folder);
      },
    })),
  ];
}

/** The steps of a workflow file, which may be incomplete while it is typed. */
function stepLines(text: string): { step: string; line: number }[] {
  let isInSteps = false;
  return text.split('\n').flatMap((content, index) => {
    isInSteps = /^\w/.test(content) ? content.startsWith('steps:') : isInSteps;
    const step = isInSteps ? /^\s*- name: *(\w+)/.exec(content)?.[1] : undefined;
    return step === undefined ? [] : [{ step, line: index + 1 }];
  });
}
