import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunning } from '../../src/adapters/files/running-process.ts';
import { keychain } from '../../src/adapters/secrets/keychain.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { SecretStore } from '../../src/ports.ts';
import { built } from '../support/built.ts';
import { readySettings } from '../support/fixtures.ts';
import { bareEnvironment, freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';
import { misbehavingServiceRequirement, named } from '../support/requirements.ts';
import { keys, openTerminal } from '../support/terminal.ts';
import { hangingMs } from '../support/work.ts';

await built();

const reason = misbehavingServiceRequirement();
const compiledChild = fileURLToPath(new URL('../../dist/adapters/secrets/keychain-child.js', import.meta.url));

/** A home whose login keyring holds the key `default.kept`. */
let keptHome: string;
const homes: string[] = [];
beforeAll(async () => {
  if (reason !== undefined) return;
  keptHome = freshHome();
  const session = await startKeyring({ state: 'unlocked', home: keptHome });
  await storeIn(session.env, { deadlineMs: hangingMs }).set('default.kept', new Secret('kept'));
  await session.end({ keepHome: true });
});
afterAll(() => {
  for (const home of [keptHome, ...homes]) if (home) rmSync(home, { recursive: true, force: true });
});

/** The kept keyring in a home of its own. */
function homeWithKeyring(): string {
  const home = freshHome();
  homes.push(home);
  mkdirSync(join(home, 'data'), { recursive: true });
  cpSync(join(keptHome, 'data', 'keyrings'), join(home, 'data', 'keyrings'), { recursive: true });
  return home;
}

const storeIn = (
  env: Readonly<Record<string, string>>,
  {
    childPath = compiledChild,
    deadlineMs,
  }: { readonly childPath?: string | undefined; readonly deadlineMs?: number } = {},
): SecretStore => keychain({ env, interactive: false, childPath, ...(deadlineMs !== undefined && { deadlineMs }) });

/** Processes of ours that still wait for a keychain. */
function waiting(parent = process.pid): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const [, state, ppid] =
          readFileSync(`/proc/${pid}/stat`, 'latin1')
            .split(') ')[1]
            ?.match(/^(\S) (\d+)/) ?? [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return Number(ppid) === parent && state !== 'Z' && command.includes('keychain-child');
      } catch {
        return false;
      }
    });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean): Promise<void> {
  for (const end = performance.now() + hangingMs; !isSo(); await pause(20)) {
    if (performance.now() > end) throw new Error('It did not come about.');
  }
}

/** What an operation came to, as a word: `ok`, the value, `nothing`, or the problem. */
type Outcome = string;

interface Look {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly milliseconds: number;
}

async function look(work: () => Promise<unknown>): Promise<Look> {
  const started = performance.now();
  const found = await work().then(
    (value) => ({ outcome: wordFor(value), sentence: '' }),
    (error: { name: string; problem?: string; message: string; hints?: readonly string[] }) => ({
      outcome: error.name === 'SecretStoreError' ? (error.problem ?? '') : `${error.name}: ${error.message}`,
      sentence: `${error.message} ${error.hints?.join() ?? ''}`,
    }),
  );
  return { ...found, milliseconds: performance.now() - started };
}

const wordFor = (value: unknown): Outcome =>
  value instanceof Secret ? value.reveal() : value === undefined ? 'nothing' : 'ok';

const operations: Readonly<Record<string, (store: SecretStore) => Promise<unknown>>> = {
  get: (store) => store.get('default.kept'),
  set: async (store) => {
    await store.set('default.fresh', new Secret('fresh'));
    return true;
  },
  delete: async (store) => {
    await store.delete('default.none');
    return true;
  },
  probe: async (store) => {
    const { ready, problem, sentence, nextStep } = await store.probe();
    if (ready) return true;
    throw Object.assign(new Error(sentence), { name: 'SecretStoreError', problem, hints: [nextStep] });
  },
};

/** Where a keychain in some state can be asked. */
interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly session?: KeyringSession;
  readonly childPath?: string;
}

type Either = Readonly<Record<Outcome, RegExp>>;

interface State {
  readonly open: () => Promise<Place>;
  /** Outcomes of get, set, delete and probe; one word for all four. If the moment decides: what each may say, by outcome. */
  readonly expected: Outcome | readonly [get: Outcome, set: Outcome, delete_: Outcome, probe: Outcome] | Either;
  /** What its sentence or next step says. */
  readonly words?: RegExp;
  /** Done to the session shortly after an operation began. */
  readonly meanwhile?: (session: KeyringSession) => void;
}

const inSession = async (options: Parameters<typeof startKeyring>[0]): Promise<Place> => {
  const session = await startKeyring(options);
  return { session, env: session.env };
};
const real = (state: 'unlocked' | 'locked' | 'none' | 'full', prepare: (home: string) => void = () => {}) => ({
  open: () => {
    const home = state === 'none' ? freshHome() : homeWithKeyring();
    prepare(home);
    return inSession({ state, home });
  },
});
const stopped = {
  open: async () => {
    const place = await real('unlocked').open();
    place.session?.freeze();
    return place;
  },
};
const misbehaving = (misbehaves: string) => ({ open: () => inSession({ state: { misbehaves } }) });
const withoutBus = (more: Readonly<Record<string, string>>): State => ({
  open: async () => ({ env: { ...bareEnvironment(freshHome()), ...more } }),
  expected: 'no-bus',
  words: /keychain is not available/,
});

/** A copy of the child whose keychain library wants a system library that there is not. */
function childWithoutLibsecret(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smsctl-nolib-'));
  homes.push(folder);
  const keytar = fileURLToPath(new URL('../../node_modules/keytar', import.meta.url));
  const binary = join('prebuilds', `${process.platform}-${process.arch}`, 'keytar.node');
  for (const part of ['package.json', 'lib/keytar.js']) {
    mkdirSync(dirname(join(folder, 'node_modules/keytar', part)), { recursive: true });
    copyFileSync(join(keytar, part), join(folder, 'node_modules/keytar', part));
  }
  mkdirSync(dirname(join(folder, 'node_modules/keytar', binary)), { recursive: true });
  const bytes = readFileSync(join(keytar, binary))
    .toString('latin1')
    .replaceAll('libsecret-1.so.0', 'libsecret-9.so.0');
  writeFileSync(join(folder, 'node_modules/keytar', binary), Buffer.from(bytes, 'latin1'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['keychain-child.js', 'keychain-operations.js']) {
    copyFileSync(join(dirname(compiledChild), name), join(folder, name));
  }
  return join(folder, 'keychain-child.js');
}

const states: Readonly<Record<string, State>> = {
  unlocked: { ...real('unlocked'), expected: ['kept', 'ok', 'ok', 'ok'] },
  locked: { ...real('locked'), expected: 'locked', words: /is locked.*Unlock it/ },
  'without a login keyring': { ...real('none'), expected: 'locked', words: /no login keyring/ },
  'on a full disk': {
    ...real('full'),
    // What is there can still be read; that nothing else is there, and that a deletion lasts, nobody can prove.
    expected: ['kept', 'denied', 'denied', 'denied'],
    words: /disk may be full/,
  },
  'with a login keyring that was truncated': {
    ...real('unlocked', (home) => truncateSync(join(home, 'data', 'keyrings', 'login.keyring'), 40)),
    // The service starts another keyring, which is proven to be readable: the secret is truly gone.
    expected: ['nothing', 'ok', 'ok', 'ok'],
  },
  'with a daemon that is stopped': { ...stopped, expected: 'prompt-timeout', words: /did not answer in time/ },
  'with a daemon that is killed during the call': {
    ...stopped,
    meanwhile: (session) => session.crash(),
    // A call that it was busy with is lost with it. For one that comes later, the bus starts another, which nobody has unlocked.
    expected: { locked: /is locked.*Unlock it/, crashed: /ended before|crashed/ },
  },
  'without a service on the bus': {
    open: () => inSession({ state: 'no-service' }),
    expected: 'no-service',
    words: /keychain service.*gnome-keyring/,
  },
  'whose service dies whenever it is started': {
    open: () => inSession({ state: 'dies-at-start' }),
    // It is there, and may be mended: nothing of it is told as a machine without a keychain.
    expected: 'crashed',
    words: /ended before|crashed/,
  },
  'without a bus': withoutBus({}),
  'with a bus that is not there': withoutBus({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }),
  'with an address that is none': withoutBus({ DBUS_SESSION_BUS_ADDRESS: '/dev/null' }),
  'with a bus that is switched off': withoutBus({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }),
  'with a display that is dead': withoutBus({ DISPLAY: ':99' }),
  'without libsecret': {
    open: async () => ({ env: bareEnvironment(freshHome()), childPath: childWithoutLibsecret() }),
    expected: 'no-library',
    words: /library cannot be loaded.*libsecret-1-0/,
  },
  'whose window is closed': { ...misbehaving('dismiss'), expected: 'locked', words: /is locked/ },
  'whose window nobody answers': {
    ...misbehaving('never'),
    expected: 'prompt-timeout',
    words: /did not answer in time/,
  },
  'that is slow, but not too slow': { ...misbehaving('slow 0.05'), expected: ['nothing', 'ok', 'ok', 'ok'] },
  'that is too slow': { ...misbehaving('slow 2'), expected: 'prompt-timeout', words: /did not answer in time/ },
  'that ends when it is opened': { ...misbehaving('die-open'), expected: 'crashed', words: /ended before|crashed/ },
  'that ends when something is looked for': {
    ...misbehaving('die-search'),
    expected: 'crashed',
    words: /ended before|crashed/,
  },
  'that ends when something is written': {
    ...misbehaving('die-create'),
    expected: 'crashed',
    words: /ended before|crashed/,
  },
};

const names = Object.keys(operations);
const looks: Look[] = [];

/** Does something in a place of its own: what one does to a keychain is not what another finds. */
async function inPlace<T>({ open, meanwhile }: State, work: (place: Place) => Promise<T>): Promise<T> {
  const place = await open();
  const outcome = work(place);
  if (place.session && meanwhile) {
    // The call is on its way by then; what is left of its three seconds is for the service that comes after.
    await pause(300);
    meanwhile(place.session);
  }
  try {
    return await outcome;
  } finally {
    await place.session?.end();
  }
}

/** Settings that point to the key `default.kept` of a keychain. */
function plantSettings(env: Readonly<Record<string, string>>): void {
  const folder = join(env.XDG_CONFIG_HOME ?? '', 'smsctl', 'organizations');
  const credentials = { ...readySettings.credentials, store: 'keychain', secretKey: 'default.kept' };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'default.json'), JSON.stringify({ schema: 'smsctl.settings/1', credentials }));
}

const checkStore = ['verify', '--check', 'credentials.saved,credentials.store'];

/** What `verify` says of the store, in the same state. */
async function verified({ env }: Place) {
  plantSettings(env);
  const { code, out, err } = await runProgram([...smsctl, ...checkStore, '--json'], { env });
  const [saved, store] = JSON.parse(out).checks;
  return { code, err, saved, store };
}

/** A person who never answers; begun first, since it takes a minute. */
async function waitForNobody() {
  const session = await startKeyring({ state: { misbehaves: 'never' } });
  const env = withDisplay(session);
  plantSettings(env);
  const started = performance.now();
  const terminal = openTerminal([...smsctl, ...checkStore], { env });
  await terminal.until(said);
  const [child = 0] = waiting(terminal.pid);
  await terminal.ended;
  const milliseconds = performance.now() - started;
  await session.end();
  return { milliseconds, text: terminal.text(), child };
}

let minute: ReturnType<typeof waitForNobody>;
beforeAll(() => {
  if (reason !== undefined) return;
  minute = waitForNobody();
  // Looked at by the test that awaits it.
  minute.catch(() => {});
});

const said = 'Waiting for the window of the OS keychain';
const withDisplay = ({ env }: KeyringSession): Readonly<Record<string, string>> => ({ ...env, DISPLAY: ':99' });

/** What get, set, delete or probe may come to. */
const possibleAt = ({ expected }: State, at: number): readonly Outcome[] => {
  if (typeof expected === 'string') return [expected];
  return isFour(expected) ? [expected[at] ?? ''] : Object.keys(expected);
};

const isFour = (
  expected: Exclude<State['expected'], string>,
): expected is Exclude<State['expected'], string | Either> => Array.isArray(expected);

const wordsFor = ({ expected, words }: State, outcome: Outcome): RegExp =>
  (typeof expected === 'string' || isFour(expected) ? words : expected[outcome]) ?? /no words are expected/;

const fine: readonly Outcome[] = ['ok', 'kept', 'nothing'];

describe.skipIf(reason)(named('a keychain', reason), () => {
  it.each(Object.entries(states))(
    'reports the state within its deadline and leaves no process: %s',
    async (_, state) => {
      const program = state.expected === 'no-library' ? undefined : inPlace(state, verified);
      // Three seconds may be too short on a busy machine for a keychain that answers.
      const patience = state.expected === 'prompt-timeout' ? {} : { deadlineMs: hangingMs };
      const found = await Promise.all(
        Object.values(operations).map((operation) =>
          inPlace(state, ({ env, childPath }) => look(() => operation(storeIn(env, { childPath, ...patience })))),
        ),
      );
      looks.push(...found);
      for (const [at, { outcome }] of found.entries()) expect(possibleAt(state, at)).toContain(outcome);
      for (const { outcome, sentence, milliseconds } of found) {
        expect(milliseconds).toBeLessThan(hangingMs);
        if (fine.includes(outcome)) continue;
        expect(sentence).toMatch(wordsFor(state, outcome));
        expect(sentence).toContain('--store file');
        expect(sentence).not.toMatch(/not set up|GDBus|org\.freedesktop/);
      }
      const said = await program;
      await until(() => waiting().length === 0);
      if (said !== undefined) {
        expect(said.err).not.toMatch(/fault|\bat .*:\d+/);
        expect(said.saved.status).toBe('pass');
        expect(said.store.durationMs).toBeLessThan(hangingMs);
        // The program has its three seconds alone, and may use them up on a busy machine.
        if (said.store.durationMs >= 2_900 && /did not answer in time/.test(said.store.detail)) return;
        const possible = possibleAt(state, 0);
        if (!fine.includes(String(possible[0]))) {
          expect(said).toMatchObject({ code: 3, store: { status: 'unknown' } });
          const words = possible.map((outcome) => wordsFor(state, outcome).source).join('|');
          expect(`${said.store.detail} ${said.store.remedy.text}`).toMatch(new RegExp(words));
        }
      }
    },
  );

  it('covers more than 80 cases', () => {
    const slowest = Math.max(...looks.map(({ milliseconds }) => milliseconds));
    process.stdout.write(`${looks.length} looks at a keychain, the slowest ${Math.round(slowest)} ms\n`);
    expect(looks.length).toBe(Object.keys(states).length * names.length);
    expect(Object.keys(states).length).toBe(promised(/(\d+) states of a keychain/));
  });
});

describe.skipIf(reason)(named('a keychain window and a person', reason), () => {
  it('prints that it waits and ends on Ctrl-C', async () => {
    const session = await startKeyring({ state: { misbehaves: 'never' } });
    const env = withDisplay(session);
    plantSettings(env);
    const before = readFileSync(join(env.XDG_CONFIG_HOME ?? '', 'smsctl', 'organizations', 'default.json'));
    const terminal = openTerminal([...smsctl, ...checkStore], { env });
    await terminal.until(said);
    // Beyond what is waited for when there is nobody.
    await pause(3_500);
    const children = waiting(terminal.pid);
    expect(children).toHaveLength(1);
    const started = performance.now();
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
    const milliseconds = performance.now() - started;
    process.stdout.write(`Ctrl-C during a keychain window: gone after ${Math.round(milliseconds)} ms\n`);
    // Nobody answers the window, so that it would go on for most of a minute.
    expect(milliseconds).toBeLessThan(30_000);
    await until(() => !children.some(isRunning));
    expect(terminal.text()).not.toMatch(/A fault of|crashed/);
    expect(readFileSync(join(env.XDG_CONFIG_HOME ?? '', 'smsctl', 'organizations', 'default.json'))).toEqual(before);
    await session.end();
  });

  it('uses an unlock prompt that is answered late', async () => {
    const session = await startKeyring({ state: { misbehaves: 'unlock 5' } });
    const env = withDisplay(session);
    plantSettings(env);
    const terminal = openTerminal([...smsctl, ...checkStore], { env });
    await terminal.until(said);
    await terminal.until(/Secret not found|belongs to another/);
    await terminal.ended;
    await session.end();
  });

  it('gives up after a minute when the unlock prompt is not answered', async () => {
    const { milliseconds, text, child } = await minute;
    expect(milliseconds).toBeGreaterThan(59_000);
    expect(milliseconds).toBeLessThan(3 * hangingMs);
    expect(text.split(said)).toHaveLength(2);
    expect(text.replace(/\s+/g, ' ')).toContain('did not answer in time');
    await until(() => !isRunning(child));
  });

  it('ends its process when the program is killed', async () => {
    const session = await startKeyring({ state: { misbehaves: 'never' } });
    plantSettings(session.env);
    const program = spawn(smsctl[0] ?? '', [...smsctl.slice(1), ...checkStore], { env: session.env, stdio: 'ignore' });
    let children: readonly number[] = [];
    while (children.length === 0) {
      await pause(20);
      children = waiting(program.pid);
    }
    program.kill('SIGKILL');
    await until(() => !children.some(isRunning));
    await session.end();
  });
});
