type Module = Record<string, unknown> & { __esModule?: boolean };

/** The helper functions that tsc calls for exports and imports. */
export function __createBinding(target: Module, from: Module, name: string): void {
  Object.defineProperty(target, name, { enumerable: true, get: () => from[name] });
}

export function __exportStar(from: Module, target: Module): void {
  for (const name of Object.keys(from)) {
    if (name !== 'default' && !Object.hasOwn(target, name)) {
      __createBinding(target, from, name);
    }
  }
}

export function __importDefault(found: Module): Module {
  return found.__esModule ? found : { default: found };
}

export function __importStar(found: Module): Module {
  return found.__esModule ? found : { ...found, default: found };
}

/** Part of `__importStar` in the code that tsc writes. */
export const __setModuleDefault = undefined;
