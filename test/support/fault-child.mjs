// Run by tests as a process of its own, with strace attached: for each line `ACTION DIRECTORY ID` on stdin does it once, looks
// at /END so that the trace shows where it ended, and prints what it came to, again and again until it can.
import { accessSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { encryptedFiles } from '../../dist/adapters/secrets/encrypted-file.js';
import { settingsFile } from '../../dist/adapters/settings/settings-file.js';
import { Secret } from '../../dist/domain/text/secret.js';

const stores = new Map();
const once = (name, make) => {
  if (!stores.has(name)) stores.set(name, make());
  return stores.get(name);
};
const settings = (directory) =>
  once(`settings ${directory}`, () => settingsFile({ directory, organization: 'acme', waitMilliseconds: 300 }));
const secrets = (directory) =>
  once(`secrets ${directory}`, () =>
    encryptedFiles({ directory, passphrase: async () => new Secret('four words make one'), workFactor: 1 }),
  );

const actions = {
  save: (directory) =>
    settings(directory).update((current) => ({ ...current, owner: { team: 'new', contact: '#sms' } })),
  set: (directory) => secrets(directory).set('acme.new', new Secret('new secret')),
  delete: (directory) => secrets(directory).delete('acme.old'),
};

async function outcomeOf(action, directory) {
  try {
    await actions[action](directory);
    return { ok: true };
  } catch ({ name, code, message, exit }) {
    return { ok: false, name, code, message, exit };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [action, directory, id] = line.split(' ');
  const outcome = await outcomeOf(action, directory);
  try {
    accessSync('/END');
  } catch {
    // It is not there.
  }
  const answer = Buffer.from(`\n${JSON.stringify({ id, ...outcome })}\n`);
  while (!written(answer)) await new Promise((resume) => setTimeout(resume, 5));
}

/** A fault may hit the answer too: nothing of it was written then, whatever is claimed. */
function written(bytes) {
  try {
    return writeSync(1, bytes) === bytes.length;
  } catch {
    return false;
  }
}
