// bundle/entry.js, which bin/smsctl.js starts. The version is asked for by scripts in a hurry, and told before anything else is
// loaded. start.js is compiled from its code cache where this Node is the one that wrote it, and from its text elsewhere.
const { readFileSync, writeSync } = require('node:fs');
const nodeModule = require('node:module');
const { Script } = require('node:vm');

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  writeSync(1, `${JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')).version}\n`);
} else {
  nodeModule.enableCompileCache?.();
  const path = require.resolve('./start.js');
  const start = new nodeModule(path, module);
  start.filename = path;
  start.paths = module.paths;
  require.cache[path] = start;
  script(path)
    .runInThisContext()
    .call(start.exports, start.exports, nodeModule.createRequire(path), start, path, __dirname);
  start.loaded = true;
  void start.exports.main.main();
}

function script(path) {
  const source = nodeModule.wrap(readFileSync(path, 'utf8'));
  try {
    return new Script(source, { filename: path, cachedData: readFileSync(`${path}.cache`) });
  } catch {
    return new Script(source, { filename: path });
  }
}
