import { caseless, fields, readMap, readTable, type Fields } from './shared';

/** An operating system; Kochava knows an advertising id of most of them. */
export interface System {
  family?: 'apple' | 'android';
  name: string;
  advertisingId?: string;
}

interface Clue {
  in: 'library' | 'userAgent';
  text: string;
  system: string;
}

interface Clues {
  clues: Clue[];
  amazon: { manufacturer: string; model: string };
}

type ReadSystem = (context: Fields, device: Fields) => System | undefined;

export function createSystemReader(tables: string): ReadSystem {
  const systems = readMap<System>(tables, 'systems');
  for (const system of [...systems.values()]) {
    // Libraries mostly write it as Kochava does, which spares the lower case.
    systems.set(system.name, system);
  }
  const { clues, amazon } = readTable(tables, 'platformClues') as Clues;
  const amazonManufacturer = new RegExp(amazon.manufacturer, 'u');
  const amazonModel = new RegExp(amazon.model, 'u');
  const fireOs = systems.get('fire os');

  function named(name: unknown): System | undefined {
    return typeof name === 'string'
      ? (systems.get(name) ?? systems.get(name.trim().toLowerCase()))
      : undefined;
  }

  /** The system that the library or the user agent betrays. */
  function betrayed(context: Fields): System | undefined {
    const library = caseless(fields(context.library).name);
    const userAgent = caseless(context.userAgent);
    for (const clue of clues) {
      if ((clue.in === 'library' ? library : userAgent)?.includes(clue.text)) {
        return systems.get(clue.system);
      }
    }
    return undefined;
  }

  /** Amazon's devices say Android or nothing that is known, but have an advertising id of their own. */
  function isAmazon({ manufacturer, model }: Fields): boolean {
    return (
      (typeof manufacturer === 'string' && amazonManufacturer.test(manufacturer)) ||
      (typeof model === 'string' && amazonModel.test(model))
    );
  }

  return function readSystem(context, device) {
    const system = named(fields(context.os).name) ?? named(device.type) ?? betrayed(context);
    const mayBeAmazon = system === undefined || system.name === 'Android';
    return mayBeAmazon && isAmazon(device) ? fireOs : system;
  };
}
