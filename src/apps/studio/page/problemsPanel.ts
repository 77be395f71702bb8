import { button, element, replaceChildren } from './element';
import type { Model } from './model';
import { splitter } from './splitter';

/** The problems of all files. The panel is there only when there are some. */
export class ProblemsPanel {
  readonly root = element('div', {
    className: 'problems',
    role: 'region',
    'aria-label': 'Problems',
    tabIndex: 0,
  });
  readonly splitter = splitter({
    label: 'Height of the problems',
    part: this.root,
    isAfter: true,
    initial: 18,
  });

  constructor(private readonly model: Model) {
    this.update();
  }

  update(): void {
    const { model } = this;
    const rows = model.diagnostics().map(({ severity, code, message, at }) => {
      const path = at && model.pathOf(at.file);
      const place =
        at && path !== undefined ? `${model.nameOf(path)}:${String(at.line)}:${String(at.column)} ` : '';
      return button(
        `${severity === 'error' ? '✗' : '!'} ${place}${message} [${code}]`,
        () => {
          if (at && path !== undefined) {
            model.open(path, at);
          }
        },
        { className: `problem ${severity}` },
      );
    });
    replaceChildren(this.root, ...rows);
    this.root.hidden = this.splitter.hidden = rows.length === 0;
  }
}
