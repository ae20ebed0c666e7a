import { describe, expect, it } from 'vitest';
import {
  composeTest,
  parseRecipient,
  reasonOf,
  recordOutcome,
  requireReady,
  sendTest,
} from '../../src/app/send-test.ts';
import { ProviderError, type ProviderErrorKind } from '../../src/domain/provider-error.ts';
import type { VerificationRecord } from '../../src/domain/readiness/verification.ts';
import type { ContactsSettings, Settings } from '../../src/domain/settings/settings.ts';
import type { UserError } from '../../src/domain/user-error.ts';
import type { Provider } from '../../src/ports.ts';
import {
  accountSid,
  clock,
  now,
  quietProvider,
  readyFacts,
  readySettings,
  tokenCredential,
} from '../support/fixtures.ts';

const sid = `SM${'1'.repeat(32)}`;
const message = composeTest(readySettings, '+12025550199', 'Hello');
const sent = (status: string, errorCode: number | null = null) => ({ sid, status, errorCode });

/** Sends and follows; each look meets the next state, and the last one for ever. */
async function follow(states: readonly (string | Error)[], followMs: number) {
  const pauses: number[] = [];
  let looks = 0;
  const left = [...states];
  const messenger = {
    send: async () => sent('queued'),
    look: async () => {
      looks += 1;
      const state = left.length > 1 ? left.shift() : left[0];
      if (state instanceof Error) throw state;
      return sent(state ?? 'queued');
    },
  };
  const sleep = async (ms: number) => {
    pauses.push(ms);
  };
  const seen: string[] = [];
  const request = { message, credential: tokenCredential, followMs };
  for await (const { status } of sendTest(request, { openMessenger: async () => messenger, sleep })) seen.push(status);
  return { seen, pauses, looks };
}

describe('a message that is followed', () => {
  it('is looked at until it is final, each state told once', async () => {
    const { seen, looks } = await follow(['queued', 'sent', 'sent', 'delivered'], 60_000);
    expect([seen, looks]).toEqual([['queued', 'sent', 'delivered'], 4]);
  });

  it('is waited for twice as long each time, five seconds at most, and never beyond the time', async () => {
    const { pauses } = await follow(['sent'], 20_000);
    expect(pauses).toEqual([500, 1000, 2000, 4000, 5000, 5000, 2500]);
    expect((await follow(['sent'], 700)).pauses).toEqual([500, 200]);
    expect((await follow(['sent'], 0)).pauses).toEqual([]);
  });

  it('is followed on when a look fails: it has left', async () => {
    const down = new ProviderError({ kind: 'unavailable', message: 'No.', status: 503 });
    expect((await follow([down, 'delivered'], 60_000)).seen).toEqual(['queued', 'delivered']);
  });
});

type Answer = { readonly status: string; readonly errorCode?: number } | Error;

interface Branch {
  readonly when: string;
  /** What sending answers, and then each look; the last one for ever. */
  readonly answers: readonly [Answer, ...Answer[]];
  readonly followMs?: number;
  readonly states: readonly string[];
  readonly pauses: readonly number[];
  /** The code of the error that it ends with. */
  readonly error?: string;
}

const outage = (status: number) => new ProviderError({ kind: 'unavailable', message: 'No.', status });
const [queued, left, arrived] = ['queued', 'sent', 'delivered'].map((status) => ({ status })) as [
  Answer,
  Answer,
  Answer,
];

/** Every branch of sending, with the states in order. */
const branches: readonly Branch[] = [
  ...['delivered', 'undelivered', 'failed', 'canceled'].map(
    (status): Branch => ({ when: `it is ${status} at once`, answers: [{ status }], states: [status], pauses: [] }),
  ),
  {
    when: 'it is delivered at the first look',
    answers: [queued, arrived],
    states: ['queued', 'delivered'],
    pauses: [500],
  },
  {
    when: 'a state lasts for some looks',
    answers: [queued, queued, left, left, arrived],
    states: ['queued', 'sent', 'delivered'],
    pauses: [500, 1000, 2000, 4000],
  },
  { when: 'it is not to be followed', answers: [queued, arrived], followMs: 0, states: ['queued'], pauses: [] },
  {
    when: 'the time is over before it is final',
    answers: [queued, left],
    followMs: 1200,
    states: ['queued', 'sent'],
    pauses: [500, 700],
  },
  {
    when: 'a look fails',
    answers: [queued, outage(503), new TypeError('cut'), arrived],
    states: ['queued', 'delivered'],
    pauses: [500, 1000, 2000],
  },
  { when: 'it is refused', answers: [outage(400)], states: [], pauses: [], error: 'send.refused' },
  { when: 'it may have left', answers: [outage(500)], states: [], pauses: [], error: 'provider.unavailable' },
];

describe('the events of a test message', () => {
  it.each(branches)('when $when', async ({ answers, followMs = 60_000, states, pauses, error }) => {
    const waits: number[] = [];
    const calls: unknown[] = [];
    const rest = [...answers];
    const answer = async () => {
      const next = rest.length > 1 ? rest.shift() : rest[0];
      if (next instanceof Error || next === undefined) throw next;
      return sent(next.status, next.errorCode);
    };
    const messenger = {
      send: (given: unknown) => {
        calls.push(given);
        return answer();
      },
      look: (given: unknown) => {
        calls.push(given);
        return answer();
      },
    };
    const sending = sendTest(
      { message, credential: tokenCredential, followMs },
      {
        openMessenger: async (credential) => {
          calls.push(credential);
          return messenger;
        },
        sleep: async (ms) => {
          waits.push(ms);
        },
      },
    );
    const seen: string[] = [];
    const ended = await (async () => {
      for await (const { status } of sending) seen.push(status);
    })().catch((thrown: UserError) => thrown);
    expect(seen).toEqual(states);
    expect(waits).toEqual(pauses);
    expect(ended?.code).toBe(error);
    // It is sent once, and each look is at the message that was sent.
    expect(calls).toEqual([tokenCredential, message, ...pauses.map(() => sid)]);
  });

  it('ends with a fault of smsctl as it is', async () => {
    const fault = new TypeError('a fault');
    const messenger = { send: () => Promise.reject(fault), look: () => Promise.reject(fault) };
    const request = { message, credential: tokenCredential, followMs: 0 };
    const sending = sendTest(request, { openMessenger: async () => messenger, sleep: async () => {} });
    await expect(sending.next()).rejects.toBe(fault);
  });
});

describe('the checks before a test message', () => {
  interface Ready {
    readonly settings?: Settings;
    readonly provider?: Partial<Provider>;
    readonly to?: string;
    readonly record?: VerificationRecord;
  }

  async function ready({ settings = readySettings, provider = {}, to = '+12025550199', record }: Ready) {
    const countries: string[] = [];
    const ending = requireReady(
      settings,
      { to },
      {
        ...{ clock, ambient: {}, readCredential: async () => tokenCredential },
        verification: { load: async () => record, save: () => Promise.reject(new Error('Results were saved.')) },
        openProvider: async () => ({
          ...{ ...quietProvider, accept: async () => {}, account: readyFacts.account, shortCode: async () => null },
          phoneNumber: readyFacts.ownedSender,
          ...provider,
          geoPermissions: async (wanted) => {
            countries.push(...wanted);
            return (provider.geoPermissions ?? quietProvider.geoPermissions)(wanted);
          },
        }),
      },
    );
    const error = await ending.then(
      () => undefined,
      (reason: UserError) => reason,
    );
    return { error, countries };
  }

  const says =
    (kind: ProviderErrorKind, status = 403) =>
    () =>
      Promise.reject(new ProviderError({ kind, message: 'No.', status }));
  const off = async (countries: readonly string[]) =>
    new Map(countries.map((country) => [country, { enabled: country !== 'GB', note: '' }]));
  const without = (...names: readonly (keyof Settings)[]): Settings =>
    Object.fromEntries(Object.entries(readySettings).filter(([name]) => !names.includes(name as keyof Settings)));

  it.each<[string, Ready]>([
    ['everything holds', {}],
    ['a warning is left', { provider: { balance: async () => ({ amount: '-1.00', currency: 'USD' }) } }],
    ['the owner and the acknowledgements are missing', { settings: without('owner', 'method') }],
    ['there is no contact list', { settings: without('contacts'), provider: { geoPermissions: off } }],
    ['a country of the list is closed, and that of the recipient is not', { provider: { geoPermissions: off } }],
    ['the registration cannot be read, which the message itself proves', { provider: { campaigns: says('refused') } }],
  ])('let it through when %s', async (_name, given) => {
    const contacts = readySettings.contacts as ContactsSettings;
    const abroad = { ...contacts, result: { ...contacts.result, countries: { GB: 97 } } };
    const settings = given.settings ?? { ...readySettings, contacts: abroad };
    expect((await ready({ ...given, settings })).error).toBeUndefined();
  });

  it.each<[string, Ready, exit: number, id: string]>([
    ['the number is not held', { provider: { phoneNumber: async () => null } }, 1, 'number.owned'],
    ['the credentials are rejected', { provider: { accept: says('rejected', 401) } }, 1, 'credentials.accepted'],
    ['Twilio cannot be reached', { provider: { accept: says('unreachable') } }, 3, 'credentials.accepted'],
    [
      'the country of the recipient is closed',
      { to: '+447400123456', provider: { geoPermissions: off } },
      1,
      'contacts.countries',
    ],
    ['carriers of the recipient block the number', { to: '+447400123456' }, 1, 'contacts.reachable'],
    [
      'messages to the US were refused since',
      {
        provider: { campaigns: says('refused') },
        record: {
          ...{ completedAt: null, results: {} },
          deliveries: ['2026-11-23T17:00:00.000Z', '2026-11-23T17:10:00.000Z', '2026-11-23T17:20:00.000Z'].map(
            (at, index) => ({
              delivery: { at, outcome: 'refused', code: 30034, country: 'US', recipient: index, verified: null },
              ...{ sender: message.sender, accountSid },
            }),
          ),
        },
      },
      1,
      'number.registered',
    ],
  ])('stop it when %s', async (_name, given, exit, id) => {
    const { error } = await ready(given);
    expect(error).toMatchObject({ code: 'send.not-ready', exit, message: expect.stringContaining(`${id}: `) });
    expect(error?.hints.at(-1)).toContain('`smsctl verify`');
    expect(error?.hints).toHaveLength(2);
  });

  it('ask about the country of the recipient alone', async () => {
    const { countries } = await ready({ to: '+447400123456' });
    expect(countries).toContain('GB');
    expect(countries).not.toContain('US');
  });
});

describe('a message that is not accepted', () => {
  const refused = async (status: number | undefined, providerCode?: number) => {
    const error = new ProviderError({
      ...{ kind: 'refused', message: 'No.', hints: ['Ask them.'] },
      ...(status !== undefined && { status }),
      ...(providerCode !== undefined && { providerCode }),
    });
    const messenger = { send: () => Promise.reject(error), look: () => Promise.reject(error) };
    const request = { message, credential: tokenCredential, followMs: 0 };
    const sending = sendTest(request, { openMessenger: async () => messenger, sleep: async () => {} });
    return sending.next().catch((thrown: unknown) => thrown);
  };

  it.each([
    [400, 'send.refused', 1],
    [499, 'send.refused', 1],
    [500, 'provider.refused', 3],
    [503, 'provider.refused', 3],
    [undefined, 'provider.refused', 3],
  ])('with HTTP %s is reported by %s, exit %d', async (status, code, exit) => {
    expect(await refused(status)).toMatchObject({ code, exit });
  });

  it('names the command that explains its code when there is one', async () => {
    expect(await refused(400, 21608)).toMatchObject({
      hints: [expect.any(String), expect.stringContaining('smsctl explain 21608')],
    });
    expect(await refused(400, 99999)).toMatchObject({ hints: [expect.stringContaining('smsctl explain 99999')] });
    const withoutCode = await refused(400);
    expect(withoutCode).toMatchObject({ hints: ['Ask them.'] });
    const explained = (await refused(400, 21608)) as UserError;
    expect(explained.message.length).toBeGreaterThan(((await refused(400, 99999)) as UserError).message.length);
    expect(reasonOf(sent('failed', 30034))?.code).toBe(30034);
    expect(reasonOf(sent('failed', 99999))).toBeNull();
  });
});

describe('what is recorded of a message', () => {
  const record = async (status: string, errorCode: number | null = null, to = '+447400123456') => {
    let saved: VerificationRecord | undefined;
    const verification = {
      load: async () => undefined,
      save: async (next: VerificationRecord) => {
        saved = next;
        return true;
      },
    };
    const recorded = await recordOutcome(
      { message: { ...message, to }, sent: sent(status, errorCode) },
      { verification, clock },
    );
    return { recorded, saved };
  };

  it.each([
    ['delivered', 'delivered'],
    ['undelivered', 'refused'],
    ['failed', 'refused'],
  ])('is its outcome when it is %s: %s', async (status, outcome) => {
    const { recorded, saved } = await record(status, 30034);
    expect(recorded).toBe(true);
    expect(saved?.deliveries).toEqual([
      {
        delivery: { at: now.toISOString(), outcome, code: 30034, country: 'GB', recipient: -1, verified: null },
        sender: message.sender,
        accountSid,
      },
    ]);
    expect(saved?.completedAt).toBeNull();
  });

  it('has no country where the number has none', async () => {
    const { saved } = await record('delivered', null, '+882161234567');
    expect(saved?.deliveries).toMatchObject([{ delivery: { country: null, code: null } }]);
  });

  it.each(['queued', 'sent', 'accepted', 'canceled'])('is nothing when it is %s', async (status) => {
    expect(await record(status)).toEqual({ recorded: false, saved: undefined });
  });
});

describe('a message that is composed', () => {
  it('names the sender and the service when there is one', () => {
    expect(message).toMatchObject({ sender: '+12025550123', messagingService: readySettings.number?.messagingService });
    const { messagingService: _, ...number } = readySettings.number ?? { sender: '', kind: 'number' as const };
    expect(composeTest({ ...readySettings, number }, '+12025550199', 'Hello')).not.toHaveProperty('messagingService');
  });

  it.each([
    [1, undefined],
    [1600, undefined],
    [1601, 'input.body'],
  ])('of %d characters meets %s', (length, code) => {
    const compose = () => composeTest(readySettings, '+12025550199', 'x'.repeat(length));
    if (code === undefined) expect(compose().body).toHaveLength(length);
    else expect(compose).toThrow(expect.objectContaining({ code }));
  });

  it('has a text of its own, with the team if there is one', () => {
    expect(composeTest(readySettings, '+12025550199', undefined).body).toContain('Customer Messaging');
    const { owner: _, ...unowned } = readySettings;
    expect(composeTest(unowned, '+12025550199', undefined).body).not.toContain('undefined');
    for (const blank of ['', ' ', '\n\t'])
      expect(() => composeTest(readySettings, '+12025550199', blank)).toThrow(
        expect.objectContaining({ code: 'input.body', message: expect.stringContaining('empty') }),
      );
  });

  it.each([
    ['the number', 'number'],
    ['the credentials', 'credentials'],
  ] as const)('is refused when %s are not saved', (_name, section) => {
    const { [section]: __, ...settings } = readySettings;
    expect(() => composeTest(settings, '+12025550199', 'Hello')).toThrow(
      expect.objectContaining({ code: 'send.not-set-up', exit: 1 }),
    );
  });

  it('is refused when the recipient is the sender, or no number', () => {
    expect(() => composeTest(readySettings, '+12025550123', 'Hello')).toThrow(
      expect.objectContaining({ code: 'input.recipient' }),
    );
    expect(() => parseRecipient('55', 'US')).toThrow(expect.objectContaining({ code: 'input.recipient' }));
    expect(parseRecipient(' (202) 555-0199 ', 'US')).toBe('+12025550199');
  });
});
