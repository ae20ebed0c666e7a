import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { fingerprintOf } from '../../src/domain/settings/credential.ts';
import { type Settings, storedCredentials } from '../../src/domain/settings/settings.ts';
import { type KeyringSession, startKeyring } from '../support/keyring.ts';
import { type KeyringEyes, type KeyringItems, storeThrough, watchKeyring } from '../support/keyring-items.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { suitePart } from '../support/suite-part.ts';
import { faultsOf, type OperationName, operationNames, operations, outcomeOf } from '../support/two-stores.ts';
import { bench } from '../support/two-stores-bench.ts';
import { buildChild, childPath as child } from '../support/two-stores-program.ts';

type Store = 'keychain' | 'file';

const killPoints = fileURLToPath(new URL('../support/kill-points.mjs', import.meta.url));

let session: KeyringSession;
let eyes: KeyringEyes;
let kills = 0;
let runs = 0;
const started = performance.now();

/** One organization on one disk and in one keyring, with its state to be kept and put back. */
class Lane {
  readonly name: string;
  readonly store: Store;
  readonly directory: string;
  readonly bench: ReturnType<typeof bench>;

  constructor(name: string, store: Store) {
    this.name = name;
    this.store = store;
    this.directory = mkdtempSync(join(tmpdir(), 'smsctl-two-stores-'));
    this.bench = bench({
      directory: this.directory,
      lane: name,
      store,
      env: {},
      keychain: storeThrough(eyes, this.prefix),
    });
  }

  get prefix(): string {
    return `${this.name}.`;
  }

  async keep(): Promise<Kept> {
    const copy = mkdtempSync(join(tmpdir(), 'smsctl-two-stores-kept-'));
    cpSync(this.directory, copy, { recursive: true });
    return { copy, items: await eyes.list(this.prefix) };
  }

  async putBack({ copy, items }: Kept): Promise<void> {
    rmSync(this.directory, { recursive: true, force: true });
    cpSync(copy, this.directory, { recursive: true });
    await eyes.put(this.prefix, items);
  }

  /** Runs a task in a process of its own that is killed at its `killAt`th point; false: it has fewer, and ended well. */
  run(task: OperationName | 'recover', killAt: number): Promise<boolean> {
    runs += 1;
    return new Promise((resolve, reject) => {
      const process_ = spawn(
        process.execPath,
        ['--no-warnings', '--import', killPoints, child, this.directory, this.name, this.store, task],
        { env: { ...session.env, KILL_AT: String(killAt) }, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      let words = '';
      process_.stderr.setEncoding('utf8').on('data', (text: string) => {
        words += text;
      });
      process_.on('exit', (code, signal) => {
        if (signal === 'SIGKILL') kills += 1;
        if (signal === 'SIGKILL' || code === 0) resolve(signal === 'SIGKILL');
        else reject(new Error(`${this.name}: ${task} ended with ${code ?? signal} at ${killAt}. ${words}`));
      });
    });
  }

  async settings(): Promise<Settings> {
    return (await this.bench.settings.load()) ?? {};
  }

  /** Secrets in the stores, temporary files among them. */
  async places(): Promise<ReadonlySet<string>> {
    const folder = join(this.directory, 'secrets');
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return new Set([
      ...(await eyes.list(this.prefix)).map(([key]) => `keychain/${key}`),
      ...files.map((name) => `file/${name.replace(/\.age$/, '')}`),
    ]);
  }

  end(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

interface Kept {
  readonly copy: string;
  readonly items: KeyringItems;
}

/** A temporary file of a secret that is listed: it is as much told of as the secret itself. */
function reported(places: ReadonlySet<string>, { pending = [] }: Settings): ReadonlySet<string> {
  const isPart = (place: string) =>
    pending.some(
      ({ store, key }) => store === 'file' && place.startsWith(`file/.${key}.age.`) && place.endsWith('.tmp'),
    );
  return new Set([...places].filter((place) => !isPart(place)));
}

/** A child whose parent was killed takes back what it wrote, a moment later than whoever looks at once. */
const momentMs = 1_000;

/** What is wrong with the state that a kill left, and stays wrong; `allowed` are the outcomes that it may have. */
async function faults(...about: Parameters<typeof faultsNow>): Promise<readonly string[]> {
  if ((await faultsNow(...about)).length === 0) return [];
  await sleep(momentMs);
  return faultsNow(...about);
}

async function faultsNow(lane: Lane, allowed: readonly string[], { recovered }: { readonly recovered: boolean }) {
  const settings = await lane.settings();
  const places = await lane.places();
  const found = [...faultsOf(settings, recovered ? places : reported(places, settings))];
  const outcome = outcomeOf(settings);
  if (!allowed.includes(outcome)) found.push(`it came to ${outcome}, and not to one of ${allowed.join(' ')}`);
  for (const section of storedCredentials(settings)) {
    const credential = await lane.bench.vault.read(section);
    if (fingerprintOf(credential) !== section.fingerprint) found.push(`${section.secretKey} holds another secret`);
  }
  if (recovered && settings.pending !== undefined) found.push('something is pending after the recovery');
  return found;
}

/** About as many as a recovery has at the most; what is beyond is a recovery that nothing disturbs. */
const recoveryPoints = 28;
/** About as many as a recovery has at the least: one save of the settings. */
const oneSave = 12;
/** How many states in turn are taken to have about as many points. */
const alike = 5;

const { index: part, parts } = suitePart();

/** Kills an operation at each of its points (of the wanted part), and the recovery from every such state at one or two of its own. */
async function killEverywhere(name: OperationName, store: Store): Promise<readonly string[]> {
  const lane = new Lane(`${name}-${store}`, store);
  const wrong: string[] = [];
  const note = (where: string, found: readonly string[]) => wrong.push(...found.map((fault) => `${where}: ${fault}`));

  await operations[name].before(lane.bench);
  const start = await lane.keep();
  const from = outcomeOf(await lane.settings());
  await operations[name].run(lane.bench);
  const to = outcomeOf(await lane.settings());

  let points = recoveryPoints;
  for (let at = 1 + part; ; at += parts) {
    if (at % alike === 0) points = recoveryPoints;
    await lane.putBack(start);
    if (!(await lane.run(name, at))) break;
    note(`killed at ${at}`, await faults(lane, [from, to], { recovered: false }));
    const outcome = outcomeOf(await lane.settings());
    const recoveries = [1 + ((at * 7) % points), ...(at % 3 === 0 ? [1 + ((at * 5) % oneSave)] : [])];
    for (const again of recoveries) {
      // Where nothing is pending, a recovery does nothing.
      if ((await lane.settings()).pending === undefined) break;
      const killed = await lane.run('recover', again);
      if (!killed) points = Math.max(oneSave, again - 1);
      note(`killed at ${at}, then at ${again} of the recovery`, await faults(lane, [outcome], { recovered: !killed }));
    }
    await lane.bench.vault.clear();
    note(`killed at ${at}, then recovered`, await faults(lane, [outcome], { recovered: true }));
  }
  await lane.putBack({ ...start, items: [] });
  rmSync(start.copy, { recursive: true, force: true });
  lane.end();
  return wrong;
}

const missing = keyringRequirement();
const cases = operationNames.flatMap((name) => (['keychain', 'file'] as const).map((store) => [name, store] as const));

describe.skipIf(missing !== undefined)(named('killed at every point', missing), () => {
  beforeAll(async () => {
    await buildChild();
    session = await startKeyring({ state: 'unlocked' });
    eyes = watchKeyring(session.env);
  });
  afterAll(async () => {
    eyes.close();
    await session.end();
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`Two stores: ${kills} SIGKILLs of ${runs} processes in ${seconds} s.\n`);
  });

  describe.concurrent('works as before or as after, and every secret is in use or listed', () => {
    it.for(cases)('%s in the %s', async ([name, store], { expect }) => {
      expect(await killEverywhere(name, store)).toEqual([]);
    });
  });

  it('covers more than a thousand kill points', ({ expect }) => {
    expect(kills * parts).toBeGreaterThanOrEqual(1_000);
  });
});
