import type { Destination } from '../../../runtime/destination/destination';
import { formatDifference } from '../../../tools/goldens/compare';
import { createCase, type GoldenCase } from '../../../tools/goldens/goldenCase';
import { runGolden } from '../../../tools/goldens/run';
import type { FieldCount, GoldenRow } from './messages';
import { countFields } from './fieldCounts';

/** All goldens with their states. */
export class GoldenTable {
  private readonly texts = new Map<string, string>();
  private root = '';
  cases: readonly GoldenCase[] = [];
  rows: GoldenRow[] = [];
  /** The index of the next golden to run. */
  private next = 0;

  open(root: string, files: readonly { path: string; text: string }[]): void {
    this.root = root;
    this.texts.clear();
    files.forEach(({ path, text }) => this.texts.set(path, text));
    this.arrange();
  }

  /** Updates a file that has changed; returns false if it does not belong to a golden. */
  change(path: string, text: string | undefined): boolean {
    if (this.root === '' || !path.startsWith(`${this.root}/`)) {
      return false;
    }
    if (text === undefined) {
      this.texts.delete(path);
    } else {
      this.texts.set(path, text);
    }
    this.arrange();
    return true;
  }

  /** The name of a golden below the folder of the goldens. */
  nameOf(folder: string): string {
    return folder.slice(this.root.length + 1);
  }

  find(folder: string): GoldenCase | undefined {
    return this.cases.find((golden) => golden.folder === folder);
  }

  get isDone(): boolean {
    return this.next >= this.cases.length;
  }

  restart(): void {
    this.next = 0;
  }

  /** Marks a golden that has blocked the evaluation; the goldens after it are not run. */
  stopAt(folder: string, note: string): [number, GoldenRow['state'], string][] {
    this.next = this.cases.length;
    const index = this.rows.findIndex((row) => row.folder === folder);
    return [[index, 'differs', note]];
  }

  /** Runs goldens for some milliseconds; returns the states that have changed. */
  async runSome(
    destination: Destination,
    milliseconds: number,
    onStart: (golden: GoldenCase) => void,
  ): Promise<[number, GoldenRow['state'], string][]> {
    const end = performance.now() + milliseconds;
    const states: [number, GoldenRow['state'], string][] = [];
    while (!this.isDone && performance.now() < end) {
      const index = this.next;
      this.next += 1;
      const [golden, row] = [this.cases[index], this.rows[index]];
      if (golden && row) {
        onStart(golden);
        [row.state, row.note] = await judge(destination, golden);
        states.push([index, row.state, row.note]);
      }
    }
    return states;
  }

  /** The fields of the requests that the goldens check, with the number of requests. */
  fields(): FieldCount[] {
    return countFields(this.cases.map(({ expected }) => expected));
  }

  private arrange(): void {
    const known = new Map(this.rows.map((row) => [row.folder, row]));
    const inputs = [...this.texts.keys()].filter((path) => path.endsWith('/input.json')).sort();
    this.cases = inputs.flatMap((path) => this.read(path.replace(/\/input\.json$/, '')));
    this.rows = this.cases.map(
      ({ folder, feature, name }) =>
        known.get(folder) ?? { folder, feature, name, state: 'unknown', note: '' },
    );
    this.restart();
  }

  private read(folder: string): GoldenCase[] {
    const [feature = '', ...names] = this.nameOf(folder).split('/');
    const output = this.texts.get(`${folder}/output.json`);
    try {
      return [
        createCase({
          feature,
          name: names.join('/'),
          folder,
          content: JSON.parse(this.texts.get(`${folder}/input.json`) ?? ''),
          expected: output === undefined ? undefined : JSON.parse(output),
        }),
      ];
    } catch {
      // The file is incomplete; it is read again after the next change.
      return [];
    }
  }
}

async function judge(destination: Destination, golden: GoldenCase): Promise<[GoldenRow['state'], string]> {
  if (golden.expected === undefined) {
    return ['differs', 'there is no output.json yet'];
  }
  try {
    const { differences } = await runGolden(destination, golden);
    const [first] = differences;
    return first ? ['differs', formatDifference(first)] : ['holds', ''];
  } catch (error) {
    return ['differs', (error as Error).message];
  }
}
