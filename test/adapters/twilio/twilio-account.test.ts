import { describe, expect, it, onTestFinished } from 'vitest';
import { openTwilio } from '../../../src/adapters/twilio/twilio.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import type { FaultResponse } from '../../../src/sandbox/twilio/world.ts';
import { withAuthToken } from '../../support/sandbox-credentials.ts';

const { accountSid, number, subaccount } = sandboxIds;
const sid = (prefix: string, digit: string | number): string => `${prefix}${`${digit}`.repeat(32)}`;
const other = sid('AC', 9);

/** What follows the account in a path, such as `/Balance.json`, with what is answered there. */
type Answers = Readonly<Record<string, object | number>>;

/** Twilio with these answers: a body, or a status without one. The list of accounts is at ``. */
async function answering(answers: Answers) {
  const faults = Object.entries(answers).map(([place, answer]) => {
    const respond: FaultResponse =
      typeof answer === 'number'
        ? { status: answer, body: { code: answer === 403 ? 70051 : 20_000 + answer, message: 'No' } }
        : { status: 200, body: answer };
    return { on: `GET /2010-04-01/Accounts${place === '' ? '.json' : `/{Sid}${place}`}`, respond };
  });
  const server = await startSandbox({ world: { ...defaultWorld(), faults } });
  onTestFinished(() => server.close());
  const provider = await openTwilio({ baseUrl: server.url, env: {}, retryDelaysMs: [] })(withAuthToken());
  return { provider, paths: () => server.requests.map(({ path }) => path.replace('/2010-04-01/Accounts', '')) };
}

const numbersOf = (rows: readonly object[], next: string | null = null) => ({
  '/IncomingPhoneNumbers.json': { incoming_phone_numbers: rows, next_page_uri: next },
});
const codesOf = (rows: readonly object[], next: string | null = null) => ({
  '/SMS/ShortCodes.json': { short_codes: rows, next_page_uri: next },
});
const numberRow = (fields: object = {}) => ({
  ...{ sid: sid('PN', 1), account_sid: accountSid, phone_number: number, friendly_name: 'Notices' },
  ...{ capabilities: { sms: true }, sms_url: '', sms_application_sid: '', ...fields },
});
const codeRow = (fields: object = {}) => ({
  ...{ sid: sid('SC', 1), account_sid: accountSid, short_code: '99990', friendly_name: 'Alerts', ...fields },
});
const elsewhere = '/2010-04-01/elsewhere';

describe('the senders of an account', () => {
  const held = async (answers: Answers) => (await answering(answers)).provider.heldSenders();

  it('are its numbers and then its short codes, with their names', async () => {
    const numbers = numbersOf([numberRow(), numberRow({ phone_number: '+12025550143', capabilities: { sms: false } })]);
    expect(await held({ ...numbers, ...codesOf([codeRow()]) })).toEqual({
      complete: true,
      senders: [
        { sender: number, smsCapable: true, name: 'Notices' },
        { sender: '+12025550143', smsCapable: false, name: 'Notices' },
        { sender: '99990', smsCapable: null, name: 'Alerts' },
      ],
    });
  });

  it.each([
    ['(202) 555-0142', null],
    ['+1 202.555.0142', null],
    ['99990', null],
    ['', null],
    [null, null],
    ['Line 2', 'Line 2'],
    ['2 lines', '2 lines'],
    ['Büro\u0007', 'Büro\\x07'],
  ])('have the name %j as %j', async (friendly_name, name) => {
    const { senders } = await held({ ...numbersOf([numberRow({ friendly_name })]), ...codesOf([]) });
    expect(senders[0]?.name).toBe(name);
  });

  it('are its numbers alone when its short codes cannot be read', async () => {
    const found = await held({ ...numbersOf([numberRow()]), '/SMS/ShortCodes.json': 403 });
    expect([found.complete, found.senders.length]).toEqual([true, 1]);
  });

  it('are unknown when its numbers cannot be read', async () => {
    await expect(held({ '/IncomingPhoneNumbers.json': 403, ...codesOf([]) })).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  it.each([
    ['numbers', { ...numbersOf([numberRow()], elsewhere), ...codesOf([]) }],
    ['short codes', { ...numbersOf([numberRow()]), ...codesOf([codeRow()], elsewhere) }],
  ])('are not all when there are more %s than smsctl reads', async (_, answers) => {
    expect((await held(answers)).complete).toBe(false);
  });

  it.each([
    ['a number', { ...numbersOf([numberRow({ account_sid: other })]), ...codesOf([]) }],
    ['a short code', { ...numbersOf([]), ...codesOf([codeRow({ account_sid: other })]) }],
  ])('are not understood with %s of another account', async (_, answers) => {
    await expect(held(answers)).rejects.toMatchObject({ kind: 'not-understood' });
  });
});

describe('a number of the account', () => {
  const read = async (...rows: readonly object[]) => (await answering(numbersOf(rows))).provider.phoneNumber(number);

  it.each([
    [{ capabilities: { sms: true } }, true],
    [{ capabilities: { sms: false } }, false],
    [{ capabilities: { sms: 'true' } }, null],
    [{ capabilities: {} }, null],
    [{ capabilities: null }, null],
    [{ capabilities: 'sms' }, null],
  ])('can send SMS by %j: %s', async (fields, smsCapable) => {
    expect((await read(numberRow(fields)))?.smsCapable).toBe(smsCapable);
  });

  it.each([
    [{ sms_url: 'https://example.com/sms' }, 'https'],
    [{ sms_url: 'https://example.com/sms', sms_application_sid: sid('AP', 1) }, 'application'],
    [{ sms_url: null }, 'none'],
  ])('answers messages by %j: %s', async (fields, inbound) => {
    expect((await read(numberRow(fields)))?.inbound).toBe(inbound);
    const { provider } = await answering(codesOf([codeRow(fields)]));
    expect((await provider.shortCode('99990'))?.inbound).toBe(inbound);
  });

  it('is the one that equals it, among others that begin with it', async () => {
    const longer = numberRow({ phone_number: `${number}1`, sid: sid('PN', 2) });
    expect((await read(longer, numberRow()))?.sid).toBe(sid('PN', 1));
    expect(await read(longer)).toBeNull();
  });
});

describe('the balance of an account', () => {
  const read = async (body: object | number) => (await answering({ '/Balance.json': body })).provider.balance();
  const own = { account_sid: accountSid };

  it.each([
    [
      { balance: '0.05', currency: 'EUR' },
      { amount: '0.05', currency: 'EUR' },
    ],
    [
      { balance: -1.5, currency: 'usd' },
      { amount: '-1.5', currency: 'USD' },
    ],
    [{ balance: '3' }, { amount: '3', currency: 'USD' }],
    [
      { balance: '3', currency: 7 },
      { amount: '3', currency: 'USD' },
    ],
  ])('in %j is %j', async (fields, balance) => expect(await read({ ...own, ...fields })).toEqual(balance));

  it('is null when there is none', async () => expect(await read(404)).toBeNull());

  it.each([
    ['is another account’s', { balance: '1', account_sid: other }],
    ['names no account', { balance: '1' }],
    ['is no number', { ...own, balance: null }],
  ])('is not understood when it %s', async (_, body) => {
    await expect(read(body)).rejects.toMatchObject({ kind: 'not-understood' });
  });
});

describe('the account', () => {
  const read = async (fields: object) =>
    (await answering({ '.json': { sid: accountSid, status: 'active', type: 'Full', ...fields } })).provider.account();

  it.each([
    [{}, accountSid],
    [{ owner_account_sid: null }, accountSid],
    [{ owner_account_sid: other }, other],
  ])('with %j has the owner %s', async (fields, ownerSid) => {
    expect((await read(fields)).ownerSid).toBe(ownerSid);
  });

  it('is not understood when its owner is no SID', async () => {
    await expect(read({ owner_account_sid: '../x' })).rejects.toMatchObject({ kind: 'not-understood' });
  });
});

describe('accepting credentials', () => {
  const accept = async (answers: Answers) => {
    const { provider, paths } = await answering(answers);
    const kind = await provider.accept().then(
      () => 'accepted',
      (error: { readonly kind: string }) => error.kind,
    );
    return { kind, asked: paths().map((path) => path.replace(`/${accountSid}`, '')) };
  };
  const messages = '/Messages.json?PageSize=1';
  const numbers = '/IncomingPhoneNumbers.json?PageSize=1';

  it('takes one request, and a second only when the key may not list messages', async () => {
    expect(await accept({})).toEqual({ kind: 'accepted', asked: [messages] });
    expect(await accept({ '/Messages.json': 403 })).toEqual({ kind: 'accepted', asked: [messages, numbers] });
    expect(await accept({ '/Messages.json': 403, '/IncomingPhoneNumbers.json': 403 })).toEqual({
      ...{ kind: 'refused', asked: [messages, numbers] },
    });
    expect(await accept({ '/Messages.json': 500 })).toEqual({ kind: 'unavailable', asked: [messages] });
  });

  it.each([
    ['messages', { '/Messages.json': { messages: [{ account_sid: other }] } }],
    ['numbers', { '/Messages.json': 403, ...numbersOf([{ account_sid: other }]) }],
  ])('rejects %s of another account', async (_, answers) => {
    expect(await accept(answers)).toMatchObject({ kind: 'not-understood' });
  });

  it('counts no verified recipient of another account', async () => {
    const callerIds = [accountSid, other].map((account_sid) => ({ account_sid }));
    const { provider } = await answering({ '/OutgoingCallerIds.json': { outgoing_caller_ids: callerIds } });
    await expect(provider.verifiedRecipients()).rejects.toMatchObject({ kind: 'not-understood' });
  });
});

describe('the holder of a number', () => {
  const family = (...sids: readonly string[]) => ({ '': { accounts: sids.map((each) => ({ sid: each })) } });

  it('is searched in the parent and ten relatives at most, not in the account itself', async () => {
    const relatives = Array.from({ length: 12 }, (_, index) => `AC${index.toString(16).padStart(32, '0')}`);
    const { provider, paths } = await answering({
      ...{ '.json': { sid: accountSid, status: 'active', type: 'Full', owner_account_sid: other } },
      ...family(accountSid, ...relatives),
    });
    expect(await provider.holderOf('+12025550111')).toBeNull();
    const searched = paths().filter((path) => path.includes('IncomingPhoneNumbers'));
    expect(searched.map((path) => path.slice(1, 35)).sort()).toEqual([...relatives.slice(0, 9), other]);
    expect(paths()).toContain('.json?PageSize=50');
  });

  it('is found when other relatives cannot be searched', async () => {
    const { provider } = await answering(family(other, subaccount.sid));
    expect(await provider.holderOf(subaccount.number)).toBe(subaccount.sid);
  });

  it('is unknown when the relatives cannot be listed', async () => {
    await expect((await answering({ '': 403 })).provider.holderOf(number)).rejects.toMatchObject({ kind: 'refused' });
  });
});
