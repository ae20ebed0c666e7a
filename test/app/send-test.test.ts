import { describe, expect, it } from 'vitest';
import { composeTest, parseRecipient, reasonOf, recordOutcome, sendTest } from '../../src/app/send-test.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import type { VerificationRecord } from '../../src/domain/readiness/verification.ts';
import { accountSid, clock, now, readySettings, tokenCredential } from '../support/fixtures.ts';

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

describe('a message that is not accepted', () => {
  const refused = async (status: number | undefined, providerCode?: number) => {
    const error = new ProviderError({
      ...{ kind: 'refused', message: 'No.' },
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
