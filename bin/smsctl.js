#!/usr/bin/env node
// Without a listener, SIGUSR1 makes Node open its debugger, over which every user of this machine can read the memory.
process.on('SIGUSR1', () => {});

// Starts what scripts/build.mjs made of src. The version is asked for by scripts in a hurry, and told before anything else is
// loaded.
const { readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  writeSync(1, `${JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')).version}\n`);
} else void start().main();

function start() {
  // Where Node itself keeps what V8 made of a module (since 22.1), it keeps it beside the program: in a place like /tmp, anybody
  // could leave something to be run.
  const { enableCompileCache } = Number.parseInt(process.versions.node, 10) < 22 ? {} : require('node:module');
  if (enableCompileCache !== undefined) {
    enableCompileCache(`${__dirname}/../.cache`);
    return require('../bundle/start.js');
  }
  // To have it resolved would look for links in a path that has none: Node has followed them on its way here.
  const directory = join(__dirname, '../bundle');
  return load(`${directory}/start.js`, directory, module.constructor);
}

/** Does what `require` does, with the build's own code cache where there is one and this Node is the one that wrote it. */
function load(path, directory, Module) {
  if (require.cache[path] !== undefined) return require.cache[path].exports;
  const loaded = new Module(path, module);
  loaded.filename = path;
  loaded.paths = module.paths;
  require.cache[path] = loaded;
  const requireFrom = (id) =>
    id.startsWith('./') ? load(`${directory}/${id.slice('./'.length)}`, directory, Module) : loaded.require(id);
  script(path).runInThisContext().call(loaded.exports, loaded.exports, requireFrom, loaded, path, directory);
  loaded.loaded = true;
  return loaded.exports;
}

function script(filename) {
  const { Script } = require('node:vm');
  const text = readFileSync(filename, 'utf8');
  // The function alone; what calls it when Node itself loads the file stands on the last line but one.
  const source = text.slice(0, text.lastIndexOf('\n('));
  try {
    return new Script(source, { filename, cachedData: readFileSync(`${filename}.cache`) });
  } catch {
    return new Script(source, { filename });
  }
}
