import { jsonOr } from '../../../runtime/jsonOr';
import { unwrap } from '../../../tools/goldens/goldenCase';
import type { GoldenRow, SelectedEvent } from '../worker/messages';
import { Editor } from './editor';
import { button, element } from './element';
import { labelOf, ownSettings, pretty, withSettings } from './events';
import type { Model } from './model';
import { SettingsForm } from './settingsForm';
import { splitter } from './splitter';
import { Tabs } from './tabs';
import { VirtualList } from './virtualList';

interface Line {
  text: string;
  number: number;
}

const marks = { unknown: '·', holds: '✓', differs: '✗' };
const words = { unknown: 'not run yet', holds: 'holds', differs: 'differs' };

/** Lets the user choose an event: a golden, an example, a line of a file, or pasted text. */
export class EventPane {
  readonly editor: Editor;
  private readonly goldens: VirtualList<GoldenRow>;
  private readonly examples: VirtualList<Line>;
  private readonly lines: VirtualList<Line>;
  private readonly settings = new SettingsForm((settings) => {
    this.takeSettings(settings);
  });
  private readonly sources: Tabs;
  private readonly filter: HTMLInputElement;
  private readonly onlyFailing: HTMLInputElement;
  private config: Record<string, unknown> = {};
  private isFirst = true;

  constructor(
    root: HTMLElement,
    private readonly model: Model,
    loadEvents: () => Promise<string>,
    onPoint: (offset: number) => void,
  ) {
    this.goldens = new VirtualList<GoldenRow>({
      label: 'Goldens',
      render: ({ feature, name, state, note }) => ({
        text: `${feature}/${name}`,
        mark: marks[state],
        className: state,
        description: `${name}: ${words[state]}${note === '' ? '' : ` (${note})`}`,
      }),
      onChoose: (row) => {
        this.openGolden(row);
      },
    });
    const renderLine = ({ text, number }: Line) => ({ text: labelOf(text), mark: String(number) });
    const onChoose = ({ text }: Line) => {
      this.openMessage(pretty(text));
    };
    this.examples = new VirtualList<Line>({ label: 'Examples', render: renderLine, onChoose });
    this.lines = new VirtualList<Line>({ label: 'Events of the file', render: renderLine, onChoose });
    this.filter = element('input', {
      type: 'search',
      placeholder: 'Filter goldens',
      'aria-label': 'Filter goldens',
      oninput: () => {
        this.showGoldens();
      },
    });
    this.onlyFailing = element('input', {
      type: 'checkbox',
      onchange: () => {
        this.showGoldens();
      },
    });
    const tools = element(
      'div',
      { className: 'tools' },
      this.filter,
      element('label', {}, this.onlyFailing, ' differing only'),
    );
    this.sources = new Tabs('Events', [
      { label: 'Goldens', panel: element('div', {}, tools, this.goldens.root) },
      { label: 'Examples', panel: element('div', {}, this.examples.root) },
      { label: 'File', panel: element('div', {}, this.lines.root) },
    ]);
    const editing = element('div', { className: 'editor' });
    const parts = new Tabs('Event and settings', [
      { label: 'Event', panel: editing },
      { label: 'Settings', panel: this.settings.root },
    ]);
    const upper = element('div', { className: 'upper' }, this.sources.root);
    root.append(
      element(
        'div',
        { className: 'pane-head' },
        element('h2', {}, 'Event'),
        button('New', () => {
          this.openMessage('{\n  "type": "track",\n  "event": ""\n}');
          parts.show(0);
          this.editor.view.focus();
        }),
      ),
      upper,
      splitter({ label: 'Height of the list of events', part: upper, initial: 36 }),
      element('div', { className: 'lower' }, parts.root),
    );
    this.editor = new Editor(editing, {
      label: 'The event, as JSON',
      onPoint,
      onEdit: (text) => {
        if (model.selectedEvent) {
          model.setSelectedEvent({ ...model.selectedEvent, text });
        }
      },
    });
    this.follow(loadEvents);
  }

  private follow(loadEvents: () => Promise<string>): void {
    const { model } = this;
    model.on('rows', () => {
      this.showGoldens();
    });
    model.on('states', () => {
      if (this.onlyFailing.checked) {
        this.showGoldens();
      } else {
        this.goldens.draw();
      }
      this.nameTab();
    });
    model.on('about', ({ examples, configSchema }) => {
      this.settings.setSchema(model.files.get(configSchema)?.text ?? '{}');
      if (this.isFirst) {
        this.isFirst = false;
        this.config = jsonOr(model.files.get(examples.config ?? '')?.text ?? '', {}) as Record<
          string,
          unknown
        >;
        const texts = examples.events.map((path) => model.files.get(path)?.text ?? '');
        this.examples.show(linesOf(texts.join('\n')));
        if (model.selectedEvent) {
          model.setSelectedEvent({ ...model.selectedEvent, config: this.config });
        } else if (texts.length > 0) {
          this.sources.show(1);
          this.examples.choose(0);
        }
      }
    });
    model.on('selectedEvent', (selectedEvent) => {
      this.settings.show(ownSettings(selectedEvent) ?? this.config);
    });
    model.on('files', () => {
      if (model.eventsFile !== undefined) {
        this.sources.rename(2, model.eventsFile);
        void loadEvents().then((text) => {
          this.lines.show(linesOf(text));
          this.sources.show(2);
          this.lines.choose(0);
        });
      }
    });
  }

  /** Selects a golden by its folder, for example after it was created. */
  find(folder: string): void {
    const row = this.model.rows.find((each) => each.folder === folder);
    if (row) {
      this.openGolden(row);
      this.showGoldens();
    }
  }

  focusList(): void {
    this.sources.show(0);
    this.goldens.root.focus();
  }

  private showGoldens(): void {
    const wanted = this.filter.value.toLowerCase();
    const rows = this.model.rows.filter(
      ({ feature, name, state }) =>
        `${feature}/${name}`.toLowerCase().includes(wanted) &&
        (!this.onlyFailing.checked || state === 'differs'),
    );
    this.goldens.show(rows, ({ folder }) => folder === this.model.selectedEvent?.golden);
    this.nameTab();
  }

  private nameTab(): void {
    const failing = this.model.rows.filter(({ state }) => state === 'differs').length;
    this.sources.rename(0, failing === 0 ? 'Goldens' : `Goldens (${String(failing)} ✗)`);
  }

  private openGolden({ folder, feature }: GoldenRow): void {
    const text = this.model.goldenFiles.get(`${folder}/input.json`)?.text ?? '';
    const { input, options } = readGolden(text);
    this.open({ feature, text: input, options, golden: folder, config: this.config });
  }

  private openMessage(text: string): void {
    this.open({ feature: 'processor', text, options: {}, config: this.config });
  }

  private open(selectedEvent: SelectedEvent): void {
    this.editor.setState(this.editor.stateFor(selectedEvent.text, 'json'));
    this.model.setSelectedEvent(selectedEvent);
  }

  private takeSettings(settings: Record<string, unknown>): void {
    const { selectedEvent } = this.model;
    if (!selectedEvent) {
      return;
    }
    if (ownSettings(selectedEvent)) {
      const text = withSettings(selectedEvent.text, settings);
      this.editor.replace(text);
      this.model.setSelectedEvent({ ...selectedEvent, text });
    } else {
      this.config = settings;
      this.model.setSelectedEvent({ ...selectedEvent, config: settings });
    }
  }
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ text: line, number: index + 1 }]));
}

function readGolden(text: string): { input: string; options: SelectedEvent['options'] } {
  try {
    const { input, options } = unwrap(JSON.parse(text));
    return { input: JSON.stringify(input, null, 2), options };
  } catch {
    return { input: text, options: {} };
  }
}
