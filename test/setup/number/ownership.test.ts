import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { Facts, MessagingService, Webhook } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtCapability, lookAtOwner, lookAtPool, lookAtReplies } from '../../../src/setup/number/ownership.ts';
import { accountSid, otherAccountSid, readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const missing = async (change: Partial<Facts>) =>
  sound(await lookAtOwner({ ...readyFacts, ownedSender: async () => null, ...change }));
const closed = () => Promise.reject(new ProviderError({ kind: 'refused', message: 'No.' }));

describe('a number that the account does not hold', () => {
  const orders = ['failed', 'action-required', 'pending-loa', 'pending-verification', 'carrier-processing'];

  it.each(orders)('is reported by its hosting order when that is %s', async (order) => {
    expect(await missing({ hostedOrder: async () => order, holder: async () => otherAccountSid })).toMatchObject({
      status: 'fail',
      code: '21606',
      data: { hosting: order },
      remedy: { command: null },
    });
  });

  it('is described by the state of its hosting order', async () => {
    const details = await Promise.all(
      orders.map(async (order) => (await missing({ hostedOrder: async () => order })).detail),
    );
    for (const [index, order] of orders.entries()) expect(details[index]).toContain(`(${order})`);
    expect(new Set(details.map((detail) => detail.replace(/ \([a-z-]+\)/, ''))).size).toBe(orders.length);
  });

  it('has a remedy of its own for each state of the hosting order', async () => {
    const findings = await Promise.all(orders.map((order) => missing({ hostedOrder: async () => order })));
    const remedies = findings.map((finding) => 'remedy' in finding && finding.remedy?.text);
    expect(new Set(remedies).size).toBe(orders.length);
  });

  it('is not waited for when its hosting order is completed', async () => {
    const hostedOrder = async () => 'completed';
    const finding = await missing({ hostedOrder });
    expect(finding).toMatchObject({ status: 'fail', code: '21606' });
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

describe('a number that the account holds', () => {
  it('is named with its account and its SID, both masked', async () => {
    const finding = sound(await lookAtOwner(readyFacts));
    expect(finding).toMatchObject({ status: 'pass', data: { sid: 'PNff…ffff' } });
    expect(finding.detail).toContain('ACaa…aaaa');
    expect(JSON.stringify(finding)).not.toContain(accountSid);
  });

  it('is another account’s, if Twilio names another one', async () => {
    const owned = await readyFacts.ownedSender();
    const ownedSender = async () => owned && { ...owned, accountSid: otherAccountSid };
    const finding = sound(await lookAtOwner({ ...readyFacts, ownedSender }));
    expect(finding).toMatchObject({ status: 'fail', code: '21660' });
    expect(finding.detail).toMatch(/ACbb…bbbb.*ACaa…aaaa/);
  });

  it.each<[smsCapable: boolean | null, status: string, code: string | undefined]>([
    [true, 'pass', undefined],
    [false, 'fail', '21661'],
    [null, 'unknown', undefined],
  ])('can send SMS (%s): %s, code %s', async (smsCapable, status, code) => {
    const owned = await readyFacts.ownedSender();
    const ownedSender = async () => owned && { ...owned, smsCapable };
    const finding = sound(await lookAtCapability({ ...readyFacts, ownedSender }));
    expect(finding.status).toBe(status);
    expect('code' in finding ? finding.code : undefined).toBe(code);
  });

  it('is looked at no further when the account does not hold it', async () => {
    const nothing = { ...readyFacts, ownedSender: async () => null };
    expect((await lookAtCapability(nothing)).status).toBe('skip');
    expect((await lookAtReplies(nothing)).status).toBe('skip');
  });
});

describe('an alphanumeric sender ID', () => {
  const settings = (change: object = {}): Settings => ({
    ...readySettings,
    number: { sender: 'Acme', kind: 'alphanumeric', ...change },
  });
  const trial = async () => ({ ...(await readyFacts.account()), type: 'Trial' });

  it('fails when the account is on trial', async () => {
    const finding = sound(await lookAtOwner({ ...readyFacts, settings: settings(), account: trial }));
    expect(finding).toMatchObject({ status: 'fail', code: '21267', remedy: { command: 'smsctl setup number' } });
    expect(finding.detail).toContain('Acme');
  });

  it('passes when a Messaging Service may hold it, and is skipped when there is none', async () => {
    const messagingService = `MG${'f'.repeat(32)}`;
    expect((await lookAtOwner({ ...readyFacts, settings: settings({ messagingService }) })).status).toBe('pass');
    expect((await lookAtOwner({ ...readyFacts, settings: settings(), account: closed })).status).toBe('skip');
  });
});

describe('a sender ID', () => {
  it('gets no replies, whatever its services do', async () => {
    const settings: Settings = { ...readySettings, number: { sender: 'Acme', kind: 'alphanumeric' } };
    const notAsked = () => Promise.reject(new Error('The provider was asked.'));
    const facts = { ...readyFacts, settings, ownedSender: notAsked, holdingService: notAsked };
    expect((await lookAtReplies(facts)).status).toBe('skip');
  });
});

describe('a Messaging Service', () => {
  it('is not looked at when none is saved', async () => {
    const { messagingService: _, ...number } = readySettings.number ?? { sender: '', kind: 'number' };
    const service = () => Promise.reject(new Error('The provider was asked.'));
    for (const settings of [{ ...readySettings, number }, {}]) {
      expect((await lookAtPool({ ...readyFacts, settings, service })).status).toBe('skip');
    }
  });

  it('that holds the number is named', async () => {
    const finding = sound(await lookAtPool(readyFacts));
    expect(finding).toMatchObject({ status: 'pass', detail: expect.stringContaining('"Notices"') });
    expect(finding.detail).toContain('+12025550123');
  });

  it('fails with a code of its own when it is gone, and when it does not hold the sender', async () => {
    expect(sound(await lookAtPool({ ...readyFacts, service: async () => null }))).toMatchObject({
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
    const finding = sound(await lookAtPool({ ...readyFacts, settings, pooled }));
    expect(finding).toMatchObject({ status, data: { countries: 'GB', left } });
    expect(finding.detail).not.toContain('GB (');
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
    const ofService = sound(await lookAtReplies({ ...readyFacts, holdingService: service(webhook) }));
    expect(ofService.detail).toContain('"Notices"');
    if (status === 'warn') expect(ofService).toMatchObject({ remedy: { command: null } });
    expect(ofService).toMatchObject({ status, data: { webhook, on: 'service' } });
    expect('code' in ofService ? ofService.code : undefined).toBe(code);
    const facts = { ...readyFacts, holdingService: service('number'), ownedSender: owned(webhook) };
    expect(await lookAtReplies(facts)).toMatchObject({ status, data: { webhook, on: 'number' } });
    const alone = { ...facts, holdingService: async () => ({ service: null, complete: true }) };
    expect(await lookAtReplies(alone)).toMatchObject({ status, data: { webhook, on: 'number' } });
  });

  it('have words of their own for each webhook that loses them', async () => {
    const findings = await Promise.all(
      (['none', 'demo', 'local', 'http', 'invalid'] as const).map((webhook) =>
        lookAtReplies({ ...readyFacts, holdingService: service(webhook) }),
      ),
    );
    expect(new Set(findings.map(({ detail }) => detail)).size).toBe(5);
    for (const { detail } of findings) expect(detail).toContain('+12025550123');
    expect(new Set(findings.map((finding) => 'remedy' in finding && finding.remedy?.text)).size).toBe(5);
  });

  it('are unknown when not every Messaging Service was looked through, and none was found', async () => {
    const none = async () => ({ service: null, complete: false });
    expect(sound(await lookAtReplies({ ...readyFacts, holdingService: none }))).toMatchObject({
      status: 'unknown',
      remedy: { command: 'smsctl setup number' },
    });
    const found = async () => ({ ...(await service('https')()), complete: false });
    expect((await lookAtReplies({ ...readyFacts, holdingService: found })).status).toBe('pass');
  });

  it('that pass name the signature when an API key signs in', async () => {
    const { credentials } = readySettings;
    if (credentials === undefined) throw new Error('The ready setup has credentials.');
    const settings: Settings = { ...readySettings, credentials: { ...credentials, method: 'api-key' } };
    expect((await lookAtReplies({ ...readyFacts, settings })).detail).toContain('signature');
    expect((await lookAtReplies(readyFacts)).detail).not.toContain('signature');
  });
});
