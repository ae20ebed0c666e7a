import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/adapters/twilio/twilio-answers.ts';
import type { Values } from '../../../src/adapters/twilio/twilio-api.ts';
import { readDeliveries } from '../../../src/adapters/twilio/twilio-deliveries.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { accountSid, otherAccountSid } from '../../support/fixtures.ts';

const sender = '+12025550142';
const serviceSid = `MG${'1'.repeat(32)}`;
const since = new Date('2026-11-01T00:00:00.000Z');

/** A message as Twilio lists it. */
const message = (change: Row = {}): Row => ({
  account_sid: accountSid,
  direction: 'outbound-api',
  from: sender,
  to: '+12025550101',
  messaging_service_sid: null,
  status: 'delivered',
  error_code: null,
  date_created: 'Sat, 28 Nov 2026 12:00:00 +0000',
  date_sent: 'Sat, 28 Nov 2026 12:00:01 +0000',
  ...change,
});

interface Given {
  readonly serviceSid?: string;
  readonly callerIds?: () => Promise<Row>;
}

/** The deliveries in these rows, and the parameters of the request for them. */
async function read(rows: readonly Row[], { callerIds, ...wanted }: Given = {}) {
  const queries: Values[] = [];
  const messages = async (query: Values): Promise<Row> => {
    queries.push(query);
    return { messages: rows };
  };
  const requests = { messages, callerIds: callerIds ?? (async () => ({ outgoing_caller_ids: [] })) };
  return { deliveries: await readDeliveries(requests, { accountSid, sender, since, ...wanted }), queries };
}

const counted = async (change: Row, given: Given = {}) => (await read([message(change)], given)).deliveries.length;

describe('the deliveries of a sender', () => {
  it('are requested by the sender, or without one for a Messaging Service', async () => {
    expect((await read([])).queries).toEqual([{ PageSize: 100, From: sender }]);
    expect((await read([], { serviceSid })).queries).toEqual([{ PageSize: 100 }]);
  });

  it.each([
    ['outbound-api', true],
    ['outbound-reply', true],
    ['inbound', false],
    ['reply-outbound', false],
    [null, false],
  ])('contain a message with the direction %j: %s', async (direction, isOne) => {
    expect(await counted({ direction })).toBe(Number(isOne));
  });

  const other = `MG${'2'.repeat(32)}`;
  it.each([
    ['of the sender itself', sender, null, undefined, true],
    ['of the sender, through any service', sender, other, undefined, true],
    ['of another sender', '+12025550199', null, undefined, false],
    ['without a sender', null, null, undefined, false],
    ['of the sender, through the service', sender, serviceSid, serviceSid, true],
    ['through the service, before it chose a sender', null, serviceSid, serviceSid, true],
    ['of another sender of the service', '+12025550199', serviceSid, serviceSid, false],
    ['of the sender, through another service', sender, other, serviceSid, false],
    ['of the sender, without a service', sender, null, serviceSid, false],
    ['of no sender and no service', null, null, serviceSid, false],
  ])('contain a message %s, as asked for: %s %s %s %s', async (_, from, messaging_service_sid, wanted, isOne) => {
    const given = wanted === undefined ? {} : { serviceSid: wanted };
    expect(await counted({ from, messaging_service_sid }, given)).toBe(Number(isOne));
  });

  it.each([
    ['delivered', 'delivered'],
    ['undelivered', 'refused'],
    ['failed', 'refused'],
  ])('have %s as %s', async (status, outcome) => {
    expect((await read([message({ status })])).deliveries[0]?.outcome).toBe(outcome);
  });

  it.each(['queued', 'sending', 'sent', 'read', 'canceled', null, undefined])(
    'leave out a message whose status is %s',
    async (status) => expect(await counted({ status })).toBe(0),
  );

  it.each([
    ['+12025550101', true],
    ['+1234567', true],
    ['+123456789012345', true],
    ['+123456', false],
    ['+1234567890123456', false],
    ['+02025550101', false],
    ['12025550101', false],
    ['whatsapp:+12025550101', false],
    ['+1202555XXXX', false],
    ['+12025550101 ', false],
    [null, false],
    [12025550101, false],
  ])('contain a message to %j: %s', async (to, isOne) => expect(await counted({ to })).toBe(Number(isOne)));

  it.each([
    ['when it was sent', {}, '2026-11-28T12:00:01.000Z'],
    ['when it was created, if it was not sent', { date_sent: null }, '2026-11-28T12:00:00.000Z'],
    ['no time', { date_sent: null, date_created: null }, undefined],
    ['an invalid time', { date_sent: 'yesterday' }, undefined],
    ['the first wanted second', { date_sent: 'Sun, 01 Nov 2026 00:00:00 +0000' }, '2026-11-01T00:00:00.000Z'],
    ['the second before', { date_sent: 'Sat, 31 Oct 2026 23:59:59 +0000' }, undefined],
  ])('name %s', async (_, change, at) => {
    expect((await read([message(change)])).deliveries[0]?.at).toBe(at);
  });

  it('are in order, the newest first', async () => {
    const sentAt = (day: number) => message({ date_sent: `${day} Nov 2026 12:00:00 GMT` });
    const { deliveries } = await read([sentAt(3), sentAt(28), sentAt(14)]);
    expect(deliveries.map(({ at }) => at.slice(8, 10))).toEqual(['28', '14', '03']);
  });

  it.each([
    [30034, 30034],
    ['30034', 30034],
    ['300341', 300341],
    ['3003', null],
    ['3003412', null],
    ['E30034', null],
    ['30034x', null],
    [1.5, null],
    [null, null],
    [undefined, null],
  ])('have the error code %j as %j', async (error_code, code) => {
    expect((await read([message({ error_code })])).deliveries[0]?.code).toBe(code);
  });

  it('have a number for each recipient and its country, and null for an unknown one', async () => {
    const to = ['+12025550101', '+447400123456', '+12025550101', '+99912345678', '+447400123456'];
    const { deliveries } = await read(to.map((each) => message({ to: each })));
    expect(deliveries.map(({ recipient, country }) => [recipient, country])).toEqual([
      [0, 'US'],
      [1, 'GB'],
      [0, 'US'],
      [2, null],
      [1, 'GB'],
    ]);
  });

  it('reject an answer that has another account’s message, whatever it is', async () => {
    const rows = [message(), message({ account_sid: otherAccountSid, direction: 'inbound' })];
    await expect(read(rows)).rejects.toMatchObject({ kind: 'not-understood' });
  });
});

describe('a verified recipient', () => {
  const verified = async (callerIds: () => Promise<Row>) =>
    (await read([message(), message({ to: '+447400123456' })], { callerIds })).deliveries.map((each) => each.verified);
  const listed = { outgoing_caller_ids: [{ phone_number: '+12025550101' }, { phone_number: null }] };

  it('is one of the verified caller IDs', async () => {
    expect(await verified(async () => listed)).toEqual([true, false]);
    expect(await verified(async () => ({ ...listed, next_page_uri: null }))).toEqual([true, false]);
  });

  it.each([
    ['there are more than a page of them', async () => ({ ...listed, next_page_uri: '/2010-04-01/next' })],
    ['they cannot be read', () => Promise.reject(new ProviderError({ kind: 'refused', message: 'no' }))],
    ['they are not understood', async () => ({ outgoing_caller_ids: [null] })],
  ])('is unknown when %s', async (_, callerIds) => {
    expect(await verified(callerIds as () => Promise<Row>)).toEqual([null, null]);
  });

  it('does not hide a bug', async () => {
    await expect(verified(() => Promise.reject(new TypeError('bug')))).rejects.toThrow(TypeError);
  });
});
