import type { BranchCount, FieldCount } from '../worker/messages';
import { button, element, replaceChildren } from './element';
import type { Model } from './model';

const STEPS = 5;

/** Shows which parts of the output and of the workflow the goldens exercise; a stronger colour means more goldens. */
export class CoverageView {
  readonly root = element('div', { className: 'coverage', tabIndex: 0 });
  private readonly fields = element('section', {});
  private readonly branches = element('section', {});

  constructor(private readonly model: Model) {
    this.root.append(this.branches, this.fields);
    model.on('fields', (counts) => {
      this.showFields(counts);
    });
    model.on('branches', (counts) => {
      this.showBranches(counts);
    });
  }

  private showFields(fields: readonly FieldCount[]): void {
    const heat = heatOf(fields);
    replaceChildren(
      this.fields,
      element('h3', {}, 'Fields'),
      element(
        'p',
        { className: 'quiet' },
        'The number of expected requests in the goldens that contain each field of the body. Fields that are not listed are in none.',
      ),
      table(
        ['field', 'requests'],
        fields.map(({ path, count }) => row(path, count, heat(count))),
      ),
    );
  }

  private showBranches(branches: readonly BranchCount[]): void {
    const heat = heatOf(branches);
    const files = [...new Set(branches.map(({ file }) => file))].sort();
    const isTaken = ({ count, ignoreReason }: BranchCount) => count > 0 || ignoreReason !== undefined;
    replaceChildren(
      this.branches,
      element('h3', {}, `Branches: ${String(branches.filter(isTaken).length)} of ${String(branches.length)}`),
      element(
        'p',
        { className: 'quiet' },
        'How often the goldens take each branch of a condition. No golden checks a branch with 0.',
      ),
      ...files.map((file) => {
        const own = branches.filter((branch) => branch.file === file);
        const taken = own.filter(isTaken).length;
        const name = this.model.nameOf(this.model.pathOf(file));
        return element(
          'details',
          { open: taken < own.length },
          element('summary', {}, `${name}: ${String(taken)} of ${String(own.length)}`),
          table(
            ['branch', 'times'],
            own.map((branch) =>
              row(this.link(branch), branch.count, heat(branch.count), branch.ignoreReason),
            ),
          ),
        );
      }),
    );
  }

  private link({ file, line, column, label }: BranchCount): HTMLElement {
    return button(
      `${String(line)}:${String(column)} ${label}`,
      () => {
        this.model.open(this.model.pathOf(file), { line, column });
      },
      { className: 'link' },
    );
  }
}

/** The level of the colour: 0 for no golden, 5 for the most. */
function heatOf(counted: readonly { count: number }[]): (count: number) => number {
  const most = counted.reduce((highest, { count }) => Math.max(highest, count), 1);
  return (count) => Math.ceil((Math.log(count + 1) / Math.log(most + 1)) * STEPS);
}

function table(titles: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const heads = titles.map((title) => element('th', { scope: 'col' }, title));
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}

function row(name: string | HTMLElement, count: number, heat: number, ignoreReason?: string): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', { className: `heat-${String(heat)}` }, ignoreReason ?? String(count)),
  );
}
