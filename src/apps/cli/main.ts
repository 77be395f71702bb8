#!/usr/bin/env node
import { join } from 'node:path';
import { loadBundle } from './bundle';

// The whole command line as scripts/commandLine.js wrote it when the package was built.
const program = loadBundle(join(__dirname, 'destkit.js'));
void (program.exports as typeof import('./program')).run(process.argv);
