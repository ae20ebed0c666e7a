import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import {
  bringCredentials,
  type ChangePorts,
  type ChangeRequest,
  type CredentialsEvent,
  type NewCredentials,
  useCredentials,
} from '../../../src/app/credentials/change-credentials.ts';
import { credentialVault } from '../../../src/app/credentials/credential-vault.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import { type Credential, fingerprintOf } from '../../../src/domain/settings/credential.ts';
import { type CredentialSettings, type Settings, storedCredentials } from '../../../src/domain/settings/settings.ts';
import type { UserError } from '../../../src/domain/user-error.ts';
import type { Provider, SecretStore } from '../../../src/ports.ts';
import { credentialLines } from '../../support/event-lines.ts';
import { clock, keyCredential, quietProvider, readyFacts, tokenCredential } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

const sectionOf = (credential: Credential): CredentialSettings => ({
  accountSid: credential.accountSid,
  method: credential.method,
  ...(credential.method === 'api-key' && { apiKeySid: credential.apiKeySid }),
  ...{ store: 'memory', fingerprint: fingerprintOf(credential), savedAt: '2026-11-20T09:00:00.000Z' },
});

type Answer = true | ProviderErrorKind;

interface Bench {
  /** The answers to the question whether credentials are accepted, in turn, and then always yes. */
  readonly accepts?: readonly Answer[];
  /** The Auth Token that is active, at first. Null: no credentials are. */
  readonly active?: Credential | null;
  readonly provider?: Partial<Provider>;
  readonly store?: (secrets: SecretStore) => Partial<SecretStore>;
}

async function bench({ accepts = [], active = tokenCredential, provider = {}, store = () => ({}) }: Bench = {}) {
  const settings = memorySettings({});
  const memory = memorySecrets();
  const secrets = { ...memory, ...store(memory) };
  let keys = 0;
  const vault = credentialVault({
    settings,
    openStore: () => secrets,
    newKey: () => {
      keys += 1;
      return `default.key-${keys}`;
    },
  });
  if (active !== null) await vault.save(active, { credentials: sectionOf(active) });
  const left = [...accepts];
  const ports: ChangePorts = {
    ...{ settings, vault, clock, ambient: {} },
    openProvider: async () => ({
      ...quietProvider,
      ...{ account: readyFacts.account, phoneNumber: readyFacts.ownedSender, shortCode: async () => null },
      accept: async () => {
        const answer = left.shift() ?? true;
        if (answer !== true) throw new ProviderError({ kind: answer, message: 'No.', status: 401 });
      },
      ...provider,
    }),
  };
  return { ports, settings, vault, secrets, now: async () => (await settings.load()) as Settings };
}

const fresh = { credential: keyCredential, section: sectionOf(keyCredential) };
const asActive: NewCredentials = { fresh, as: 'active', keepFormer: true, proveAgain: true };

/** The lines of the events, and how it ended. */
async function end(changing: AsyncGenerator<CredentialsEvent, Settings>) {
  const events: CredentialsEvent[] = [];
  try {
    for (;;) {
      const next = await changing.next();
      if (next.done === true) return { lines: credentialLines(events), settings: next.value };
      events.push(next.value);
    }
  } catch (error) {
    return { lines: credentialLines(events), error: error as UserError };
  }
}

const plain: ChangeRequest = { dryRun: false, yes: false };
/** Active credentials, then standby ones. */
const held = ({ credentials, standby = [] }: Settings) => [credentials?.method, ...standby.map(({ method }) => method)];
const methodOf = ({ method }: CredentialSettings) => method;

interface Branch {
  readonly when: string;
  readonly on?: Bench;
  readonly change?: Partial<NewCredentials>;
  readonly request?: Partial<ChangeRequest>;
  readonly lines: readonly string[];
  /** Code and exit code of the error that it ends with. */
  readonly error?: readonly [code: string, exit: number];
  /** The methods that are stored afterwards, the active one first. Absent: as before. */
  readonly stored?: readonly (string | undefined)[];
  /** In a dry run: as they would be. */
  readonly told?: readonly (string | undefined)[];
}

const switched = 'switched auth-token to api-key cc';
const switchedBack = 'switched api-key cc to auth-token';
const refused = 'checked: credentials.accepted fail';
const refusedAgain = 'checked again: credentials.accepted fail';
const bothWays = ['api-key', 'auth-token'];
/** The store loses the secret of the new key. */
const losing = ({ get }: SecretStore): Partial<SecretStore> => ({
  get: async (name) => (name === 'default.key-2' ? undefined : get(name)),
});

const branches: readonly Branch[] = [
  { when: 'they are to be proven twice', lines: ['checked: pass', switched, 'checked again: pass'], stored: bothWays },
  {
    when: 'they are to be proven once',
    change: { proveAgain: false },
    lines: ['checked: pass', switched],
    stored: bothWays,
  },
  {
    when: 'the former ones are not kept',
    change: { keepFormer: false, proveAgain: false },
    lines: ['checked: pass', switched],
    stored: ['api-key'],
  },
  {
    when: 'they are to be standby',
    change: { as: 'standby' },
    lines: ['checked: pass', 'stored api-key cc'],
    stored: ['auth-token', 'api-key'],
  },
  {
    when: 'none are active',
    on: { active: null },
    lines: ['checked: pass', 'switched none to api-key cc', 'checked again: pass'],
    stored: ['api-key'],
  },
  {
    when: 'nothing is to be written',
    request: { dryRun: true },
    lines: ['checked: pass'],
    told: ['api-key'],
  },
  {
    when: 'they are to be standby and nothing is to be written',
    change: { as: 'standby' },
    request: { dryRun: true },
    lines: ['checked: pass'],
    told: ['auth-token'],
  },
  { when: 'they are refused', on: { accepts: ['rejected'] }, lines: [refused], error: ['credentials.refused', 1] },
  {
    when: 'they are refused in a dry run',
    on: { accepts: ['rejected'] },
    request: { dryRun: true },
    lines: [refused],
    error: ['credentials.refused', 1],
  },
  {
    when: 'they are refused and that is agreed to',
    on: { accepts: ['rejected'] },
    change: { proveAgain: false },
    request: { yes: true },
    lines: [refused, switched],
    stored: bothWays,
  },
  {
    when: 'they cannot be checked',
    on: { accepts: ['unreachable'] },
    lines: ['checked: credentials.accepted unknown'],
    error: ['credentials.unproven', 3],
  },
  {
    when: 'a check that is no gate fails',
    on: { provider: { account: async () => ({ ...(await readyFacts.account()), status: 'closed' }) } },
    lines: ['checked: credentials.account fail', switched, 'checked again: credentials.account fail'],
    stored: bothWays,
  },
  {
    when: 'they are refused from their store',
    on: { accepts: [true, 'rejected'] },
    lines: ['checked: pass', switched, refusedAgain, switchedBack],
    error: ['credentials.rolled-back', 1],
    stored: ['auth-token'],
  },
  {
    when: 'they cannot be checked from their store',
    on: { accepts: [true, 'unreachable'] },
    lines: ['checked: pass', switched, 'checked again: credentials.accepted unknown', switchedBack],
    error: ['credentials.rolled-back', 3],
    stored: ['auth-token'],
  },
  {
    when: 'their store loses them',
    on: { store: losing },
    lines: ['checked: pass', switched, 'checked again: credentials.store fail', switchedBack],
    error: ['credentials.rolled-back', 1],
    stored: ['auth-token'],
  },
  {
    when: 'they are refused from their store and that is agreed to',
    on: { accepts: [true, 'rejected'] },
    request: { yes: true },
    lines: ['checked: pass', switched, refusedAgain],
    stored: bothWays,
  },
  {
    when: 'they are refused from their store and none were active',
    on: { active: null, accepts: [true, 'rejected'] },
    lines: ['checked: pass', 'switched none to api-key cc', refusedAgain],
    stored: ['api-key'],
  },
];

describe('the events of new credentials', () => {
  it.each(branches)('when $when', async ({ on, change, request, lines, error, stored, told }) => {
    const { ports, settings, now, vault } = await bench(on);
    const before = await now();
    const writes = settings.history.length;
    const ended = await end(bringCredentials({ ...asActive, ...change }, { ...plain, ...request }, ports));
    expect(ended.lines).toEqual(lines);
    expect([ended.error?.code, ended.error?.exit]).toEqual(error ?? [undefined, undefined]);
    const after = await now();
    if (stored === undefined) expect([settings.history.length, after]).toEqual([writes, before]);
    else expect(held(after)).toEqual(stored);
    if (ended.settings !== undefined) expect(held(ended.settings)).toEqual(told ?? held(after));
    // Every secret that the settings name can be read.
    if (on?.store === undefined) for (const section of storedCredentials(after)) await vault.read(section);
  });

  it('names the way around a refusal, and none around a switch that was taken back', async () => {
    const hintsOf = async (accepts: readonly Answer[]) =>
      (await end(bringCredentials(asActive, plain, (await bench({ accepts })).ports))).error?.hints ?? [];
    expect((await hintsOf(['rejected'])).at(-1)).toContain('`--yes`');
    expect((await hintsOf([true, 'rejected'])).join(' ')).not.toContain('--yes');
  });
});

interface StandbyBranch extends Omit<Branch, 'change' | 'on' | 'stored'> {
  readonly accepts?: readonly Answer[];
  readonly lost?: boolean;
  readonly switches: boolean;
}

describe('the events of standby credentials', () => {
  it.each<StandbyBranch>([
    { when: 'they are proven', lines: ['checked: pass', switched], switches: true },
    { when: 'nothing is to be written', request: { dryRun: true }, lines: ['checked: pass'], switches: false },
    {
      when: 'they are refused',
      accepts: ['rejected'],
      lines: [refused],
      error: ['credentials.refused', 1],
      switches: false,
    },
    {
      when: 'they are refused in a dry run',
      accepts: ['rejected'],
      request: { dryRun: true },
      lines: [refused],
      error: ['credentials.refused', 1],
      switches: false,
    },
    {
      when: 'they are refused and that is agreed to',
      accepts: ['rejected'],
      request: { yes: true },
      lines: [refused, switched],
      switches: true,
    },
    {
      when: 'they cannot be checked',
      accepts: ['unavailable'],
      lines: ['checked: credentials.accepted unknown'],
      error: ['credentials.unproven', 3],
      switches: false,
    },
    { when: 'their secret is gone', lost: true, lines: [], error: ['store.missing', 3], switches: false },
  ])('when $when', async ({ accepts = [], lost = false, request, lines, error, switches }) => {
    const { ports, settings, secrets, now } = await bench({ accepts: [true, ...accepts] });
    await end(bringCredentials({ ...asActive, as: 'standby' }, plain, ports));
    const [target] = (await now()).standby ?? [];
    if (target === undefined) throw new Error('They are standby.');
    if (lost) await secrets.delete(target.secretKey ?? '');
    const writes = settings.history.length;
    const ended = await end(useCredentials(target, { ...plain, ...request }, ports));
    expect(ended.lines).toEqual(lines);
    expect([ended.error?.code, ended.error?.exit]).toEqual(error ?? [undefined, undefined]);
    expect(held(await now())).toEqual(switches ? bothWays : ['auth-token', 'api-key']);
    if (!switches) expect(settings.history.length).toBe(writes);
    if (ended.settings !== undefined)
      expect(ended.settings.credentials && methodOf(ended.settings.credentials)).toBe('api-key');
  });
});
