// The only process that loads the keychain library. It reads one request from stdin and answers with one line on stdout. The
// parent kills it after a timeout, since a hanging call of the library blocks even `process.exit`. `findCredentials` and
// `findPassword` are not used: they crash if an item is locked (https://github.com/atom/node-keytar/issues/477), and match by
// prefix on Windows.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  answerWithRetry,
  type KeychainAnswer,
  type KeychainRequest,
  type Keytar,
  textOf,
} from './keychain-operations.ts';

// Without a listener, SIGUSR1 makes Node open its debugger, over which every user of this machine can read the memory.
process.on('SIGUSR1', () => {});

async function load(): Promise<Keytar> {
  const { default: keytar } = (await import('keytar')) as unknown as { readonly default: Keytar };
  return keytar;
}

/** The package hides why its binary cannot be loaded, so load that file directly. */
function loadError(error: unknown): string {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  try {
    const folder = dirname(require.resolve('keytar/package.json'));
    require(join(folder, 'prebuilds', `${process.platform}-${process.arch}`, 'keytar.node'));
  } catch (inner) {
    return `${textOf(error)} ${textOf(inner)}`;
  }
  return textOf(error);
}

async function main(): Promise<KeychainAnswer> {
  const request = JSON.parse(readFileSync(0, 'utf8')) as KeychainRequest;
  // In case the parent was killed and cannot kill this process at the deadline.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), request.deadlineMs + 250);
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return { ok: false, failed: 'load', text: loadError(error) };
  }
  try {
    return await answerWithRetry(keytar, request);
  } catch (error) {
    return { ok: false, failed: 'call', text: textOf(error) };
  }
}

void main().then((result) => process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0)));
