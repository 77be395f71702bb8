import type { SaveConflict, Saved, StudioFile } from '../contract';
import type { Api } from './api';
import { ask, diffView } from './dialog';
import { element } from './element';
import type { Model, OpenFile } from './model';

/** A pending write: the current content (undefined for a new file) and the text to write. */
interface PendingWrite {
  path: string;
  name: string;
  before: StudioFile | undefined;
  text: string;
}

/** Saves files and goldens. Asks first, with a diff, before it overwrites a change or a golden. */
export class FileSaver {
  constructor(
    private readonly api: Api,
    private readonly model: Model,
    private readonly tellWorker: (path: string, text: string) => void,
  ) {}

  /** Saves the file in the editor. */
  async saveCurrent(): Promise<void> {
    const file = this.model.current;
    if (!file || !this.model.isDirty(file)) {
      return;
    }
    const { text, disk } = file;
    const result = await this.api.save(file.path, text, disk.hash);
    if ('conflict' in result) {
      file.theirs = { text: result.text, hash: result.hash };
      this.model.emit('changed', { file, origin: 'edit' });
      await this.resolve(file);
      return;
    }
    this.settle(file, text, result);
  }

  /** Resolves a save conflict: shows a diff between disk and editor, and asks which version to keep. */
  async resolve(file: OpenFile): Promise<void> {
    const { theirs } = file;
    if (!theirs) {
      return;
    }
    const gone = theirs.text === undefined;
    const choice = await ask(
      gone ? `${file.name} is gone from disk` : `${file.name} has changed on disk`,
      [
        element('p', {}, 'From the file on disk (-) to the one in the editor (+):'),
        diffView(theirs.text ?? '', file.text),
      ],
      [
        { label: 'Keep both for now', value: 'wait', isMain: true },
        ...(gone ? [] : [{ label: 'Use the version on disk', value: 'theirs' }]),
        { label: gone ? 'Create it again' : 'Overwrite the version on disk', value: 'mine' },
      ],
    );
    if (choice === 'theirs' && theirs.text !== undefined && theirs.hash !== undefined) {
      file.disk = { text: theirs.text, hash: theirs.hash };
      file.text = theirs.text;
      delete file.theirs;
      this.tellWorker(file.path, file.text);
      this.model.emit('changed', { file, origin: 'disk' });
    } else if (choice === 'mine') {
      const { text } = file;
      const result = await this.api.save(file.path, text, theirs.hash);
      if ('conflict' in result) {
        file.theirs = { text: result.text, hash: result.hash };
        await this.resolve(file);
      } else {
        this.settle(file, text, result);
      }
    }
  }

  /** Overwrites the current golden with the result, after a dialog that shows the diff. */
  async updateGolden(): Promise<void> {
    const { golden, record } = this.model.result ?? {};
    if (!golden || !record) {
      return;
    }
    const { folder } = golden;
    const writings = (['input', 'output'] as const)
      .map((part) => this.writing(`${folder}/${part}.json`, record[part]))
      .filter(({ before, text }) => !before || !isSameJson(before.text, text));
    if (writings.length === 0) {
      this.model.emit('message', 'The golden already contains this result.');
      return;
    }
    await this.write('Update the golden?', 'Update', writings);
  }

  /** Saves the event and its result as a new golden, after a dialog. @returns its folder, or undefined if cancelled */
  async saveGolden(): Promise<string | undefined> {
    const { record } = this.model.result ?? {};
    const { selectedEvent } = this.model;
    if (!record || !selectedEvent) {
      return undefined;
    }
    const root = `${this.model.goldenRoot}/${selectedEvent.feature}/`;
    const input = element('input', {
      type: 'text',
      id: 'golden-name',
      className: 'wide',
      autofocus: true,
      // Suggest the folder of the current golden.
      value: selectedEvent.golden?.slice(root.length).replace(/[^/]*$/, '') ?? '',
    });
    const agreed = await ask(
      'Save as a golden',
      [
        element('label', { for: 'golden-name' }, 'The rule that it guards, as a sentence:'),
        input,
        element(
          'p',
          { className: 'quiet' },
          'Read the output before you save it: it says what is right from now on.',
        ),
        element('pre', { className: 'diff' }, record.output),
      ],
      [{ label: 'Go on', value: true, isMain: true }],
    );
    const name = slug(input.value);
    if (!agreed || name === '') {
      return undefined;
    }
    const folder = root + name;
    if (this.model.goldenFiles.has(`${folder}/input.json`)) {
      this.model.emit('message', `There is a golden ${name} already.`);
      return undefined;
    }
    const writings = (['input', 'output'] as const).map((part) =>
      this.writing(`${folder}/${part}.json`, record[part]),
    );
    return (await this.write(`Save ${name}?`, 'Save', writings)) ? folder : undefined;
  }

  private async write(title: string, label: string, writings: readonly PendingWrite[]): Promise<boolean> {
    const views = writings.flatMap(({ name, before, text }) => [
      element('h3', {}, name),
      diffView(before?.text ?? '', text),
    ]);
    if (!(await ask(title, views, [{ label, value: true, isMain: true }]))) {
      return false;
    }
    for (const { path, name, before, text } of writings) {
      const result = await this.api.save(path, text, before?.hash);
      if ('conflict' in result) {
        this.model.emit('message', `${name} has changed on disk meanwhile: it was not written.`);
        return false;
      }
      this.model.goldenFiles.set(path, { path, text, hash: result.hash });
      this.tellWorker(path, text);
    }
    this.model.emit('message', `Saved ${writings.map(({ name }) => name).join(' and ')}.`);
    return true;
  }

  private writing(path: string, text: string): PendingWrite {
    const name = path.slice(this.model.goldenRoot.length + 1);
    return { path, name, before: this.model.goldenFiles.get(path), text };
  }

  private settle(file: OpenFile, text: string, { hash }: Exclude<Saved, SaveConflict>): void {
    file.disk = { text, hash };
    delete file.theirs;
    this.model.emit('changed', { file, origin: 'edit' });
    this.model.emit('message', `Saved ${file.name}.`);
  }
}

/** Turns a sentence into a folder name. A `/` in it separates folders. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .split('/')
    .map((name) => name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, ''))
    .filter((name) => name !== '')
    .join('/')
    .slice(0, 150);
}

function isSameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return false;
  }
}
