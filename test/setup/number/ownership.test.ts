import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { Facts, MessagingService, Webhook } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtOwner, lookAtPool, lookAtReplies } from '../../../src/setup/number/ownership.ts';
import { otherAccountSid, readyFacts, readySettings } from '../../support/fixtures.ts';

const missing = (change: Partial<Facts>) => lookAtOwner({ ...readyFacts, ownedSender: async () => null, ...change });
const closed = () => Promise.reject(new ProviderError({ kind: 'refused', message: 'No.' }));

describe('a number that the account does not hold', () => {
  it.each([
    ['failed', /could not be brought over/, /order again/],
    ['action-required', /waits for you/, /waits for/],
    ['pending-loa', /letter of authorization is missing/, /Sign the letter/],
    ['pending-verification', /not verified/, /Verify the number/],
    ['carrier-processing', /is being brought over/, /Wait until/],
  ])('is reported by its hosting order when that is %s', async (order, detail, remedy) => {
    expect(await missing({ hostedOrder: async () => order, holder: async () => otherAccountSid })).toMatchObject({
      status: 'fail',
      code: '21606',
      data: { hosting: order },
      detail: expect.stringMatching(detail),
      remedy: { text: expect.stringMatching(remedy), command: null },
    });
  });

  it('is not waited for when its hosting order is completed', async () => {
    const hostedOrder = async () => 'completed';
    const finding = await missing({ hostedOrder });
    expect(finding).toMatchObject({ status: 'fail', code: '21606', detail: expect.stringContaining('does not hold') });
    expect(finding.data).toBeUndefined();
    expect(await missing({ hostedOrder, holder: async () => otherAccountSid })).toMatchObject({ code: '21660' });
  });

  it('is reported with the masked account that holds it', async () => {
    for (const hostedOrder of [async () => null, closed]) {
      const finding = await missing({ hostedOrder, holder: async () => otherAccountSid });
      expect(finding).toMatchObject({
        status: 'fail',
        code: '21660',
        data: { holder: 'ACbb…bbbb' },
        remedy: { command: 'smsctl setup credentials' },
      });
      expect(JSON.stringify(finding)).not.toContain(otherAccountSid);
    }
  });

  it('fails without more when neither can be read', async () => {
    expect(await missing({ hostedOrder: closed, holder: closed })).toMatchObject({ status: 'fail', code: '21606' });
  });
});

describe('an alphanumeric sender ID', () => {
  const settings = (change: object = {}): Settings => ({
    ...readySettings,
    number: { sender: 'Acme', kind: 'alphanumeric', ...change },
  });
  const trial = async () => ({ ...(await readyFacts.account()), type: 'Trial' });

  it('fails when the account is on trial', async () => {
    const finding = await lookAtOwner({ ...readyFacts, settings: settings(), account: trial });
    expect(finding).toMatchObject({ status: 'fail', code: '21267' });
  });

  it('passes when a Messaging Service may hold it, and is skipped when there is none', async () => {
    const messagingService = `MG${'f'.repeat(32)}`;
    expect((await lookAtOwner({ ...readyFacts, settings: settings({ messagingService }) })).status).toBe('pass');
    expect((await lookAtOwner({ ...readyFacts, settings: settings(), account: closed })).status).toBe('skip');
  });
});

describe('a Messaging Service', () => {
  it('fails with a code of its own when it is gone, and when it does not hold the sender', async () => {
    expect(await lookAtPool({ ...readyFacts, service: async () => null })).toMatchObject({
      status: 'fail',
      code: '21705',
      remedy: { command: 'smsctl setup number' },
    });
    const pooled = async () => ({ holds: false, countries: null });
    expect(await lookAtPool({ ...readyFacts, pooled })).toMatchObject({ status: 'fail', code: '21711' });
  });

  it.each([
    [{ GB: 100 }, 'pass', 0],
    [{ GB: 96, DE: 4 }, 'warn', 1],
    [{ GB: 90, DE: 5, FR: 5 }, 'fail', 2],
  ])('that holds a sender ID for GB only, with contacts %j: %s', async (countries, status, left) => {
    const contacts = readySettings.contacts as ContactsSettings;
    const settings: Settings = {
      ...readySettings,
      contacts: { ...contacts, result: { ...contacts.result, rows: 100, textable: 100, countries } },
    };
    const pooled = async () => ({ holds: true, countries: ['GB'] });
    const finding = await lookAtPool({ ...readyFacts, settings, pooled });
    expect(finding).toMatchObject({ status, data: { countries: 'GB', left } });
    if (left > 0) expect(finding).toMatchObject({ code: '21703', detail: expect.stringContaining('DE') });
  });
});

describe('replies', () => {
  const service = (inbound: MessagingService['inbound']) => async () => ({
    service: { sid: `MG${'f'.repeat(32)}`, name: 'Notices', inbound, registered: true },
    complete: true,
  });
  const owned = (inbound: Webhook) => async () => {
    const sender = await readyFacts.ownedSender();
    if (sender === null) throw new Error('The ready setup holds its sender.');
    return { ...sender, inbound };
  };

  it.each([
    ['none', 'warn', undefined],
    ['demo', 'warn', undefined],
    ['local', 'warn', '11200'],
    ['http', 'warn', undefined],
    ['invalid', 'warn', '11100'],
    ['https', 'pass', undefined],
    ['application', 'pass', undefined],
  ] as const)('that go to a webhook that is %s: %s, code %s', async (webhook, status, code) => {
    const ofService = await lookAtReplies({ ...readyFacts, holdingService: service(webhook) });
    expect(ofService).toMatchObject({ status, data: { webhook, on: 'service' } });
    expect('code' in ofService ? ofService.code : undefined).toBe(code);
    const facts = { ...readyFacts, holdingService: service('number'), ownedSender: owned(webhook) };
    expect(await lookAtReplies(facts)).toMatchObject({ status, data: { webhook, on: 'number' } });
    const alone = { ...facts, holdingService: async () => ({ service: null, complete: true }) };
    expect(await lookAtReplies(alone)).toMatchObject({ status, data: { webhook, on: 'number' } });
  });

  it('are unknown when not every Messaging Service was looked through', async () => {
    const holdingService = async () => ({ service: null, complete: false });
    expect((await lookAtReplies({ ...readyFacts, holdingService })).status).toBe('unknown');
  });

  it('that pass name the signature when an API key signs in', async () => {
    const { credentials } = readySettings;
    if (credentials === undefined) throw new Error('The ready setup has credentials.');
    const settings: Settings = { ...readySettings, credentials: { ...credentials, method: 'api-key' } };
    expect((await lookAtReplies({ ...readyFacts, settings })).detail).toContain('signature');
    expect((await lookAtReplies(readyFacts)).detail).not.toContain('signature');
  });
});
