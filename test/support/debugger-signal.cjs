// Loaded with `node --require` before a program: sends it SIGUSR1 from the moment on at which it listens to it, again and
// again: at once, whenever a module is loaded, and every two milliseconds. Writes to the file DEBUGGER_SIGNAL names what was loaded at that moment, how many signals there were, and where a
// debugger could connect at the end.
const { writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const inspector = require('node:inspector');
const Module = require('node:module');

const record = { loaded: null, sent: 0, url: null };
const listen = process.on;

function send() {
  record.sent += 1;
  process.kill(process.pid, 'SIGUSR1');
}

process.on = function on(name, ...rest) {
  const result = listen.call(this, name, ...rest);
  if (name === 'SIGUSR1' && record.loaded === null) {
    record.loaded = Object.keys(require.cache).map((path) => basename(path));
    send();
    setInterval(send, 2).unref();
  }
  return result;
};

const load = Module.prototype.require;
Module.prototype.require = function require(id) {
  if (record.loaded !== null) send();
  return load.call(this, id);
};

listen.call(process, 'exit', () => {
  record.url = inspector.url() ?? null;
  writeFileSync(process.env.DEBUGGER_SIGNAL, JSON.stringify(record));
});
