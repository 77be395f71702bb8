import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../temporaryFolder';

export const attacks = join(__dirname, '../../fixtures/attacks');
/** Folders that may be loaded, and whose expressions do not end. */
export const runaways = join(__dirname, '../../fixtures/runaways');

/** A project with the folder of an attack in it, and the file that its code writes when it runs. */
export interface AttackFolder {
  project: string;
  folder: string;
  marker: string;
  hasRun(): boolean;
}

/** @param name a folder of test/fixtures/attacks, whose `base` alone is harmless, or of test/fixtures/runaways */
export function attackFolder(name = 'base'): AttackFolder {
  const project = temporaryFolder();
  const folder = join(project, 'destinations/attack');
  mkdirSync(join(project, 'destinations'));
  cpSync(join(attacks, 'base'), folder, { recursive: true });
  if (existsSync(join(attacks, name))) {
    cpSync(join(attacks, name), folder, { recursive: true });
  } else {
    cpSync(join(runaways, 'base'), folder, { recursive: true });
    cpSync(join(runaways, name), folder, { recursive: true });
  }
  // What attacks from outside lead to is there, and sound.
  writeFileSync(join(project, 'destinations/outside.json'), '{ "evil": 1 }\n');
  cpSync(join(attacks, 'base/workflow.yaml'), join(project, 'destinations/outside.yaml'));
  const marker = join(project, 'marker');
  process.env.ATTACK_MARKER = marker;
  return { project, folder, marker, hasRun: () => existsSync(marker) };
}
