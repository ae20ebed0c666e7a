import { describe, expect, it } from 'vitest';
import { codesIn } from '../../../src/domain/error-codes/pasted-codes.ts';
import { processorMs } from '../../support/work.ts';

const known = [21211, 21608, 21610, 30003, 30007, 30034, 20003];
const found = (text: string): readonly number[] => codesIn(text, (code) => known.includes(code));

describe('codes in a text', () => {
  it.each([
    '30034',
    ' 30034 ',
    'E30034',
    'e30034',
    'error 30034',
    'Error30034',
    'Error: 30034 - Message from an Unregistered Number',
    'ErrorCode: 30034',
    'ErrorCode=30034&MessageStatus=undelivered',
    'error_code=30034',
    'error-code 30034',
    'The error code is 30034.',
    'err 30034',
    'ERROR - 30034',
    'Error (30034)',
    '"30034"',
    '`30034`',
    '#30034',
    '**30034**',
    '30034: Message from an Unregistered Number',
    '30034 - US A2P 10DLC',
    'Message SM0123456789abcdef0123456789abcdef: undelivered\n30034 - US A2P 10DLC',
    'https://www.twilio.com/docs/api/errors/30034',
    'https://www.twilio.com/docs/api/errors/30034/',
    'https://www.twilio.com/docs/api/errors/30034.md',
    'https://www.twilio.com/docs/errors/30034?utm_source=console&page=20003#causes',
    'www.twilio.com/de/docs/api/errors/30034#error-30034',
    '{"code":30034,"message":"no","more_info":"https://www.twilio.com/docs/errors/30034","status":400}',
    '{\\"error_code\\": \\"30034\\"}',
    "{ status: 400, code: 30034, moreInfo: 'https://www.twilio.com/docs/errors/30034' }",
    '<Code>30034</Code>',
    'Twilio error 30034: 400 messages were refused',
    '[HTTP 400] Unable to create record: 30034',
    'HTTP 400 30034',
    'Undelivered (30034)',
    '10:20:30 30034 undelivered',
    'SM0123456789abcdef0123456789abcdef to +1 (202) 555-0123 failed with 30034',
    'To +12025550123: 30034',
    'code 30034 for account 20003',
    'got 30034 at 10:20:30',
    'got 30034 for 1.5 USD',
  ])('%j', (text) => expect(found(text)).toEqual([30034]));

  it.each([
    ['an unknown one that is called an error', 'error 99999', [99999]],
    ['an unknown one alone', '572999', [572999]],
    ['an unknown one with a prefix', 'got E99999 and err31999 today', [99999, 31999]],
    ['several', '30034 30007', [30034, 30007]],
    ['several with commas', 'codes: 30034,30007, 21610', [30034, 30007, 21610]],
    ['several lines', '30034: a\n30007: b\n30034: c', [30034, 30007]],
    ['one that is called so and another known one', 'Error: 30034, after 30007', [30034, 30007]],
  ])('%s', (_, text, expected) => expect(found(text)).toEqual(expected));

  it.each([
    ['words', 'undelivered'],
    ['an unknown number', 'it took 31999 tries'],
    ['four digits, and seven', '3003 3003456'],
    ['a SID', 'SM30034aaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['digits in a SID', 'AC000030034000300340003003400000000'],
    ['a phone number', '+13003430034'],
    ['a phone number in groups', '+1 415 553 0034 and +44 7400 30034'],
    ['a phone number in brackets', '(415) 30034'],
    ['a national number', '0800 30034'],
    ['the end of a date', 'on 2026-30034'],
    ['a time', '10:30:30034'],
    ['a fraction', '1.30034 and 30034.5'],
    ['thousands', '1,30034'],
    ['an amount', 'cost $30034'],
    ['a share', '30034%'],
    ['messages', 'sent 30003 messages'],
    ['milliseconds', 'took 30007 ms'],
    ['an account', 'account 20003 of the bank'],
    ['an account number', 'Account number: 20003'],
    ['an order', 'order #30034'],
    ['a port', 'localhost:30034'],
    ['a named port', 'on port 30034'],
    ['a short code', 'short code 30034'],
    ['a short code in JSON', '{"short_code": "30034"}'],
    ['a short code in camel case', '{"shortCode": "30034"}'],
    ['an ID in camel case', 'accountId: 30034'],
    ['a postal code', 'zip code 30034'],
    ['a verification code', 'Your verification code: 30034'],
    ['a status', 'status code 30034'],
    ['a sender', 'from 30034 to 21608'],
    ['a masked number', '*****30034'],
    ['a ZIP+4', 'Decatur GA 30034-1234'],
    ['an Arabic-Indic number', '٣٠٠٣٤'],
  ])('finds no code in %s', (_, text) => expect(found(text)).toEqual([]));

  it.each([
    ['letters', 'a'.repeat(1_000_000)],
    ['digits', '1'.repeat(1_000_000)],
    ['pluses', '+'.repeat(1_000_000)],
    ['digits in groups', '+1 '.repeat(330_000)],
    ['quotes', `error${'"'.repeat(1_000_000)}`],
    ['spaces', `error${' '.repeat(1_000_000)}`],
    ['lines', '\n'.repeat(1_000_000)],
    ['codes', '30034 '.repeat(200_000)],
    ['labels', 'error code '.repeat(100_000)],
  ])('is quick on a million %s', async (_, text) => {
    const spent = await processorMs(() => codesIn(text, (code) => known.includes(code)));
    // What grows with the square of the length would take minutes.
    expect(spent).toBeLessThan(10_000);
  });
});
