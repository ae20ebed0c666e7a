import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readSecretManifest } from '../../../src/domain/application/kubernetes-secret.ts';
import { readYaml } from '../../../src/domain/application/yaml-text.ts';
import { UserError } from '../../../src/domain/user-error.ts';

const source = { name: 's.yaml', command: 'smsctl setup --from s.yaml' };
const read = (text: string, wanted?: string) => readSecretManifest(text, wanted, source);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Variables and values, without the names that only give a hint. */
const valuesIn = (text: string, wanted?: string) =>
  read(text, wanted).assignments.flatMap(({ variable, value }) => (variable === undefined ? [] : [[variable, value]]));

/** A text without control characters, as a variable of an application has it. */
const value = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => !/\p{Cc}|\p{Surrogate}|\ufffd|\ufeff/u.test(text));
const variables = fc.dictionary(
  fc.constantFrom('TWILIO_AUTH_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_PHONE_NUMBER'),
  value,
  {
    minKeys: 1,
  },
);

describe('the manifest of a Secret', () => {
  it('has the values that were written, in YAML and JSON, in base64 and as they are', () => {
    fc.assert(
      fc.property(variables, fc.boolean(), fc.boolean(), fc.boolean(), (values, isJson, isEncoded, isListed) => {
        const given = Object.entries(values);
        const data = isEncoded
          ? { data: Object.fromEntries(given.map(([name, text]) => [name, base64(text)])) }
          : { stringData: values };
        const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'sms' }, ...data };
        const object = isListed ? { apiVersion: 'v1', kind: 'List', items: [{ kind: 'Service' }, secret] } : secret;
        const text = isJson
          ? JSON.stringify(object)
          : stringify(object, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' });
        expect(valuesIn(text)).toEqual(given);
      }),
    );
  });

  it('never repeats a value in an error, wherever a text is cut off or changed', () => {
    const secret = 'deadbeef'.repeat(4);
    const whole = `apiVersion: v1\nkind: Secret\nmetadata: {name: twilio}\ndata:\n  TWILIO_AUTH_TOKEN: ${base64(secret)}\nstringData:\n  TWILIO_TOKEN: "${secret}"\n`;
    const pieces = [secret.slice(0, 12), base64(secret).slice(0, 12)];
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(20),
        fc.constantFrom('', '\t', '"', '{', '*', '&a ', '- ', '!!x ', '\0', ': '),
        (at, length, more) => {
          try {
            read(whole.slice(0, at) + more + whole.slice(at + length));
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            const text = [error.message, ...error.hints].join(' ');
            expect(pieces.filter((piece) => text.includes(piece))).toEqual([]);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, string, string, readonly string[]]>([
    ['its own name', 'x', 'TWILIO_AUTH_TOKEN', ['TWILIO_AUTH_TOKEN']],
    ['dashes', 'x', 'twilio-auth-token', ['TWILIO_AUTH_TOKEN']],
    ['dots', 'x', 'twilio.account.sid', ['TWILIO_ACCOUNT_SID']],
    ['camel case', 'x', 'twilioAuthToken', ['TWILIO_AUTH_TOKEN']],
    ['less, in a Secret of Twilio', 'my-twilio', 'auth-token', ['TWILIO_AUTH_TOKEN']],
    ['less, in another Secret', 'x', 'auth-token', ['AUTH_TOKEN']],
    ['too little', 'x', 'token', []],
    ['too little, in a Secret of Twilio', 'twilio', 'password-of-mail', []],
  ])('knows a key with %s', (_, name, key, expected) => {
    const text = `kind: Secret\nmetadata: {name: ${name}}\nstringData: {${key}: "x"}\n`;
    expect(valuesIn(text).map(([variable]) => variable)).toEqual(expected);
  });

  it('is chosen by its namespace as well, if two have its name', () => {
    const secret = (namespace: string) =>
      `kind: Secret\nmetadata: {name: sms, namespace: ${namespace}}\nstringData: {TWILIO_TOKEN: ${namespace}}\n`;
    const text = `${secret('test')}---\n${secret('live')}`;
    expect(() => read(text)).toThrow(/`test\/sms` and `live\/sms`/);
    expect(() => read(text, 'sms')).toThrow(/several Secrets/);
    expect(valuesIn(text, 'live/sms')).toEqual([['TWILIO_TOKEN', 'live']]);
    expect(read(text, 'live/sms').kubectl).toBe(
      'kubectl get secret sms --namespace live -o json | smsctl setup --from -',
    );
  });

  it('has base64 in several lines, and with a line feed at the end of the value', () => {
    const folded = base64(`${'x'.repeat(80)}\n`).replace(/(.{20})/g, '$1\n    ');
    expect(valuesIn(`kind: Secret\ndata:\n  TWILIO_TOKEN: |\n    ${folded}\n`)).toEqual([
      ['TWILIO_TOKEN', `${'x'.repeat(80)}\n`],
    ]);
  });
});

describe('YAML', () => {
  it.each([
    ['many levels of a list', '['.repeat(100_000)],
    ['many levels of a map', '{a: '.repeat(50_000)],
    ['many levels of blocks', Array.from({ length: 600 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['many keys', Array.from({ length: 20_000 }, (_, at) => `k${at}: v`).join('\n')],
    [
      'aliases of aliases',
      Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${at === 0 ? '"x"' : `*a${at - 1}, *a${at - 1}`}]`).join(
        '\n',
      ),
    ],
    ['many documents', '--- a\n'.repeat(30_000)],
    ['an alias of itself', 'a: &a [*a]'],
  ])('of %s is read or refused, and stays small', (_, text) => {
    const result = readYaml(text);
    expect(JSON.stringify(result).length).toBeLessThan(5_000_000);
  });
});
