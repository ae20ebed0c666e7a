import { describe, expect, it } from 'vitest';
import {
  asRow,
  belonging,
  found,
  isGiven,
  recognizes,
  rowsOf,
  shown,
  sidIn,
  sidOrNull,
  text,
} from '../../../src/adapters/twilio/twilio-answers.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { accountSid, otherAccountSid } from '../../support/fixtures.ts';

const of = `/2010-04-01/Accounts/${accountSid}`;
const service = `/v1/Services/MG${'1'.repeat(32)}`;

/** The lists that smsctl reads, with the key of their rows. */
const lists = [
  ['/2010-04-01/Accounts.json', 'accounts'],
  [`${of}/Keys.json`, 'keys'],
  [`${of}/Messages.json`, 'messages'],
  [`${of}/IncomingPhoneNumbers.json`, 'incoming_phone_numbers'],
  [`${of}/SMS/ShortCodes.json`, 'short_codes'],
  [`${of}/OutgoingCallerIds.json`, 'outgoing_caller_ids'],
  ['/v1/Services', 'services'],
  [`${service}/PhoneNumbers`, 'phone_numbers'],
  [`${service}/AlphaSenders`, 'alpha_senders'],
  [`${service}/DestinationAlphaSenders`, 'alpha_senders'],
  [`${service}/Compliance/Usa2p`, 'compliance'],
  ['/v1/a2p/BrandRegistrations', 'data'],
  ['/v1/Tollfree/Verifications', 'verifications'],
  ['/v1/Messaging/GeoPermissions', 'permissions'],
  ['/v1/CustomerProfiles', 'results'],
  ['/v2/HostedNumber/Orders', 'items'],
] as const;

/** Lists to which a POST adds a resource, which is the answer. */
const creating: readonly string[] = [`${of}/Keys.json`, `${of}/Messages.json`];

describe('an answer', () => {
  it.each(lists)('of %s is recognized by its list %s alone', (path, key) => {
    expect([[], [{}]].map((rows) => recognizes(path, { [key]: rows }))).toEqual([true, true]);
    const others = [{}, { [key]: {} }, { [key]: 'x' }, { [key]: null }, { other: [] }, { sid: 1 }];
    expect(others.filter((body) => recognizes(path, body))).toEqual([]);
    expect(recognizes(path, { sid: 'x' })).toBe(creating.includes(path));
  });

  it.each(lists)('of a path around %s is not recognized by that list', (path, key) => {
    const around = [`/x${path}`, `${path}/x`, path.replace(/\w{34}/, 'a/b')].filter((each) => each !== path);
    expect(around.filter((each) => recognizes(each, { [key]: [] }))).toEqual([]);
    expect(around.every((each) => recognizes(each, { sid: 'x' }))).toBe(true);
  });

  it('of the balance is recognized by its field, whatever the type', () => {
    const path = `${of}/Balance.json`;
    expect(recognizes(path, { balance: '1.00' }) && recognizes(path, { balance: 1 })).toBe(true);
    expect([{}, { sid: 'x' }, { currency: 'USD' }].filter((body) => recognizes(path, body))).toEqual([]);
    for (const other of [`/x${path}`, `${path}/x`]) expect(recognizes(other, { balance: '1.00' })).toBe(false);
  });

  it('of a resource is recognized by its SID', () => {
    const path = `${of}/Keys/SK${'1'.repeat(32)}.json`;
    expect(recognizes(path, { sid: 'x' })).toBe(true);
    expect([{}, { sid: 1 }, { keys: [] }].filter((body) => recognizes(path, body))).toEqual([]);
  });
});

const notUnderstood = expect.objectContaining({ kind: 'not-understood' });

describe('a part of an answer', () => {
  it.each([[null], [undefined], ['text'], [1], [[]], [[{}]]])(
    'is not understood when %j is to be an object',
    (value) => {
      expect(() => asRow(value)).toThrow(notUnderstood);
      expect(() => rowsOf({ list: [{}, value] }, 'list')).toThrow(notUnderstood);
    },
  );

  it('has its rows in their order, and none without a list', () => {
    const rows = [{ sid: 'a' }, { sid: 'b' }];
    expect(rowsOf({ list: rows }, 'list')).toEqual(rows);
    for (const list of [undefined, null, {}, 'ab']) expect(rowsOf({ list }, 'list')).toEqual([]);
  });

  it.each([[undefined], [null], [7], [['x']]])('is no text when it is %j', (value) => {
    expect(() => text({ name: value }, 'name')).toThrow(notUnderstood);
    expect(shown({ name: value }, 'name')).toBe('');
    expect(isGiven(value)).toBe(false);
  });

  it('is given to compare as it is, and to print escaped and cut off', () => {
    const name = `\u001b${'a'.repeat(20)}`;
    expect(text({ name }, 'name')).toBe(name);
    expect(shown({ name }, 'name')).toBe(`\\x1b${'a'.repeat(20)}`);
    expect(shown({ name: 'a'.repeat(20) }, 'name', 8)).toHaveLength(8);
    expect([isGiven('x'), isGiven('')]).toEqual([true, false]);
  });

  const sid = `PN0123456789abcdefABCDEF${'0'.repeat(10)}`;
  it('is a SID with two capitals and 32 hexadecimal digits', () => {
    expect([sidIn({ sid }), sidIn({ brand: sid }, 'brand'), sidOrNull({ sid }, 'sid')]).toEqual([sid, sid, sid]);
  });

  it.each([
    ['short', sid.slice(0, -1)],
    ['long', `${sid}0`],
    ['in lower case', sid.toLowerCase()],
    ['with another digit', sid.replace('f', 'g')],
    ['with one letter', sid.slice(1)],
    ['after another part of a path', `../${sid}`],
    ['before another part of a path', `${sid}/..`],
    ['not a text', 7],
    ['missing', undefined],
  ])('is no SID when it is %s', (_, value) => {
    expect(() => sidIn({ sid: value })).toThrow(notUnderstood);
    expect(sidOrNull({ sid: value }, 'sid')).toBeNull();
  });

  it('belongs to the account that it names, and to no other', () => {
    const row = { account_sid: accountSid, sid: otherAccountSid };
    expect(belonging(row, accountSid)).toBe(row);
    expect(belonging(row, otherAccountSid, 'sid')).toBe(row);
    expect(() => belonging(row, otherAccountSid)).toThrow(notUnderstood);
    expect(() => belonging(row, accountSid, 'sid')).toThrow(notUnderstood);
    expect(() => belonging({}, accountSid)).toThrow(notUnderstood);
  });
});

describe('a resource', () => {
  it('is null only when Twilio answers that it does not exist', async () => {
    const failing = (error: Error) => found(Promise.reject(error));
    expect(await found(Promise.resolve('it'))).toBe('it');
    expect(await failing(new ProviderError({ kind: 'not-found', message: 'none' }))).toBeNull();
    for (const error of [
      new ProviderError({ kind: 'refused', message: 'no' }),
      Object.assign(new Error(), { kind: 'not-found' }),
    ]) {
      await expect(failing(error)).rejects.toBe(error);
    }
  });
});
