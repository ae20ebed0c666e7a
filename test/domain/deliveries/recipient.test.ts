import { describe, expect, it } from 'vitest';
import { alertKind } from '../../../src/domain/deliveries/alert-record.ts';
import { alertTally } from '../../../src/domain/deliveries/alert-tally.ts';
import { customerAnswer } from '../../../src/domain/deliveries/customer-answer.ts';
import { optStates } from '../../../src/domain/deliveries/opt-outs.ts';
import { replyOf } from '../../../src/domain/deliveries/reply.ts';
import { errorCodes } from '../../../src/domain/error-codes/error-codes.ts';
import { messageStates } from '../../../src/domain/messages/message-states.ts';
import { messageRecord } from '../../support/message-records.ts';

const ours = '+12025550142';
const theirs = '+12025550123';
const service = `MG${'1'.repeat(32)}`;
const sent = (at: number, change = {}) => messageRecord({ sentAt: at, ...change });
const refused = (at: number, change = {}) => sent(at, { status: 'failed', code: 21610, ...change });
const reply = (at: number, word: 'stop' | 'start' | null, change = {}) =>
  messageRecord({
    direction: 'inbound',
    status: 'received',
    from: theirs,
    to: ours,
    sentAt: at,
    reply: word,
    ...change,
  });

describe('opt-outs', () => {
  it.each([
    ['none', [sent(1), reply(2, null)], []],
    ['a STOP', [sent(1), reply(2, 'stop')], [[ours, 'out', 'reply', 2]]],
    ['a START after a STOP', [reply(2, 'stop'), reply(3, 'start')], [[ours, 'in', 'reply', 3]]],
    ['a STOP after a START', [reply(4, 'stop'), reply(3, 'start')], [[ours, 'out', 'reply', 4]]],
    ['a refusal alone', [refused(5)], [[ours, 'out', 'refusal', 5]]],
    ['a refusal after a START', [reply(3, 'start'), refused(5)], [[ours, 'out', 'refusal', 5]]],
    ['a delivery after a refusal', [refused(5), sent(6)], [[ours, 'in', 'delivery', 6]]],
    [
      'a failure for another reason after a STOP',
      [reply(2, 'stop'), sent(6, { status: 'undelivered', code: 30003 })],
      [[ours, 'out', 'reply', 2]],
    ],
    ['deliveries after a START', [reply(3, 'start'), sent(6), sent(7)], [[ours, 'in', 'reply', 3]]],
    [
      'two senders',
      [reply(2, 'stop'), reply(9, 'stop', { to: '+18885550142' }), sent(3, { from: '+18885550142' })],
      [
        ['+18885550142', 'out', 'reply', 9],
        [ours, 'out', 'reply', 2],
      ],
    ],
    [
      'a service, whose senders count as one',
      [reply(2, 'stop', { serviceSid: service }), refused(5, { serviceSid: service, from: null })],
      [[service, 'out', 'refusal', 5]],
    ],
    ['another channel', [reply(2, 'stop', { from: `whatsapp:${theirs}`, to: `whatsapp:${ours}` })], []],
  ] as const)('%s', (_, messages, expected) => {
    const found = optStates(messages).map(({ sender, state, by, at }) => [sender, state, by, at]);
    expect(found).toEqual(expected);
    expect(optStates(messages.toReversed()).map(({ sender, state, by, at }) => [sender, state, by, at])).toEqual(
      expected,
    );
  });

  it.each([
    ['STOP', 'stop'],
    [' stop\n', 'stop'],
    ['Unsubscribe', 'stop'],
    ['yes', 'start'],
    ['UNSTOP', 'start'],
    ['STOP PLEASE', null],
    ['stop.', null],
    ['HELP', null],
    ['', null],
    ['x'.repeat(100_000), null],
  ])('by the reply %j', (text, expected) => expect(replyOf(text)).toBe(expected));
});

describe('the answer for a customer', () => {
  const failed = (code: number | null, status = 'undelivered') => customerAnswer(sent(1, { status, code }), null);

  it.each([
    [30003, 'recipient', /off or out of reach/],
    [30005, 'recipient', /current number/],
    [30006, 'recipient', /landline/],
    [21610, 'recipient', /START/],
    [30007, 'team', /filter/],
    [30034, 'team', /on our side/],
    [30008, 'team', /without a clear reason/],
  ])('to %i', (code, solvedBy, words) => {
    expect(failed(code)).toMatchObject({ solvedBy, text: expect.stringMatching(words) });
  });

  it('says that the network reports a delivery, not that the message was read', () => {
    expect(customerAnswer(sent(1), null).text).toMatch(/^Your network reported/);
  });

  it('is about the opt-out if nothing was sent since', () => {
    const [opted = null] = optStates([reply(2, 'stop')]);
    expect(customerAnswer(null, opted).text).toMatch(/opted out/);
    expect(customerAnswer(null, null).text).toMatch(/no record/);
  });

  it('is there for every code and every state, without numbers, codes and our words', () => {
    const texts = [
      ...errorCodes.flatMap(({ code }) => [failed(code).text, failed(code, 'failed').text]),
      ...messageStates.map(({ id }) => customerAnswer(sent(1, { status: id }), null).text),
      failed(null).text,
      customerAnswer(sent(1, { status: 'new-state' }), null).text,
    ];
    expect(texts.filter((text) => !/^[A-Z][^0-9`]+[.]$/.test(text))).toEqual([]);
    expect(texts.filter((text) => /Twilio|carrier|smsctl|error|code/i.test(text))).toEqual([]);
  });
});

describe('alerts', () => {
  const alert = (change = {}) => ({
    sid: `NO${'1'.repeat(32)}`,
    code: 11200,
    level: 'error',
    at: 1000,
    messageSid: null,
    host: 'a.example.com',
    httpStatus: 503,
    ...change,
  });

  it.each([
    [11200, null, 'webhook'],
    [11200, `SM${'1'.repeat(32)}`, 'webhook'],
    [12300, null, 'webhook'],
    [14107, null, 'webhook'],
    [21408, null, 'refused'],
    [21610, null, 'refused'],
    [21211, null, 'refused'],
    [63038, null, 'refused'],
    [21610, `SM${'1'.repeat(32)}`, 'message'],
    [30007, `SM${'1'.repeat(32)}`, 'message'],
    [20003, null, 'other'],
    [null, null, 'other'],
  ])('of code %s about %s are of the kind %s', (code, messageSid, kind) => {
    expect(alertKind({ code, messageSid })).toBe(kind);
  });

  it('are grouped by code, with hosts and statuses, most frequent first', () => {
    const tally = alertTally();
    tally.add(alert());
    tally.add(alert({ at: 500, host: 'b.example.com', httpStatus: null }));
    tally.add(alert({ at: null, host: 'b.example.com', httpStatus: 403 }));
    tally.add(alert({ level: 'notice' }));
    tally.add(alert({ code: 21408, level: 'warning', at: null, host: null, httpStatus: null }));
    expect(tally.groups()).toMatchObject([
      {
        kind: 'webhook',
        code: 11200,
        count: 3,
        first: 500,
        last: 1000,
        hosts: ['b.example.com', 'a.example.com'],
        httpStatuses: [503, 403],
      },
      { kind: 'refused', code: 21408, count: 1, first: null, last: null, hosts: [] },
    ]);
  });
});
