import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listGoldens } from '../../../src/tools/goldens/cases';
import { temporaryFolder } from '../../temporaryFolder';

let path: string;
beforeEach(() => {
  path = temporaryFolder();
});

function write(golden: string): void {
  mkdirSync(join(path, 'goldens', golden), { recursive: true });
  writeFileSync(join(path, 'goldens', golden, 'input.json'), '{}');
}

const found = () => listGoldens({ path, name: 'webhook' }).map(({ feature, name }) => `${feature} ${name}`);

describe('the goldens of a folder', () => {
  it('are found side by side and in folders within folders', () => {
    write('processor/price-as-text');
    write('processor/plain/amounts/price-as-text');
    write('processor/plain/amounts/revenue');
    write('router/two-events');
    expect(found()).toEqual([
      'processor plain/amounts/price-as-text',
      'processor plain/amounts/revenue',
      'processor price-as-text',
      'router two-events',
    ]);
  });

  it('are found where a golden has others below it', () => {
    write('processor/amounts');
    write('processor/amounts/revenue');
    expect(found()).toEqual(['processor amounts', 'processor amounts/revenue']);
  });

  it('have their files where they are said to be', () => {
    write('processor/amounts/revenue');
    expect(listGoldens({ path, name: 'webhook' }).map(({ folder }) => folder)).toEqual([
      join(path, 'goldens/processor/amounts/revenue'),
    ]);
  });

  it('include an empty folder, so that the golden that is missing there is noticed', () => {
    mkdirSync(join(path, 'goldens/processor/amounts/empty'), { recursive: true });
    expect(found()).toEqual(['processor amounts/empty']);
  });
});
