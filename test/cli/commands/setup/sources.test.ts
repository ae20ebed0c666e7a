import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { Secret } from '../../../../src/domain/text/secret.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../../../support/context.ts';
import { scripted } from '../../../support/scripted.ts';
import { filesWith, formsOf } from '../../../support/secret-scan.ts';
import { rowsOf } from '../../../support/tables.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const { accountSid, authToken, mainKey, number } = sandboxIds;
const otherToken = 'beadfeed'.repeat(4);
const planted = [authToken, otherToken, mainKey.secret];
const forms = planted.flatMap((secret) => formsOf(secret, accountSid));

type Values = Readonly<Record<string, string>>;

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secretOf = (data: string, more = ''): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: twilio\n${more}${data}`;
const encoded = (values: Values): string =>
  secretOf(
    `data:\n${Object.entries(values)
      .map(([name, value]) => `  ${name}: ${base64(value)}\n`)
      .join('')}`,
  );
const plain = (values: Values): string =>
  secretOf(
    `stringData:\n${Object.entries(values)
      .map(([name, value]) => `  ${name}: "${value}"\n`)
      .join('')}`,
  );
const dotenv = (values: Values): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
const profile = { accountSid, apiKey: mainKey.sid, apiSecret: mainKey.secret };
const config = (content: object): string => JSON.stringify(content);
const shared = (content: object): string => JSON.stringify({ schema: 'smsctl.config-export/1', ...content }, null, 2);

const whole = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_PHONE_NUMBER: number };
const { TWILIO_AUTH_TOKEN: _, ...withoutToken } = whole;
const reference = { ...whole, TWILIO_AUTH_TOKEN: 'op://vault/twilio/token' };
const keychainOff = { SMSCTL_KEYCHAIN: 'off' };

interface Source {
  /** The value of `--from`; `FILE` and `CONFIG` are files with `text`. */
  readonly from: string;
  readonly text?: string | Buffer;
  readonly name?: string;
  readonly env?: Values;
}

interface Expected {
  readonly code: number;
  /** In stderr, with single blanks. */
  readonly words: RegExp;
  /** The method that is saved. Absent: nothing is saved. */
  readonly method?: string;
}

const env = (values: Values): Source => ({ from: 'env', env: values });
const file = (name: string, text: string | Buffer, part = ''): Source => ({ from: `FILE${part}`, name, text });
const twilioCli = (text: string | Buffer, name = ''): Source => ({
  from: `twilio-cli${name}`,
  name: 'config.json',
  text,
  env: keychainOff,
});

const saved = (method: string, words = /./): Expected => ({ code: 0, words, method });
const refused = (words: RegExp): Expected => ({ code: 2, words });
const missing = (words: RegExp): Expected => ({ code: 2, words });

/** What every source does in every state. The results were written before the first run. */
const table: Readonly<Record<string, readonly (readonly [state: string, Source, Expected])[]>> = {
  'a .env file': [
    ['whole', file('.env', dotenv(whole)), saved('auth-token', /still holds TWILIO_AUTH_TOKEN in plain text/)],
    [
      'missing parts',
      file('.env', dotenv(withoutToken)),
      missing(/TWILIO_ACCOUNT_SID: ACaa…aaaa.*1 required input is missing.*--auth-token-stdin/),
    ],
    [
      'without the account',
      file('.env', dotenv({ TWILIO_AUTH_TOKEN: authToken })),
      missing(/TWILIO_AUTH_TOKEN: •+ .*1 required input is missing.*--account-sid/),
    ],
    [
      'half a key',
      file('.env', dotenv({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: mainKey.sid })),
      missing(/--api-key-secret-stdin/),
    ],
    [
      'contradictions',
      file('.env', dotenv({ ...whole, TWILIO_TOKEN: otherToken })),
      refused(/\(line 2\) and TWILIO_TOKEN \(line 4\) have different values for the Auth Token/),
    ],
    [
      'references',
      file('.env', dotenv(reference)),
      refused(/reference to 1Password .*`op run --env-file \S+ -- smsctl setup --from env`/),
    ],
    [
      'garbage',
      file('.env', `A=b\nsome words ${authToken}\n`),
      refused(/\.env, line 2, column 1: it is no line of the form NAME=value/),
    ],
    ['nothing', file('.env', ''), refused(/No Twilio credentials are set/)],
    [
      'another encoding',
      file('.env', Buffer.from(`A=b\nB=\xe4${authToken}`, 'latin1')),
      refused(/line 2, column 3: it is not text in UTF-8/),
    ],
    [
      'binary data',
      file('.env', Buffer.from(`A=${authToken}\0`)),
      refused(/line 1, column 35: it has a NUL character/),
    ],
  ],
  'the environment': [
    ['whole', env(whole), saved('auth-token')],
    ['missing parts', env(withoutToken), missing(/--auth-token-stdin/)],
    [
      'contradictions',
      env({ ...whole, TWILIO_TOKEN: otherToken }),
      refused(/TWILIO_AUTH_TOKEN and TWILIO_TOKEN have different values/),
    ],
    ['references', env(reference), refused(/`op run -- smsctl setup --from env`/)],
    ['garbage', env({ ...whole, TWILIO_ACCOUNT_SID: authToken }), refused(/TWILIO_ACCOUNT_SID: Invalid Account SID/)],
  ],
  'twilio-cli': [
    [
      'whole',
      twilioCli(config({ activeProject: 'prod', profiles: { prod: profile, test: { ...profile, apiKey: 'SK' } } })),
      saved(
        'api-key',
        /apiSecret of profile prod: •+ .*still holds the API key secret of profile prod in plain text.*`twilio profiles:remove prod`/,
      ),
    ],
    ['whole, named', twilioCli(config({ profiles: { prod: profile, test: {} } }), ':prod'), saved('api-key')],
    ['whole, the only one', twilioCli(config({ profiles: { prod: profile } })), saved('api-key')],
    [
      'missing parts',
      twilioCli(config({ projects: [{ id: 'old', accountSid }], activeProject: 'old' })),
      missing(
        /accountSid of profile old: ACaa…aaaa Note: The configuration of twilio-cli does not hold the API key of profile old, and the OS keychain could not be read\. SMSCTL_KEYCHAIN=off.*2 required inputs are missing.*--api-key-sid.*--api-key-secret-stdin/,
      ),
    ],
    [
      'missing account',
      twilioCli('{"profiles": {"prod":\n  {"apiSecret": "x"}}}'),
      refused(/config\.json, line 2, column 3: the profile has no `accountSid`/),
    ],
    [
      'several, none active',
      twilioCli(config({ profiles: { prod: profile, test: profile } })),
      refused(/several profiles, and none is active: `prod` and `test`.*`smsctl setup --from twilio-cli:prod`/),
    ],
    [
      'an unknown one',
      twilioCli(config({ profiles: { prod: profile, test: profile } }), ':pord'),
      refused(/Unknown profile `pord`.*Did you mean `twilio-cli:prod`\?.*prod, test/),
    ],
    ['none', twilioCli('{}'), refused(/has no profile/)],
    [
      'contradictions',
      twilioCli(`{"profiles": {"prod": ${config(profile)},\n"prod": {}}}`),
      refused(/line 2, column 1: duplicate key/),
    ],
    [
      'references',
      twilioCli(config({ profiles: { prod: { ...profile, apiSecret: 'op://a/b/c' } } })),
      refused(/apiSecret of profile prod \(line 1\) is a reference to 1Password/),
    ],
    [
      'garbage',
      twilioCli(`{"profiles": {\n"prod": ${authToken}}}`),
      refused(/config\.json, line 2, column 9: this is not valid JSON/),
    ],
    [
      'another type',
      twilioCli(`{"profiles": {"prod":\n{"accountSid": 1}}}`),
      refused(/line 2, column 16: `accountSid` is not a text/),
    ],
    ['nothing', twilioCli(''), refused(/line 1, column 1: the file ends unexpectedly/)],
    [
      'another encoding',
      twilioCli(Buffer.from(`{"a": "\xe4${authToken}"}`, 'latin1')),
      refused(/line 1, column 8: it is not text in UTF-8/),
    ],
  ],
  'a Kubernetes manifest': [
    [
      'whole, in base64',
      file('s.yaml', encoded(whole)),
      saved(
        'auth-token',
        /Values in Secret twilio in \S+s\.yaml: .*still holds TWILIO_AUTH_TOKEN\. Base64 does not protect it/,
      ),
    ],
    [
      'whole, as texts',
      file('s.yml', plain({ 'account-sid': accountSid, 'auth-token': authToken })),
      saved('auth-token', /auth-token: •+/),
    ],
    [
      'whole, in JSON',
      file(
        's.json',
        config({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'sms' },
          data: {
            TWILIO_ACCOUNT_SID: base64(accountSid),
            TWILIO_API_KEY: base64(mainKey.sid),
            TWILIO_API_SECRET: base64(mainKey.secret),
          },
        }),
      ),
      saved('api-key'),
    ],
    [
      'whole, in a List',
      file(
        's.yaml',
        `apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  metadata: {name: other}\n  data: {PASSWORD: eA==}\n- kind: Secret\n  metadata: {name: sms}\n  stringData: ${config(whole)}\n`,
      ),
      saved('auth-token', /Secret sms in/),
    ],
    [
      'one of several documents',
      file(
        's.yaml',
        `${encoded(whole)}---\nkind: Service\n---\n${encoded({ ...whole, TWILIO_AUTH_TOKEN: otherToken }).replace('twilio', 'old')}`,
        ':twilio',
      ),
      saved('auth-token'),
    ],
    ['under another name of the file', file('secret.txt', encoded(whole)), saved('auth-token')],
    ['missing parts', file('s.yaml', encoded(withoutToken)), missing(/--auth-token-stdin/)],
    [
      'several Secrets',
      file('s.yaml', `${encoded(whole)}---\n${encoded(whole).replace('twilio', 'old')}`),
      refused(/several Secrets: `twilio` and `old`.*`smsctl setup --from \S+s\.yaml:twilio`/),
    ],
    [
      'an unknown Secret',
      file('s.yaml', encoded(whole), ':twillio'),
      refused(/Unknown Secret `twillio`.*Did you mean `twilio`\?/),
    ],
    [
      'contradictions',
      file('s.yaml', `${encoded(whole)}stringData:\n  TWILIO_AUTH_TOKEN: ${otherToken}\n`),
      refused(/TWILIO_AUTH_TOKEN is set twice with different values \(lines 7 and 10\)/),
    ],
    [
      'data twice',
      file('s.yaml', `${encoded(whole)}data:\n  TWILIO_AUTH_TOKEN: ${otherToken}\n`),
      refused(/line 10, column 3: `data` is there twice/),
    ],
    [
      'references',
      file('s.yaml', plain(reference)),
      refused(/reference to 1Password.*`kubectl get secret twilio -o json \| smsctl setup --from -`/),
    ],
    [
      'references instead of base64',
      file('s.yaml', secretOf(`data:\n  TWILIO_AUTH_TOKEN: op://a/b/c\n`)),
      refused(/is a reference to 1Password/),
    ],
    [
      'encrypted values',
      file('s.yaml', secretOf('data:\n  TWILIO_AUTH_TOKEN: ENC[AES256_GCM,data:x]\n')),
      refused(/SOPS encrypted.*kubectl get secret/),
    ],
    [
      'a SealedSecret',
      file('s.yaml', `kind: SealedSecret\nmetadata: {name: twilio}\nspec: {encryptedData: {A: ${authToken}}}\n`),
      refused(/no Secret but a SealedSecret.*`kubectl get secret twilio -o json/),
    ],
    [
      'an ExternalSecret',
      file('s.yaml', 'kind: ExternalSecret\nmetadata: {name: twilio}\n'),
      refused(/no Secret but a ExternalSecret/),
    ],
    [
      'a template',
      file('s.yaml', secretOf('data:\n  TWILIO_AUTH_TOKEN: {{ .Values.token | b64enc }}\n')),
      refused(/s\.yaml, line 6, column \d+: .*helm template/),
    ],
    [
      'no base64',
      file('s.yaml', secretOf(`data:\n  TWILIO_AUTH_TOKEN: "${authToken}!"\n`)),
      refused(/line 6, column 22: the value under data is not the base64 of a text/),
    ],
    [
      'base64 without its padding',
      file('s.yaml', secretOf('data:\n  TWILIO_AUTH_TOKEN: ZGVhZA\n')),
      refused(/line 6, column 22: the value under data is not the base64/),
    ],
    [
      'base64 of binary data',
      file('s.yaml', secretOf(`data:\n  TWILIO_AUTH_TOKEN: "AAEC/w=="\n`)),
      refused(/line 6, column 22: the value under data is not the base64/),
    ],
    [
      'a number',
      file('s.yaml', secretOf(`stringData:\n  TWILIO_PHONE_NUMBER: ${number}\n`)),
      refused(/line 6, column 24: the value is a number, not a text.*quotation marks/),
    ],
    [
      'an alias',
      file('s.yaml', secretOf(`x: &a ${authToken}\nstringData:\n  TWILIO_AUTH_TOKEN: *a\n`)),
      refused(/line 7, column 22: the value is an alias/),
    ],
    [
      'a tag',
      file('s.yaml', secretOf(`data:\n  TWILIO_AUTH_TOKEN: !!binary ${base64(authToken)}\n`)),
      refused(/line 6, column \d+: the value is a value with a tag/),
    ],
    [
      'garbage',
      file('s.yaml', `kind: Secret\ndata: "${authToken}\n`),
      refused(/line \d+, column \d+: a quotation mark, a bracket or another sign is missing/),
    ],
    [
      'another kind',
      file('s.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata: {}\n'),
      refused(/no object of the kind Secret/),
    ],
    ['no object', file('s.yaml', `- ${authToken}\n`), refused(/line 1, column 1: it is no object with a kind/)],
    ['nothing', file('s.yaml', ''), refused(/no object of the kind Secret/)],
    [
      'another encoding',
      file('s.yaml', Buffer.from(`kind: "\xe4${authToken}"`, 'latin1')),
      refused(/line 1, column 8: it is not text in UTF-8/),
    ],
    ['too large', file('s.yaml', `kind: Secret\nx: ${'y'.repeat(300_000)}\n`), refused(/larger than 256 KiB/)],
    ['too deep', file('s.yaml', `kind: ${'['.repeat(20_000)}`), refused(/nested too deeply/)],
  ],
  'a file of config export': [
    [
      'whole',
      file('team.json', shared({ credentials: { accountSid, method: 'auth-token', store: 'env' } }), ''),
      missing(/credentials\.accountSid: ACaa…aaaa.*TWILIO_AUTH_TOKEN \(the store `env` reads nothing else\)/),
    ],
    [
      'whole, with the variable',
      {
        ...file('team.json', shared({ credentials: { accountSid, method: 'auth-token', store: 'env' } })),
        env: { TWILIO_AUTH_TOKEN: authToken },
      },
      saved('auth-token'),
    ],
    [
      'missing parts',
      file('team.json', shared({ credentials: { method: 'auth-token' } })),
      missing(/--account-sid.*--auth-token-stdin/),
    ],
    [
      'contradictions',
      file('team.json', `{"schema": "smsctl.config-export/1",\n"owner": {},\n"owner": {}}`),
      refused(/team\.json, line 3, column 1: duplicate key/),
    ],
    [
      'references',
      file('team.json', shared({ credentials: { accountSid: 'op://a/b/c' } })),
      refused(/team\.json, line 4: The Account SID is a reference/),
    ],
    [
      'a newer version',
      file('team.json', '{"schema": "smsctl.config-export/2", "x": 1}'),
      refused(/line 1, column 12: a newer smsctl wrote it \(version 2, supported: 1\).*Update smsctl/),
    ],
    [
      'an unknown section',
      file('team.json', shared({ contact: {} })),
      refused(/line 3, column 14: `config export` writes no field `contact`/),
    ],
    [
      'a secret',
      file('team.json', shared({ credentials: { authToken } })),
      refused(/line 4, column 18: `config export` writes no field `credentials\.authToken`/),
    ],
    [
      'a field of one machine',
      file('team.json', shared({ credentials: { secretKey: 'x' } })),
      refused(/no field `credentials\.secretKey`/),
    ],
    [
      'another type',
      file('team.json', shared({ owner: { team: 1 } })),
      refused(/line 4, column 13: `owner\.team` is not a text/),
    ],
    ['a section of another type', file('team.json', shared({ owner: [] })), refused(/`owner` is not an object/)],
    [
      'another document',
      file('team.json', '{"schema": "smsctl.settings/1"}'),
      refused(/document of smsctl of another kind \(`settings`\).*`smsctl config export --out FILE`/),
    ],
    [
      'other JSON',
      file('team.json', `{"a": "${authToken}"}`),
      refused(/its `schema` is not `smsctl\.config-export\/1`/),
    ],
    ['a list', file('team.json', '[]'), refused(/it is not a JSON object/)],
    ['garbage', file('team.json', `{"a": ${authToken}}`), refused(/line 1, column 7: this is not valid JSON/)],
    ['nothing', file('team.json', ''), refused(/line 1, column 1: the file ends unexpectedly/)],
    [
      'another encoding',
      file('team.json', Buffer.from(`{"a": "\xe4${authToken}"}`, 'latin1')),
      refused(/line 1, column 8: it is not text in UTF-8/),
    ],
  ],
};

const flags = ['--no-input'];

async function run(source: Source) {
  const server = await startSandbox({ world: defaultWorld() });
  const cli = testCli(server);
  const folder = temporaryFolder('source');
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  const path = join(folder, source.name ?? 'none');
  if (source.text !== undefined) writeFileSync(path, source.text);
  cli.env = { ...source.env, TWILIO_CONFIG_DIR: folder };
  const store = source.env?.TWILIO_AUTH_TOKEN === undefined || source.from === 'env' ? ['--store', 'keychain'] : [];
  const exported = source.name === 'team.json' ? [] : store;
  const ran = await cli.run('setup', 'credentials', ...flags, ...exported, '--from', source.from.replace('FILE', path));
  const settings = await settingsFile({ directory: cli.directory, organization: 'default' }).load();
  return { ...ran, cli, server, settings, path };
}

describe('docs/setup.md', () => {
  /** The rows here that read each source of the page. */
  const rowsFor: Readonly<Record<string, string>> = {
    env: 'the environment',
    '.env': 'a .env file',
    'twilio-cli': 'twilio-cli',
    'secret.yaml': 'a Kubernetes manifest',
    'team.json': 'a file of config export',
  };

  it('lists the sources', () => {
    const named = rowsOf('docs/setup.md', '`--from`', 'what smsctl reads').map(([cell = '']) =>
      cell.replaceAll('`', ''),
    );
    // Other suites run smsctl with stdin.
    expect(named).toEqual([...Object.keys(rowsFor), '-']);
    expect(Object.values(rowsFor).sort()).toEqual(Object.keys(table).sort());
  });
});

describe.each(Object.entries(table))('setup --from %s', (_source, rows) => {
  it.each(rows)('%s', async (_state, source, { code, words, method }) => {
    const { code: exit, out, err, cli, server, settings, path } = await run(source);
    expect([exit, err.replace(/\s+/g, ' ')]).toEqual([code, expect.stringMatching(words)]);
    expect(settings?.credentials?.method).toBe(method);
    if (method === undefined) expect(server.requests).toEqual([]);
    expect(forms.filter((form) => `${out}${err}`.includes(form))).toEqual([]);
    expect(filesWith(forms, cli.directory)).toEqual([]);
    if (source.text !== undefined) expect(readFileSync(path)).toEqual(Buffer.from(source.text));
  });
});

describe('setup --from', () => {
  it.each([
    ['a directory', '', /it is a directory/],
    ['no file', 'none.env', /File not found: \S+none\.env/],
    ['a file of more than a mebibyte', 'large.env', /it is larger than 1 MiB/],
  ])('refuses %s', async (_, name, words) => {
    const folder = temporaryFolder('source');
    writeFileSync(join(folder, 'large.env'), 'A=b\n'.repeat(300_000));
    const { code, err } = await run({ from: join(folder, name) });
    expect([code, err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringMatching(words)]);
  });

  it.skipIf(process.platform === 'win32')('waits for no device, and reads a pipe', async () => {
    const folder = temporaryFolder('source');
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = run({ from: pipe });
    await writeFile(pipe, dotenv({ ...whole, TWILIO_TOKEN: otherToken }));
    expect((await reading).err).toMatch(/different values/);
    expect((await run({ from: '/dev/zero' })).err).toMatch(/it is a device/);
  });

  it('says where twilio-cli has its configuration if it is not found', async () => {
    const { code, err } = await run({ from: 'twilio-cli', env: keychainOff });
    expect([code, err.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringMatching(/File not found: \S+config\.json.*TWILIO_CONFIG_DIR/),
    ]);
  });

  it('names a Secret only in a manifest', async () => {
    const { code, err } = await run(file('team.json', shared({}), ':twilio'));
    expect([code, err]).toEqual([2, expect.stringMatching(/`twilio` names no Secret, since/)]);
  });

  it('refuses stdin if it is the terminal, since prompts follow', async () => {
    const server = await startSandbox({ world: defaultWorld() });
    onTestFinished(() => server.close());
    const cli = testCli(server, { interactive: true, prompter: scripted({}) });
    const { code, err } = await cli.run('setup', '--from', '-');
    expect([code, err]).toEqual([2, expect.stringMatching(/stdin, which is the terminal/)]);
  });
});

describe('a profile of twilio-cli before 3.0', () => {
  const setUp = async (keychainEntry: () => Promise<Secret | undefined>) => {
    const server = await startSandbox({ world: defaultWorld() });
    const folder = temporaryFolder('source');
    const configPath = join(folder, 'config.json');
    mkdirSync(folder, { recursive: true });
    writeFileSync(configPath, config({ projects: [{ id: 'old one', accountSid, region: 'us1' }] }));
    const cli = testCli(server, { twilioCli: async () => ({ configPath, keychainEntry }) });
    onTestFinished(async () => {
      await server.close();
      rmSync(cli.directory, { recursive: true, force: true });
    });
    const ran = await cli.run('setup', 'credentials', ...flags, '--store', 'keychain', '--from', 'twilio-cli');
    const settings = await settingsFile({ directory: cli.directory, organization: 'default' }).load();
    return { ...ran, err: ran.err.replace(/\s+/g, ' '), settings };
  };

  it('has its key in the keychain', async () => {
    const { code, err, settings } = await setUp(async () => new Secret(`${mainKey.sid}|${mainKey.secret}`));
    expect([code, err]).toEqual([0, expect.stringContaining('apiSecret of profile old one in the keychain: ••••••••')]);
    expect(settings?.credentials).toMatchObject({ method: 'api-key', apiKeySid: mainKey.sid });
    expect(err).not.toContain('plain text');
  });

  it.each<[string, () => Promise<Secret | undefined>, RegExp]>([
    ['nothing', async () => undefined, /and the OS keychain has none for it/],
    ['another text', async () => new Secret('no key at all'), /and the OS keychain has none for it/],
    ['half a key', async () => new Secret(`${mainKey.sid}|`), /--api-key-secret-stdin/],
  ])('is asked for its key if the keychain has %s', async (_, entry, words) => {
    const { code, err } = await setUp(entry);
    expect([code, err]).toEqual([2, expect.stringMatching(words)]);
    expect(err).toMatch(/required inputs? (?:is|are) missing/);
  });
});
