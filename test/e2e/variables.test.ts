import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { FormatName } from '../../src/domain/variables/format-names.ts';
import { printVariables } from '../../src/domain/variables/print-variables.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { hostileValue } from '../support/hostile-values.ts';
import { projectFolder, runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { named, shellRequirement } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readDockerFile, readGithubEnv, readMasks, readPowerShell } from '../support/variable-readers.ts';

// What the formats print, read back by the programs that they are for.

const home = temporaryFolder('variables');
const bare = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };

interface Shell {
  readonly shell: string;
  readonly format: FormatName;
  /** The documented way to read the lines of the file `$1`. */
  readonly reads: string;
  readonly argv: readonly string[];
}

const shells: readonly Shell[] = [
  { shell: 'dash', format: 'sh', reads: 'eval "$(cat "$1")"', argv: ['-c'] },
  { shell: 'bash', format: 'sh', reads: 'eval "$(cat "$1")"', argv: ['--norc', '-c'] },
  { shell: 'zsh', format: 'sh', reads: 'eval "$(cat "$1")"', argv: ['-f', '-c'] },
  { shell: 'fish', format: 'fish', reads: 'cat $argv[1] | source', argv: ['--no-config', '-c'] },
];

const printEnv = `'${process.execPath}' -p 'JSON.stringify(process.env)'`;

describe.each(shells)('$shell', ({ shell, format, reads, argv }) => {
  const missing = shellRequirement(shell);
  const words = argv.at(-1) === '-c' && shell !== 'fish' ? [shell] : [];

  it.skipIf(missing)(named('reads every value back, and removes variables', missing), async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileValue, { minLength: 40, maxLength: 60 }), async (values) => {
        const file = join(home, `${shell}.txt`);
        const assigned = values.map((value, index) => ({ name: `V${index}`, value }));
        const variables = { assigned, hidden: ['HIDDEN'], secret: [], removed: ['GONE'] };
        writeFileSync(file, printVariables(variables, { format, secretName: 'x' }).text);
        const command = [shell, ...argv, `${reads}; ${printEnv}`, ...words, file];
        const { out, err } = await runProgram(command, { env: { ...bare, GONE: 'not yet' } });
        expect(err).toBe('');
        const given = JSON.parse(out) as Readonly<Record<string, string>>;
        expect([given.GONE, given.HIDDEN]).toEqual([undefined, undefined]);
        expect(assigned.map(({ name }) => ({ name, value: given[name] }))).toEqual(assigned);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

describe('smsctl exec --print-env --format', () => {
  const { accountSid, number, standardKey } = sandboxIds;
  let server: Sandbox;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    server = await startSandbox({ world: defaultWorld() });
    env = { ...bare, SMSCTL_TWILIO_URL: server.url, SMSCTL_KEYCHAIN: 'off', TWILIO_API_SECRET: standardKey.secret };
    const contacts = join(projectFolder, 'samples', 'contacts.csv');
    const answers = [
      ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
      ...['--credential-method', 'api-key', '--api-key-sid', standardKey.sid, '--store', 'env'],
      ...['--confirm-method', 'api-key', '--confirmed-by', 'Ada', '--contacts', contacts, '--contacts-country', 'US'],
      ...['--acknowledge-contacts', '--acknowledge-short-form', '--quiet', '--no-input'],
    ];
    const { code, err } = await runProgram([...smsctl, 'setup', ...answers], { env });
    expect(code, err).toBe(0);
  });
  afterAll(() => server.close());

  const print = (format: FormatName, ...more: string[]) => [
    ...[...smsctl, 'exec', '--print-env', '--format', format],
    ...more,
  ];
  const readers: Readonly<
    Record<Exclude<FormatName, 'sh' | 'fish'>, (text: string) => Readonly<Record<string, unknown>>>
  > = {
    dotenv: (text) => {
      expect({ ...parseEnv(text) }).toEqual(parseDotenv(text));
      return parseDotenv(text);
    },
    docker: (text) => readDockerFile(text, { removesQuotes: true }),
    json: (text) => JSON.parse(text) as Record<string, string>,
    github: (text) => readGithubEnv(text, { onWindows: false }),
    powershell: (text) => readPowerShell(text).set,
    k8s: (text) => {
      const { data } = parseYaml(text) as { readonly data: Readonly<Record<string, string>> };
      return Object.fromEntries(
        Object.entries(data).map(([name, value]) => [name, Buffer.from(value, 'base64').toString('utf8')]),
      );
    },
  };
  const plain = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: standardKey.sid, TWILIO_PHONE_NUMBER: number };
  const secrets = [standardKey.secret, `it's#1"quoted"\`id\`$HOME\\%0A!=`];

  it.each(Object.entries(readers))('%s: prints what its reader reads', async (format, read) => {
    const hidden = await runProgram(print(format as FormatName), { env });
    expect(hidden.code, hidden.err).toBe(0);
    expect(read(hidden.out)).toEqual(plain);
    expect(hidden.out + hidden.err).not.toContain(standardKey.secret);
    for (const secret of secrets) {
      const shown = await runProgram(print(format as FormatName, '--reveal'), {
        env: { ...env, TWILIO_API_SECRET: secret },
      });
      if (format === 'dotenv' && secret !== standardKey.secret) {
        expect([shown.code, shown.out]).toEqual([2, '']);
        expect(shown.err).toContain('TWILIO_API_SECRET');
        expect(shown.err).not.toContain('quoted');
        continue;
      }
      expect(shown.code, shown.err).toBe(0);
      expect(read(shown.out)).toEqual({ ...plain, TWILIO_API_SECRET: secret });
      expect(readMasks(shown.err)).toEqual(format === 'github' ? [secret] : []);
    }
  });

  it('adds to $GITHUB_ENV, and masks the secret in the log', async () => {
    const file = join(home, 'github-env');
    writeFileSync(file, 'BEFORE=1\n');
    const step = `${shellSmsctl} exec --print-env --reveal --format github >> "$GITHUB_ENV"`;
    const { code, out, err } = await runProgram(['bash', '-e', '-c', step], { env: { ...env, GITHUB_ENV: file } });
    expect([code, out, readMasks(err)]).toEqual([0, '', [standardKey.secret]]);
    const given = { BEFORE: '1', ...plain, TWILIO_API_SECRET: standardKey.secret };
    expect(readGithubEnv(readFileSync(file, 'utf8'), { onWindows: false })).toEqual(given);
  });

  it('names the Kubernetes Secret', async () => {
    const { out } = await runProgram(print('k8s', '--name', 'twilio.eu-1'), { env });
    expect(parseYaml(out)).toMatchObject({ kind: 'Secret', metadata: { name: 'twilio.eu-1' } });
  });

  it.each([
    [['--name', 'twilio']],
    [['--format', 'json', '--name', 'twilio']],
    [['--format', 'k8s', '--name', 'Twilio']],
    [['--format', 'xml']],
  ])('refuses %j', async (options) => {
    const { code, out } = await runProgram([...smsctl, 'exec', '--print-env', ...options], { env });
    expect([code, out]).toEqual([2, '']);
  });

  it('requires --print-env', async () => {
    const marker = join(home, 'ran');
    const { code } = await runProgram([...smsctl, 'exec', '--format', 'sh', '--', 'touch', marker], { env });
    expect(code).toBe(2);
    expect(() => readFileSync(marker)).toThrow();
  });
});
