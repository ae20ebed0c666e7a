import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { encryptedFiles } from '../../src/adapters/secrets/encrypted-file.ts';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { built } from '../support/built.ts';
import { bareEnvironment, freshHome } from '../support/keyring.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { named, straceRequirement } from '../support/requirements.ts';

await built();

const root = mkdtempSync(join(tmpdir(), 'smsctl-faults-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const script = fileURLToPath(new URL('../support/fault-child.mjs', import.meta.url));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Action = 'save' | 'set' | 'delete';

/** As the process of the store reports it. */
interface Outcome {
  readonly ok: boolean;
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly exit?: number;
}

/** What is on disk afterwards. */
type State = 'old' | 'new' | 'broken';

interface Kind {
  /** Makes the directory as it was before. */
  readonly reset: (directory: string) => void;
  readonly stateOf: (directory: string) => Promise<State>;
  readonly refusal: string;
}

const settingsText = (team: string) =>
  JSON.stringify({ schema: 'smsctl.settings/1', owner: { team, contact: '#sms' } }, undefined, 2);
const settingsIn = (directory: string) => settingsFile({ directory, organization: 'acme' });
const secretsIn = (directory: string) =>
  encryptedFiles({ directory, passphrase: async () => new Secret('four words make one'), workFactor: 1 });

/** An encrypted file, made once and copied. */
const oldSecret = (async () => {
  const directory = join(root, 'old-secret');
  await secretsIn(directory).set('acme.old', new Secret('old secret'));
  return readFileSync(join(directory, 'acme.old.age'));
})();

async function secretsState(directory: string, wanted: { readonly key: string; readonly present: State }) {
  try {
    const store = secretsIn(directory);
    const found = (await store.get(wanted.key))?.reveal();
    if (wanted.key === 'acme.new' && (await store.get('acme.old'))?.reveal() !== 'old secret') return 'broken';
    if (found === undefined) return wanted.present === 'new' ? 'old' : 'new';
    return found === `${wanted.key.slice(5)} secret` ? wanted.present : 'broken';
  } catch {
    return 'broken';
  }
}

let oldSecretBytes: Uint8Array;
const resetSecrets = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(join(directory, 'acme.old.age'), oldSecretBytes, { mode: 0o600 });
};

const kinds: Readonly<Record<Action, Kind>> = {
  save: {
    reset: (directory) => {
      const folder = join(directory, 'organizations');
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, 'acme.json'), settingsText('old'), { mode: 0o600 });
      writeFileSync(join(folder, 'acme.json.bak'), settingsText('older'), { mode: 0o600 });
    },
    stateOf: async (directory) => {
      try {
        const former = JSON.parse(readFileSync(join(directory, 'organizations', 'acme.json.bak'), 'utf8'));
        const team = (await settingsIn(directory).load())?.owner?.team;
        if (!['old', 'older'].includes(former.owner.team)) return 'broken';
        return team === 'old' || team === 'new' ? team : 'broken';
      } catch {
        return 'broken';
      }
    },
    refusal: 'UserError',
  },
  set: {
    reset: resetSecrets,
    stateOf: (directory) => secretsState(directory, { key: 'acme.new', present: 'new' }),
    refusal: 'SecretStoreError',
  },
  delete: {
    reset: resetSecrets,
    stateOf: (directory) => secretsState(directory, { key: 'acme.old', present: 'old' }),
    refusal: 'SecretStoreError',
  },
};

/** System calls that a save makes, and how each may fail. `retval` claims what was not done: a short write, and none. */
const faults: Readonly<Record<string, readonly string[]>> = {
  openat: ['error=EIO', 'error=ENOSPC', 'error=EACCES', 'error=EROFS', 'error=EINTR', 'error=EDQUOT'],
  write: ['error=EIO', 'error=ENOSPC', 'error=EDQUOT', 'error=EINTR', 'retval=0', 'retval=1'],
  read: ['error=EIO', 'retval=0'],
  fsync: ['error=EIO', 'error=ENOSPC', 'error=EROFS', 'error=EINTR', 'error=EDQUOT'],
  close: ['error=EIO', 'error=ENOSPC', 'error=EINTR', 'error=EDQUOT'],
  rename: ['error=EIO', 'error=ENOSPC', 'error=EACCES', 'error=EROFS', 'error=EDQUOT'],
  link: ['error=EIO', 'error=ENOSPC', 'error=EACCES', 'error=EROFS', 'error=EDQUOT', 'error=EPERM'],
  unlink: ['error=EIO', 'error=EACCES', 'error=EROFS', 'error=EBUSY'],
  fchmod: ['error=EIO', 'error=EROFS', 'error=EPERM'],
};

/** From some call on, all of these fail: a disk that is full, or gone, stays so. */
const lasting: readonly (readonly [calls: string, fault: string])[] = [
  ['openat,write,fsync,rename,link', 'error=ENOSPC'],
  ['openat,write,fsync,rename,link,unlink', 'error=EROFS'],
  ['openat,read,write,fsync,close,rename,link,unlink', 'error=EIO'],
];

/** What may fail and leave a whole save: it tidies, gives the lock back, or asks who we are. */
const tidying = /\.lock|unlink|O_DIRECTORY|\/proc\/|close\(\d+<[^>]*\/(organizations|secrets)>|anon_inode|pipe:/;

interface Round {
  readonly action: Action;
  readonly calls: string;
  readonly fault: string;
  /** The call that failed, by its place among its like; from there on, for one that lasts. */
  readonly when: string;
}

interface Result extends Round {
  /** As strace shows it; undefined when the action ended before. */
  readonly injected: string | undefined;
  /** Undefined when its process did not survive. */
  readonly outcome: Outcome | undefined;
  readonly state: State;
}

/** A signal that comes at the wrong moment is not seen by strace until the next call. */
async function detach(strace: ChildProcess): Promise<void> {
  while (strace.exitCode === null && strace.signalCode === null) {
    strace.kill('SIGINT');
    await Promise.race([once(strace, 'exit'), pause(200)]);
  }
}

/** A process with a store in it, into whose system calls faults are injected while it saves. */
class Lane {
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #output = '';
  #id = 0;

  constructor(name: string) {
    this.#directory = join(root, name);
    mkdirSync(this.#directory, { mode: 0o700 });
  }

  async #start(): Promise<ChildProcess> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) return this.#child;
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      this.#output += chunk;
    });
    // Everything is loaded once, so that what is counted is the save alone.
    for (const action of ['save', 'set', 'delete'] as const) {
      kinds[action].reset(this.#place(action));
      this.#ask(child, action);
      await this.#answer(child);
    }
    return child;
  }

  #place(action: Action): string {
    return join(this.#directory, action === 'save' ? 'config' : 'secrets');
  }

  #ask(child: ChildProcess, action: Action): void {
    this.#id += 1;
    this.#output = '';
    child.stdin?.write(`${action} ${this.#place(action)} ${this.#id}\n`);
  }

  async #answer(child: ChildProcess): Promise<Outcome | undefined> {
    // A fault may have cut an earlier answer, or repeated it.
    const whole = new RegExp(`^{"id":"${this.#id}".*}$`, 'm');
    for (;;) {
      const [found] = whole.exec(this.#output) ?? [];
      if (found !== undefined) return JSON.parse(found) as Outcome;
      if (child.exitCode !== null || child.signalCode !== null) return undefined;
      await pause(2);
    }
  }

  async run(round: Round): Promise<Result> {
    const { action, calls, fault, when } = round;
    const child = await this.#start();
    const directory = this.#place(action);
    kinds[action].reset(directory);
    const log = join(this.#directory, 'trace');
    rmSync(log, { force: true });
    const strace = spawn(
      'strace',
      ['-y', '-o', log, '-e', `trace=${calls},access`, '-e', `inject=${calls}:${fault}:when=${when}`].concat([
        '-p',
        String(child.pid),
      ]),
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await once(strace.stderr, 'data');
    this.#ask(child, action);
    const trace = () => (existsSync(log) ? readFileSync(log, 'latin1') : '');
    while (!trace().includes('"/END"') && child.exitCode === null && child.signalCode === null) await pause(2);
    await detach(strace);
    const outcome = await this.#answer(child);
    const [during = ''] = trace().split('access("/END"');
    const injected = during.split('\n').find((line) => line.includes('INJECTED'));
    return { ...round, injected, outcome, state: await kinds[action].stateOf(directory) };
  }

  /** Once its process is gone, one more save leaves nothing but what belongs there. */
  async end(): Promise<readonly string[]> {
    this.#child?.kill('SIGKILL');
    if (this.#child && this.#child.exitCode === null && this.#child.signalCode === null)
      await once(this.#child, 'exit');
    const [config, secrets] = [this.#place('save'), this.#place('set')];
    await settingsIn(config).update((current) => ({ ...current, owner: { team: 'last', contact: '#sms' } }));
    await secretsIn(secrets).set('acme.last', new Secret('x'));
    return [...readdirSync(join(config, 'organizations')), ...readdirSync(secrets)].filter((name) =>
      /tmp|lock/.test(name),
    );
  }
}

/** What is wrong with a result; undefined when all is as it should be. */
function problemIn({ action, fault, injected, outcome, state }: Result): string | undefined {
  if (state === 'broken') return 'neither the old nor the new state';
  // Node itself ends when its own plumbing fails: as good as a kill.
  if (outcome === undefined) return undefined;
  if (outcome.ok) {
    if (state !== 'new') return 'success was reported, and the new state is not there';
    // An interrupted call is made again.
    if (fault === 'error=EINTR' || injected === undefined || tidying.test(injected)) return undefined;
    return 'success was reported in spite of the fault';
  }
  if (outcome.name !== kinds[action].refusal) return `${outcome.name} is no refusal in our words`;
  if (!outcome.exit) return 'exit code 0';
  const message = outcome.message ?? '';
  if (action === 'save' && /unchanged|nothing was changed|left as it is/.test(message) && state !== 'old')
    return 'it says that nothing changed, and it did';
  if (action === 'save' && message.includes('in place') && state !== 'new')
    return 'it says that the new settings are in place, and they are not';
  return undefined;
}

const told = ({ action, calls, fault, when, injected, outcome, state }: Result, problem: string): string =>
  `${action} ${calls}:${fault}:when=${when} -> ${problem} (${state}) ${JSON.stringify(outcome)} ${injected}`;

async function runAll(
  action: Action,
  lane: Lane,
  list: readonly (readonly [calls: string, fault: string, lasts: boolean])[],
) {
  const results: Result[] = [];
  for (const [calls, fault, lasts] of list) {
    for (let nth = 1; nth < 200; nth += 1) {
      const result = await lane.run({ action, calls, fault, when: lasts ? `${nth}+` : String(nth) });
      if (result.injected === undefined) break;
      results.push(result);
    }
  }
  return results;
}

describe.skipIf(straceRequirement())(named('a fault in any system call', straceRequirement()), () => {
  const single = Object.entries(faults).flatMap(([calls, kindsOf]) =>
    kindsOf.map((fault) => [calls, fault, false] as const),
  );
  const plan = [...single, ...lasting.map(([calls, fault]) => [calls, fault, true] as const)];

  it('leaves the old or the new state and reports the failure when any call of a save fails', async () => {
    oldSecretBytes = await oldSecret;
    const lanes = Array.from({ length: 4 }, (_, index) => new Lane(`lane-${index}`));
    const jobs = (['save', 'set', 'delete'] as const).flatMap((action) => plan.map((entry) => ({ action, entry })));
    const results: Result[] = [];
    await Promise.all(
      lanes.map(async (lane) => {
        for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
          results.push(...(await runAll(job.action, lane, [job.entry])));
        }
      }),
    );
    const problems = results.flatMap((result) => {
      const problem = problemIn(result);
      return problem === undefined ? [] : [told(result, problem)];
    });
    const count = (test: (result: Result) => boolean) => results.filter(test).length;
    process.stdout.write(
      `${results.length} injected faults: ${count(({ state }) => state === 'old')} left the old state, ${count(({ state }) => state === 'new')} the new one, ${count(({ state }) => state === 'broken')} another; ${count(({ outcome }) => outcome?.ok === true)} were retried or hit tidying alone, ${count(({ outcome }) => outcome === undefined)} ended the process\n`,
    );
    expect(problems).toEqual([]);
    expect(results.length).toBeGreaterThan(400);
    for (const call of Object.keys(faults)) expect(results.some(({ calls }) => calls === call)).toBe(true);
    expect((await Promise.all(lanes.map((lane) => lane.end()))).flat()).toEqual([]);
  });
});

const answers = ['--owner-team', 'New', '--owner-contact', '#sms'];
const saveOwner = [...smsctl, 'setup', 'owner', '--no-input', ...answers];

describe.skipIf(process.platform === 'win32')('the program itself on a disk that takes no more', () => {
  const home = () => {
    const folder = freshHome();
    const config = join(folder, 'config', 'smsctl');
    kinds.save.reset(config);
    writeFileSync(join(config, 'organizations', 'default.json'), settingsText('old'), { mode: 0o600 });
    return { folder, config, file: join(config, 'organizations', 'default.json') };
  };

  it('reports it and keeps the settings at every file size limit', async () => {
    const large = JSON.stringify({ ...JSON.parse(settingsText('old')), note: 'x'.repeat(6_000) });
    const saveLimited = async (kibibytes: number) => {
      const { folder, file } = home();
      writeFileSync(file, large);
      const limited = `trap '' XFSZ; ulimit -f ${kibibytes}; exec "$@"`;
      const { code, err } = await runProgram(['bash', '-c', limited, 'bash', ...saveOwner], {
        env: { ...bareEnvironment(folder), SMSCTL_ORG: 'default' },
      });
      expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      return { code, words: err.replace(/\s+/g, ' '), kept: readFileSync(file, 'utf8') === large };
    };
    // A bit more than six kibibytes are saved.
    for (const kibibytes of [0, 1, 2, 3, 4, 5]) {
      const { code, words, kept } = await saveLimited(kibibytes);
      expect([kibibytes, code, kept]).toEqual([kibibytes, 3, true]);
      expect(words).toContain('(EFBIG)');
    }
    expect(await saveLimited(7)).toMatchObject({ code: 0, kept: false });
  });

  it.skipIf(straceRequirement())('reports it when a call of a save fails with any error', async () => {
    const calls = { link: 1, rename: 3, fsync: 4 } as const;
    const runs = Object.entries(calls).flatMap(([call, times]) =>
      ['EIO', 'ENOSPC', 'EROFS', 'EDQUOT'].flatMap((error) =>
        Array.from({ length: times }, (_, index) => ({ call, error, when: index + 1 })),
      ),
    );
    const failed: string[] = [];
    const lane = async () => {
      for (let run = runs.shift(); run !== undefined; run = runs.shift()) {
        const { call, error, when } = run;
        const { folder, file } = home();
        const trace = join(folder, 'trace');
        const strace = ['strace', '-f', '-o', trace, '-e', `trace=${call}`, '-e'];
        const { code, err } = await runProgram(
          [...strace, `inject=${call}:error=${error}:when=${when}`, ...saveOwner],
          {
            env: { ...bareEnvironment(folder), SMSCTL_ORG: 'default' },
          },
        );
        const { team } = JSON.parse(readFileSync(file, 'utf8')).owner;
        const injected = readFileSync(trace, 'latin1').includes('INJECTED');
        const givenBack = call === 'rename' && when === 3;
        const fine = givenBack
          ? code !== 70 && team === 'New'
          : code === 3 && /Could not save the settings/.test(err.replace(/\s+/g, ' '));
        if (!injected || !fine || !['old', 'New'].includes(team))
          failed.push(`${JSON.stringify(run)}: ${code} ${team} ${err}`);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(failed).toEqual([]);
  });
});
