import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programOf, secretCommandLine } from '../../../src/domain/settings/command-words.ts';
import { parseSecretCommand } from '../../../src/domain/settings/secret-command.ts';
import { howToPut, secretTools } from '../../../src/domain/settings/secret-tools.ts';
import { authToken } from '../../support/fixtures.ts';

describe('a command that prints a secret', () => {
  it.each<[line: string, words: readonly string[]]>([
    ['op read op://team/twilio/token', ['op', 'read', 'op://team/twilio/token']],
    ['  op\tread   x  ', ['op', 'read', 'x']],
    ['["op","read","op://team/twilio/token"]', ['op', 'read', 'op://team/twilio/token']],
    [' [ "op" , "a b|c" ] ', ['op', 'a b|c']],
    ["op read 'op://my team/twilio/token'", ['op', 'read', 'op://my team/twilio/token']],
    ['op read "op://my team/twilio/token"', ['op', 'read', 'op://my team/twilio/token']],
    ["op read 'a|b;c>d$e`f'", ['op', 'read', 'a|b;c>d$e`f']],
    ['op read "a|b" "c;d"', ['op', 'read', 'a|b', 'c;d']],
    ['op read a\\ b', ['op', 'read', 'a b']],
    ['op read a"b c"\'d e\'', ['op', 'read', 'ab cd e']],
    ['op read ""', ['op', 'read', '']],
    ["op read 'it'\\''s'", ['op', 'read', "it's"]],
    ['op read "say \\"x\\" \\$5"', ['op', 'read', 'say "x" $5']],
    ['op read "C:\\dir"', ['op', 'read', 'C:\\dir']],
    ['op read op://team/x?attribute=otp#1', ['op', 'read', 'op://team/x?attribute=otp#1']],
    ["'C:\\Program Files\\op.exe' read x", ['C:\\Program Files\\op.exe', 'read', 'x']],
    ['/opt/bin/op read x~y', ['/opt/bin/op', 'read', 'x~y']],
    ["aws x --query 'a[0].b'", ['aws', 'x', '--query', 'a[0].b']],
    ['az keyvault secret show --vault-name v --name n', 'az keyvault secret show --vault-name v --name n'.split(' ')],
    [
      'gcloud secrets versions access latest --secret=twilio',
      'gcloud secrets versions access latest --secret=twilio'.split(' '),
    ],
    ['vault kv get -field=token secret/twilio', ['vault', 'kv', 'get', '-field=token', 'secret/twilio']],
    ['op read op://abcdefghijklmnopqrstuvwxyz/x/token', ['op', 'read', 'op://abcdefghijklmnopqrstuvwxyz/x/token']],
    [`tool AC${'a'.repeat(32)}`, ['tool', `AC${'a'.repeat(32)}`]],
    ['tool --password-stdin', ['tool', '--password-stdin']],
    ['tool --token --json', ['tool', '--token', '--json']],
    ['gopass show --password twilio/token', ['gopass', 'show', '--password', 'twilio/token']],
  ])('is understood: %s', (line, words) => {
    expect(parseSecretCommand(line)).toEqual({ ok: true, value: words });
  });

  it.each<[line: string, problem: RegExp]>([
    ['', /Enter a command/],
    ['  ', /Enter a command/],
    ['op read x | head -1', /`\|`, which only a shell.*script/],
    ['op read x > file', /`>`.*script/],
    ['op read < file', /`<`/],
    ['op read $HOME/x', /`\$`/],
    ['op read $(cat x)', /`\$`/],
    ['op read "$HOME"', /`\$`/],
    ['op read "a`b`"', /```/],
    ['op read `cat x`', /```/],
    ['a; b', /`;`/],
    ['a && b', /`&`/],
    ['a &', /`&`/],
    ['(a)', /`\(`/],
    ['a\nb', /line break/],
    ['~/bin/op read x', /`~`/],
    ['op read ~/x', /`~`/],
    ["op 'read", /quotation mark that is not closed/],
    ['op "read', /quotation mark that is not closed/],
    ['op "read\\"', /quotation mark that is not closed/],
    ['C:\\op.exe read', /backslash before a letter/],
    ['op read \\', /backslash/],
    ['X=1 op read', /starts with a variable/],
    ['./op read', /full path/],
    ['bin/op read', /full path/],
    ['..\\\\op.exe', /full path/],
    ["'' x", /empty word/],
    ['[]', /Invalid JSON/],
    ['["op", 1]', /Invalid JSON/],
    ['["op"', /Invalid JSON/],
    ['[["op"]]', /Invalid JSON/],
    ['["", "x"]', /empty word/],
    ['["op", "a\\nb"]', /control character/],
    ['["op", "a\\u0000b"]', /control character/],
    [`op ${'x'.repeat(4100)}`, /more than 4096/],
  ])('is refused: %j', (line, problem) => {
    const parsed = parseSecretCommand(line);
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed.ok ? '' : parsed.problem).toMatch(problem);
  });

  const mixed = 'aB3'.repeat(11).slice(0, 32);
  it.each([
    authToken,
    authToken.toUpperCase(),
    mixed,
    `--x=${mixed}`,
    `x=${authToken}`,
    `ops_${mixed}`,
    `hvs.${mixed}`,
    `dp.st.prd.${mixed}`,
    `ghp_${mixed}`,
    'AKIAABCDEFGHIJKLMNOP',
    `AGE-SECRET-KEY-${mixed}`,
    'https://user:pass@host/x',
    '--password=x',
    '-token=x',
    '--access-token=x',
  ])('is refused if a word looks like a secret, which is not repeated: %s', (word) => {
    for (const line of [`tool ${word}`, JSON.stringify(['tool', word])]) {
      const parsed = parseSecretCommand(line);
      expect(parsed).toMatchObject({ ok: false, problem: expect.stringMatching(/^Word 2 .* looks like a secret/) });
      expect(JSON.stringify(parsed)).not.toContain(word);
    }
  });

  it('is refused if an option that takes a secret has one', () => {
    expect(parseSecretCommand('tool --token abc')).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^Word 3/),
    });
  });

  const plain = fc.string({ maxLength: 12, unit: 'grapheme' }).filter((word) => !/\p{Cc}/u.test(word));
  it('is the same after it was printed as a line or as JSON', () => {
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 6 }), (rest) => {
        const words = ['/opt/tool', ...rest];
        const expected = parseSecretCommand(JSON.stringify(words));
        if (expected.ok) expect(expected.value).toEqual(words);
        expect(parseSecretCommand(secretCommandLine(words))).toEqual(expected);
      }),
    );
  });

  it('never throws, and gives words or a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab \'"\\$`|;[],~=/\n') }), (line) => {
        const parsed = parseSecretCommand(line);
        if (parsed.ok) expect(parsed.value[0]).toMatch(/./);
        else expect(parsed.problem).toMatch(/\.$/);
      }),
    );
  });

  it.each([
    ['op', 'op'],
    ['/usr/local/bin/op', 'op'],
    ['C:\\Program Files\\op.exe', 'op'],
    ['C:\\x\\az.CMD', 'az'],
  ])('has a program: %s', (program, name) => expect(programOf([program, 'x'])).toBe(name));

  it('of each known program names a command that stores a secret, and holds none', () => {
    expect([...secretTools.keys()].toSorted()).toEqual(
      'aws az bao bw doppler gcloud gopass infisical op pass secret-tool vault'.split(' '),
    );
    for (const [program, { put, logIn }] of secretTools) {
      expect(put.startsWith(`${program} `)).toBe(true);
      expect(logIn).toMatch(/ /);
      expect(howToPut([`/usr/bin/${program}`])).toContain(put);
      expect(parseSecretCommand(put)).toMatchObject({ ok: true });
    }
    expect(howToPut(['team-tool'])).toMatch(/secret manager/);
  });
});
