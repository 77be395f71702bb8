// Loaded before a command: tells on descriptor 3 what the process has used, as "<seconds> <megabytes>".
const { writeSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, `${(userCPUTime + systemCPUTime) / 1e6} ${maxRSS / 1024}`);
});
