import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testCli } from '../../../support/context.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const cli = testCli({ url: 'http://127.0.0.1:9' });
const check = (...argv: string[]) => cli.run('message', 'check', ...argv);

function parsed(out: string) {
  const document = JSON.parse(out);
  expect(faultsIn('message', document)).toEqual([]);
  return document;
}

const file = (content: string | Buffer): string => {
  const path = join(temporaryFolder('message'), 'text.txt');
  writeFileSync(path, content);
  return path;
};

describe('smsctl message check', () => {
  it('prints the segments of a text as text and JSON', async () => {
    const text = 'Acme: it’s ready. Reply STOP to opt out.';
    const words = await check(text);
    expect(words.code).toBe(0);
    expect(words.out).toContain('1 segment, UCS-2');
    expect(words.out).toMatch(/’ {2}U\+2019, line 1, column 9\n/);
    const long = await check(`Acme: it’s ${'x'.repeat(60)}. Reply STOP to opt out.`);
    expect(long.out).toContain("’  U+2019, line 1, column 9: replace with '");
    expect(words.out).not.toContain('e-mail');
    expect((await check(text, '--verbose')).out).toContain('e-mail');
    const { code, out } = await check(text, '--json', '--name', 'Acme');
    expect(code).toBe(0);
    expect(parsed(out)).toMatchObject({
      encoding: 'UCS-2',
      segments: 1,
      characters: 40,
      exitCode: 0,
      maxSegments: null,
    });
    expect(parsed(out).findings.map(({ id }: { id: string }) => id)).toEqual(['message.ucs2']);
  });

  it('reads stdin, and a file without its byte order mark and last line end', async () => {
    const { out } = await check('--file', file('\ufeffAcme: ready.\nReply STOP.\r\n'), '--json');
    expect(parsed(out)).toMatchObject({ encoding: 'GSM-7', characters: 24 });
    const piped = testCli({ url: 'http://127.0.0.1:9' }, { readInput: async (path) => `${path}: hi` });
    expect(parsed((await piped.run('message', 'check', '-', '--json')).out).characters).toBe(5);
    expect(parsed((await piped.run('message', 'check', '--file', '-', '--json')).out).characters).toBe(5);
  });

  it('exits with 1 above --max-segments or the provider’s limit', async () => {
    const long = `Acme: ${'x'.repeat(160)} Reply STOP to opt out.`;
    expect((await check(long)).code).toBe(0);
    const { code, out } = await check(long, '--max-segments', '1', '--json');
    expect(code).toBe(1);
    expect(parsed(out)).toMatchObject({ exitCode: 1, maxSegments: 1, segments: 2 });
    expect((await check(long, '--max-segments', '2')).code).toBe(0);
    expect((await check('x'.repeat(1601))).code).toBe(1);
    expect((await check('')).code).toBe(1);
    // The longest text that is read.
    expect((await check('--file', file('x'.repeat(100_000)))).code).toBe(1);
  });

  it('accepts the first word of the organization’s id as its name', async () => {
    const { out } = await check('ACME: sale. Reply STOP to opt out.', '--org', 'acme-eu', '--json');
    expect(parsed(out).findings).toEqual([]);
  });

  it.each([
    [[], 'input.missing'],
    [['hello', '--file', 'x.txt'], 'input.usage'],
    [['hello', '--max-segments', '0'], 'input.usage'],
    [['--file', '/nowhere/text.txt'], 'input.unreadable'],
    [['--file', file('x'.repeat(100_001))], 'input.too-long'],
  ])('refuses %j with a JSON document', async (argv, code) => {
    const refused = await check(...argv, '--json');
    expect(refused.code).toBe(2);
    expect(parsed(refused.out)).toMatchObject({ exitCode: 2, encoding: null, error: { code } });
  });

  it('names its subcommands when none is given', async () => {
    const { code, err } = await cli.run('message');
    expect(code).toBe(2);
    expect(err).toContain('check');
    expect(err).toContain('`smsctl message --help`');
  });

  it('prints no control character', async () => {
    const hostile = 'Acme\u001b]0;x\u0007\u202e\u009b2J {{a\u001b}} <b\u001b[2J>';
    for (const { out } of [await check(hostile), await check(hostile, '--json')]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
