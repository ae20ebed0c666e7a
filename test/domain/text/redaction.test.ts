import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlText } from '../../../src/domain/text/html-text.ts';
import { jsonText } from '../../../src/domain/text/json-text.ts';
import { markdownText } from '../../../src/domain/text/markdown-text.ts';
import { printable } from '../../../src/domain/text/printable.ts';
import {
  holdsSecret,
  redact,
  redactOutsideText,
  rememberSecret,
  showOnPurpose,
} from '../../../src/domain/text/redaction.ts';
import { Secret } from '../../../src/domain/text/secret.ts';

const token = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const passphrase = 'correct horse "battery" staple/+<&';
const word = 'Zoë-€uro-parole-9';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const percentAll = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const unitsAll = (text: string) =>
  Array.from(text, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in upper case': (text) => text.toUpperCase(),
  'as JSON': json,
  'as JSON in JSON': (text) => json(json(text)).replaceAll('\\\\\\"', '\\"'),
  'in JSON escapes alone': unitsAll,
  'URL-encoded': encodeURIComponent,
  'URL-encoded in lower case': (text) => encodeURIComponent(text).toLowerCase(),
  'as a form': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'in percent escapes alone': percentAll,
  'as HTML': (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'in HTML escapes': (text) => Array.from(text, (sign) => `&#${sign.codePointAt(0)};`).join(''),
  'in hexadecimal HTML escapes': (text) =>
    Array.from(text, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join(''),
  'behind backslashes': (text) => text.replace(/[^\p{L}\p{N}\s]/gu, '\\$&'),
  'over two lines': (text) => text.replace(/ /, '\n    '),
  'in hexadecimal digits': (text) => Buffer.from(text).toString('hex'),
  'in hexadecimal digits with colons': (text) =>
    Buffer.from(text)
      .toString('hex')
      .toUpperCase()
      .replace(/..(?!$)/g, '$&:'),
  'as escaped bytes': (text) => Buffer.from(text).toString('hex').replace(/../g, '\\x$&'),
  'in base64': base64,
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
  'in URL-encoded base64': (text) => encodeURIComponent(base64(text)),
  'in JSON-escaped base64': (text) => base64(text).replaceAll('/', '\\/'),
  'in Basic authentication': (text) => base64(`AC${'1'.repeat(32)}:${text}`),
  'in Basic authentication of another user': (text) => base64(`someone:${text}`),
  'in base64, in the middle of a document': (text) => base64(`{"user":"ab","secret":"${text}","more":[1,2,3]}`),
  'in base64url, one byte later': (text) => Buffer.from(`x${text}yz`).toString('base64url'),
};

/** No part of it that would help to guess the rest: a third of it in a row. */
function expectGone(text: string, secret: string, form: (text: string) => string): void {
  const written = form(secret);
  for (let at = 0; at + 12 <= written.length; at += 1) expect(text).not.toContain(written.slice(at, at + 12));
}

/** One of its own for each test, so that no test leans on what another made known. */
const numbered = (secret: string, index: number): string => `${secret}-${index + 10}`;

describe.each([
  ['an Auth Token', token],
  ['a passphrase', passphrase],
  ['a password with letters beyond ASCII', word],
])('%s', (_, base) => {
  const cases = Object.entries(forms).map(([name, form], index) => [name, form, numbered(base, index)] as const);
  it.each(cases)('is taken out %s, and nothing else is', (name, form, secret) => {
    new Secret(secret);
    const text = redact(`before >${form(secret)}< behind`);
    expect(text).toContain('[secret]');
    expect(text).toMatch(/^before >/);
    expect(text).toMatch(/< behind$/);
    if (!/Basic|middle|later/.test(name)) expectGone(text, secret, form);
    else {
      const own = Buffer.from(text.replace(/^before >|\[secret\]|< behind$/g, ''), 'base64').toString('latin1');
      expect(own).not.toContain(secret.slice(2, -2));
    }
  });

  it('is taken out every time it occurs, however it was given', () => {
    const secret = numbered(base, 80);
    new Secret(`  ${secret}\n`);
    expect(redact(`${secret} ${secret}\n${secret}`)).toBe('[secret] [secret]\n[secret]');
  });

  it('is taken out by every medium, before anything is cut', () => {
    const secret = numbered(base, 81);
    new Secret(secret);
    const text = `x${secret}y`;
    expect(printable(text)).toBe('x[secret]y');
    expect(printable(`${'x'.repeat(12)}${secret}`, 24)).toBe(`${'x'.repeat(12)}[secret]`);
    expect(htmlText(text)).toBe('x[secret]y');
    expect(markdownText(text)).toBe('x\\[secret\\]y');
    expect(jsonText({ a: [text], b: 1, c: null }, 0)).toBe('{"a":["x[secret]y"],"b":1,"c":null}\n');
  });
});

describe('a secret', () => {
  it('says nothing of itself, and is compared by its value', () => {
    const secret = new Secret('does-not-print-itself');
    const printed = [String(secret), JSON.stringify({ secret }), inspect(secret), inspect({ secret }), `${secret}`];
    for (const text of printed) expect(text).toContain('[secret]');
    for (const text of printed) expect(text).not.toContain('does-not');
    expect(secret.reveal()).toBe('does-not-print-itself');
    expect(secret.equals(new Secret('does-not-print-itself'))).toBe(true);
    expect(secret.equals(new Secret('another-one-entirely'))).toBe(false);
  });
});

describe('the register', () => {
  it('leaves what is too short to be a secret, and what was never one', () => {
    new Secret('1234567');
    expect(redact('1234567')).toBe('1234567');
    new Secret('12345678');
    expect(redact('a12345678b')).toBe('a[secret]b');
    expect(redact('0f1e2d3c4b5a69788796a5b4c3d2e1f1')).toBe('0f1e2d3c4b5a69788796a5b4c3d2e1f1');
  });

  it('lets what is made up be shown, whichever is said first', () => {
    rememberSecret('made-up-before');
    showOnPurpose('made-up-before');
    showOnPurpose('made-up-after');
    rememberSecret('made-up-after');
    expect(redact('made-up-before made-up-after')).toBe('made-up-before made-up-after');
  });

  it('finds long values piece by piece, up to their end', () => {
    const long = Array.from({ length: 100 }, (_, index) => `key-${index}`).join(';');
    new Secret(long);
    expect(redact(`<${long}>`).replaceAll('[secret]', '')).toBe('<>');
    const odd = 'q'.repeat(63) + 'w'.repeat(5);
    new Secret(odd);
    expect(redact(`<${odd}>`)).not.toMatch(/w{3}|q{3}/);
    // Each is two code units, and a cut after an odd number of them would halve one.
    const wide = `a${'\u{1d11e}\u{1f600}'.repeat(45)}`;
    new Secret(wide);
    expect(redact(`<${wide}>`).replaceAll('[secret]', '')).toBe('<>');
  });

  it('takes out a text that is nothing but a secret, however short', () => {
    new Secret('8-signs!');
    expect(redact('8-signs!')).toBe('[secret]');
  });

  it('takes out characters beyond the first 65,536 in JSON escapes, which are two each', () => {
    const secret = 'clef-\u{1d11e}-passphrase';
    new Secret(secret);
    expect(redact(`<${secret.replace('\u{1d11e}', '\\ud834\\udd1e')}>`)).toBe('<[secret]>');
  });

  it('takes out any amount of white space in another amount, and a tab in hexadecimal digits', () => {
    const secret = 'two  blanks\tand a tab';
    new Secret(secret);
    expect(redact('<two blanks and a tab>')).toBe('<[secret]>');
    expect(redact(`<${Buffer.from(secret).toString('hex')}>`)).toBe('<[secret]>');
  });

  it('takes out any secret of printable characters in any form', () => {
    const printableText = fc
      .string({ unit: 'grapheme', minLength: 12, maxLength: 40 })
      .filter((text) => text.trim().length >= 12);
    fc.assert(
      fc.property(
        printableText,
        fc.constantFrom('as it is', 'as JSON', 'in hexadecimal digits', 'in Basic authentication'),
        (text, name) => {
          const secret = text.trim();
          rememberSecret(secret);
          expect(redact(`<${forms[name]?.(secret)}>`)).toContain('[secret]');
        },
      ),
    );
  });
});

describe('what looks like a secret in text from outside', () => {
  const sid = `AC${'1'.repeat(32)}`;
  it.each([
    ['Authorization: Basic QUMxMTExMTExMTo5OTk5OTk5', 'Authorization: Basic [secret]'],
    ['authorization=bearer eyJhbGciOiJIUzI1NiJ9.e30.x1', 'authorization=bearer [secret]'],
    ['{"Authorization":"Key4711abcd"}', '{"Authorization":"[secret]"}'],
    ['postgres://crm:hunter2@db.example/crm', 'postgres://crm:[secret]@db.example/crm'],
    ['http://:pw@proxy.example:8080', 'http://:[secret]@proxy.example:8080'],
    [`${sid}:${'9a'.repeat(16)}`, `${sid}:[secret]`],
    [`${sid} ${'9a'.repeat(16)}`, `${sid} [secret]`],
    [`"${sid}","${'9a'.repeat(16)}"`, `"${sid}","[secret]"`],
    ['auth_token=9a9a9a9a9a9a&to=x', 'auth_token=[secret]&to=x'],
    ['"password": "hunter22"', '"password": "[secret]"'],
  ])('%s', (text, shown) => expect(redactOutsideText(text)).toBe(shown));

  it.each([
    'Basic information about this account',
    'Bearer authentication is not supported here',
    'Authorization: required',
    'Invalid token: see the documentation',
    'https://www.twilio.com/docs/errors/20003',
    'write to ada@example.com',
    `${sid} and MG${'2'.repeat(32)}`,
    'token=short1',
  ])('%s stays', (text) => expect(redactOutsideText(text)).toBe(text));

  it('is taken out in upper and lower case, with any text beside it', () => {
    const hexadecimal = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
    const secret = hexadecimal(31).map((rest) => `7${rest}`);
    const before = fc.oneof(
      fc.constantFrom('Basic ', 'bearer ', 'Authorization: ', 'authorization="', 'http://ada:', 'x-y+z://:'),
      fc.constantFrom('token=', 'a_secret: ', '"password":"', "passphrase' ="),
      fc
        .tuple(fc.constantFrom('AC', 'SK', 'ac', 'sk', 'Ac', 'sK'), hexadecimal(32), fc.constantFrom(':', ', ', '" "'))
        .map((parts) => parts.join('')),
    );
    const words = fc.constantFrom('', 'The provider said ', 'a token and a secret, ', 'AC: basic (');
    fc.assert(
      fc.property(words, before, secret, fc.boolean(), (word, start, value, upper) => {
        const shown = start.includes('//') ? `${start}${value}@host` : `${start}${value}`;
        const text = `${word}${upper ? shown.toUpperCase() : shown} is wrong`;
        expect(redactOutsideText(text)).toBe(text.replace(new RegExp(value, 'i'), '[secret]'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text that is kept', () => {
  it('is known to hold a secret of the length that secrets have', () => {
    new Secret('fifteen-letters');
    new Secret('sixteen-letters!');
    expect(holdsSecret('a fifteen-letters b')).toBe(false);
    expect(holdsSecret('a sixteen-letters! b')).toBe(true);
    new Secret(numbered(token, 82));
    expect(holdsSecret(`a ${numbered(token, 82)} b`)).toBe(true);
    expect(holdsSecret(`a ${numbered(token, 82).slice(1)} b`)).toBe(false);
  });
});
