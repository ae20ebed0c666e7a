import { describe, expect, it } from 'vitest';
import { answerError, type Destination, jsonObject, retryAfterMs } from '../../../src/adapters/twilio/twilio-errors.ts';
import { accountSid } from '../../support/fixtures.ts';

const direct: Destination = { host: 'api.twilio.com', proxy: undefined, isMock: false, timeoutMs: 15_000 };
/** As of any account. Not known to this process as a secret. */
const token = '0123456789abcdef'.repeat(2);
const password = 'pass-word';

const behindProxy: Destination = { ...direct, proxy: 'proxy.example.com:8080' };

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** The error for an answer. A body that is not text is sent as JSON. */
function errorFor({ status = 401, body = '', headers = {} }: Answer, destination = direct) {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  return answerError({ status, headers, body: sent }, destination, (text) => text.replaceAll(password, '[secret]'));
}

const more_info = 'https://www.twilio.com/docs/errors/20003';

describe('a JSON object', () => {
  it.each(['[]', 'null', '"a"', '1', 'true', '', '{', '{}x'])('is not in %j', (text) => {
    expect(jsonObject(text)).toBeUndefined();
  });

  it('is in its text', () => expect(jsonObject(' {"a": [1]} ')).toEqual({ a: [1] }));
});

describe('the body of an error', () => {
  it.each([
    ['a code and a message', { code: 20003, message: 'Words' }, 'rejected', 20003, ', error 20003: Words)'],
    ['a code alone', { code: 20003 }, 'rejected', 20003, ', error 20003)'],
    ['a code and no text', { code: 20003, message: '', detail: 7 }, 'rejected', 20003, ', error 20003)'],
    ['a message alone', { message: 'Words' }, 'rejected', undefined, '401: Words)'],
    ['a detail alone', { detail: 'Words' }, 'rejected', undefined, '401: Words)'],
    ['a title', { title: 'Title', detail: 'Words' }, 'rejected', undefined, '401: Title - Words)'],
    ['an empty message and a title', { message: '', title: 'Title' }, 'rejected', undefined, '401: Title)'],
    ['a message before a title', { message: 'Words', title: 'Title' }, 'rejected', undefined, '401: Words)'],
    ['a code that is no integer', { code: 1.5, message: 'Words' }, 'rejected', undefined, '401: Words)'],
    ['a code as text', { code: '20003' }, 'not-twilio', undefined, ''],
    ['other fields', { error: 'Words', status: 401 }, 'not-twilio', undefined, ''],
    ['texts of another type', { message: ['Words'], title: 7 }, 'not-twilio', undefined, ''],
    ['a list', [{ code: 20003, message: 'Words' }], 'not-twilio', undefined, ''],
  ])('is read with %s', (_, body, kind, code, quoted) => {
    const error = errorFor({ body });
    expect([error.kind, error.providerCode, error.status]).toEqual([kind, code, 401]);
    expect(error.message).toContain(quoted);
  });

  it.each([
    ['no suspension without a body of Twilio', { status: 404, body: '<html>' }, 'not-twilio'],
    ['no answer of Twilio below 400', { status: 206, body: { code: 20005, message: 'Words' } }, 'not-twilio'],
    ['not allowed at 400', { status: 400, body: { code: 20003, message: 'Words' } }, 'refused'],
    ['test credentials at 403 alone', { status: 400, body: { code: 20008, message: 'Words' } }, 'refused'],
    ['not found at 404 alone', { status: 410, body: { code: 20404, message: 'Words' } }, 'refused'],
    ['unavailable at 500', { status: 500, body: '' }, 'unavailable'],
    ['no answer of Twilio at 499', { status: 499, body: '' }, 'not-twilio'],
  ])('is %s', (_, answer, kind) => expect(errorFor(answer).kind).toBe(kind));

  it.each([
    ['the password of the request', password, '[secret]'],
    ['a token', token, '[secret]'],
    ['a token in capitals', token.toUpperCase(), '[secret]'],
    ['a SID', accountSid, accountSid],
    ['31 digits', token.slice(1), token.slice(1)],
    ['33 digits', `${token}0`, `${token}0`],
    ['32 digits before a letter', `${token}x`, `${token}x`],
    ['32 digits after a letter', `x${token}`, `x${token}`],
  ])('is quoted with %s as it may be printed', (_, said, shown) => {
    const page = `https://www.twilio.com/docs/${said}`;
    const error = errorFor({ body: { code: 20003, message: `a ${said} b`, more_info: page } });
    expect(error.message).toContain(`: a ${shown} b)`);
    expect(error.moreInfo).toBe(`https://www.twilio.com/docs/${shown}`);
  });

  it.each([
    ['https://www.twilio.com/docs/api/errors/20003', true],
    ['https://twilio.com/docs', true],
    ['https://static0.console-eu.twilio.com/a-b_c.html', true],
    ['http://www.twilio.com/docs', false],
    ['https://www.twilio.com', false],
    ['https://www.twilio.com.example.com/docs', false],
    ['https://example.com/https://www.twilio.com/docs', false],
    ['https://eviltwilio.com/docs', false],
    ['https://wwwXtwilio.com/docs', false],
    ['https://www.twilio.com/docs?next=evil.example', false],
    ['https://www.twilio.com/docs evil', false],
    ['see https://www.twilio.com/docs', false],
    [7, false],
  ])('names the page %j: %s', (page, isNamed) => {
    const error = errorFor({ body: { code: 20003, message: 'Words', more_info: page } });
    expect(error.moreInfo).toBe(isNamed ? page : undefined);
  });
});

describe('the error of an answer', () => {
  it('has the fields that came, and no others', () => {
    expect(errorFor({ body: { code: 20003, message: 'Words', more_info } })).toMatchObject({
      ...{ kind: 'rejected', status: 401, providerCode: 20003, moreInfo: more_info, retryAfterMs: undefined, exit: 3 },
    });
    expect(errorFor({ status: 429, headers: { 'retry-after': '2' } })).toMatchObject({
      ...{ kind: 'rate-limited', status: 429, providerCode: undefined, moreInfo: undefined, retryAfterMs: 2000 },
    });
  });

  it('has words and hints of its own for each reason of a refusal', () => {
    const refusals = [
      [400, 90002],
      [403, 20003],
      [403, 70051],
      [401, 70052],
    ] as const;
    const errors = refusals.map(([status, code]) => errorFor({ status, body: { code, message: 'Words' } }));
    expect(errors.map(({ kind }) => kind)).toEqual(Array(4).fill('refused'));
    const sentences = errors.map(({ message }) => message.slice(0, message.indexOf(' (')));
    expect(new Set(sentences).size).toBe(4);
    const otherStatus = errorFor({ status: 401, body: { code: 70051, message: 'Words' } });
    expect(otherStatus.message.startsWith(`${sentences[2]} (`)).toBe(true);
    const hints = errors.map((error) => error.hints.join());
    expect(new Set(hints).size).toBe(2);
    expect(hints[3]).not.toBe(hints[2]);
  });

  it.each([400, 401, 403, 404, 407, 429, 500])('has a hint when HTTP %d comes', (status) => {
    expect(errorFor({ status, body: { code: 1, message: 'Words' } }).hints.join()).not.toBe('');
  });

  it.each([
    [407, ''],
    [503, '<html>'],
  ])('names the proxy when HTTP %d may come from it', (status, body) => {
    expect(errorFor({ status, body }, behindProxy).message).toContain('proxy.example.com:8080');
    expect(errorFor({ status, body }).message).not.toContain('undefined');
  });

  it('does not name the proxy when Twilio itself is unavailable', () => {
    const body = { code: 20500, message: 'Internal error' };
    expect(errorFor({ status: 500, body }, behindProxy).message).not.toContain('proxy.example.com');
  });

  it.each([
    ['https://login.example.com/portal?token=abc', 302, 'login.example.com'],
    ['https://login.example.com/', 399, 'login.example.com'],
    ['https://login.example.com/', 300, 'login.example.com'],
    ['/portal?token=abc', 302, 'another page'],
  ])('names the host alone that a redirect to %s leads to', (location, status, named) => {
    const { kind, message } = errorFor({ status, headers: { location } });
    expect([kind, message.includes(named), message.includes('token')]).toEqual(['not-twilio', true, false]);
  });

  it.each([
    ['its status is no redirect', { status: 201, headers: { location: 'https://login.example.com/' } }],
    ['its status is an error', { status: 400, headers: { location: 'https://login.example.com/' } }],
    ['several places are named', { status: 302, headers: { location: ['https://login.example.com/'] } }],
  ])('names no other host when %s', (_, answer) => {
    expect(errorFor(answer).message).not.toContain('login.example.com');
  });

  it.each([
    [{ headers: { 'content-type': 'text/HTML; charset=utf-8' }, body: 'Hello' }, true],
    [{ body: '\n <!doctype HTML>' }, true],
    [{ body: '<HTML lang="en">' }, true],
    [{ body: '<h1>Forbidden</h1>' }, true],
    [{ body: 'See <html>' }, false],
    [{ headers: { 'content-type': 'text/plain' }, body: '<xml>' }, false],
  ])('says whether a web page came: %j', (answer, isPage) => {
    expect(errorFor(answer).message.includes('web page')).toBe(isPage);
  });
});

describe('Retry-After', () => {
  const after = (text: string | readonly string[] | undefined) =>
    retryAfterMs({ status: 429, headers: { 'retry-after': text }, body: '' });

  it.each([
    ['0', 0],
    ['7', 7000],
    ['120', 120_000],
    ['soon', undefined],
    ['7s', undefined],
    ['', undefined],
    [undefined, undefined],
    [['7'], undefined],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('%j is %s milliseconds', (text, ms) => expect(after(text)).toBe(ms));

  it('may be a date', () => {
    const ms = after(new Date(Date.now() + 600_000).toUTCString());
    expect(ms).toBeGreaterThan(300_000);
    expect(ms).toBeLessThanOrEqual(600_000);
  });

  // `--wait` is long enough for the pause. A person waits longer ones out.
  it.each([
    ['1', '1 seconds', '--wait 2m'],
    ['59', '59 seconds', '--wait 2m'],
    ['60', 'a minute', '--wait 2m'],
    ['61', '2 minutes', '--wait 3m'],
    ['120', '2 minutes', '--wait 3m'],
    ['600', '10 minutes', '--wait 11m'],
    ['601', '11 minutes', '`smsctl verify`'],
  ])('%s is in the hint: %s and %s', (text, time, command) => {
    const [hint, ...others] = errorFor({ status: 429, headers: { 'retry-after': text } }).hints;
    expect(hint).toContain(` ${time} `);
    expect(hint).toContain(command);
    expect(others).toEqual([]);
  });

  it('is in the hint only when Twilio limits the rate', () => {
    const [limited, unavailable] = [429, 503].map((status) => errorFor({ status, headers: { 'retry-after': '60' } }));
    expect(limited?.hints.join()).toContain('Retry-After');
    expect(unavailable?.hints.join()).not.toContain('Retry-After');
    expect(unavailable?.retryAfterMs).toBe(60_000);
    expect(errorFor({ status: 429 }).hints.join()).toContain('--wait');
  });
});
