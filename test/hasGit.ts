import { spawnSync } from 'node:child_process';

/** Whether there is a git to test with; a machine with nothing but Node has none. */
export const hasGit = spawnSync('git', ['--version']).status === 0;
