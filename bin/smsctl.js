#!/usr/bin/env node
// Without a listener, SIGUSR1 makes Node open its debugger, over which every user of this machine can read the memory.
process.on('SIGUSR1', () => {});

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  // Scripts ask for the version to see whether smsctl is there: nothing else is loaded for it.
  require('node:fs').writeSync(1, `${require('../package.json').version}\n`);
} else {
  // In the program's directory: in a place like /tmp, other users could leave code to be run. A cache holds the functions that
  // the first run called, so that the commands that scripts run again and again have their own.
  const kind = ['status', 'verify'].includes(words[0]) ? words[0] : 'other';
  const { enableCompileCache = require('./compile-cache.js').enableCompileCache } = require('node:module');
  enableCompileCache(`${__dirname}/../.cache/compiled/${kind}`);
  // bundle/ and bin/ are CommonJS (see their package.json): Node starts it sooner than ES modules.
  void require('../bundle/start.js').main();
}
