import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePostgresAddress } from '../src/adapters/postgres/postgres-address.ts';
import { passedOnWindows, passedVariables } from '../src/adapters/secrets/command/command-environment.ts';
import { configurationDirectory, stateDirectory } from '../src/adapters/settings/default-directories.ts';
import { shortFormBriefing } from '../src/app/status/short-form-briefing.ts';
import { globalOptions } from '../src/cli/command/global-options.ts';
import { commands } from '../src/cli/commands.ts';
import { roleWords } from '../src/cli/render/column-words.ts';
import { variableNames } from '../src/domain/application/variable-names.ts';
import { defaultMinimum } from '../src/domain/contacts/contact-quality.ts';
import { exitCode } from '../src/domain/exit-code.ts';
import { lowBalance } from '../src/domain/provider-rules/low-balance.ts';
import type { Delivery, Facts } from '../src/domain/readiness/facts.ts';
import { exitOf } from '../src/domain/readiness/verdict.ts';
import { parseSecretCommand } from '../src/domain/settings/secret-command.ts';
import { secretTools } from '../src/domain/settings/secret-tools.ts';
import { type NumberSettings, type Settings, storeNames } from '../src/domain/settings/settings.ts';
import { formatNames } from '../src/domain/variables/format-names.ts';
import { printVariables } from '../src/domain/variables/print-variables.ts';
import { checklist } from '../src/setup/checklist.ts';
import { proveRegistration } from '../src/setup/number/registration-proof.ts';
import { testCli } from './support/context.ts';
import { now, readySettings } from './support/fixtures.ts';
import { codeIn, numbersIn, rowsOf, type Table, tablePages, tablesOf } from './support/tables.ts';

const place = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(place(path), 'utf8');

describe('the tables of the pages', () => {
  /** Tables that say nothing that the program decides, and what they are about. */
  const aboutOthers: Readonly<Record<string, string>> = {
    'docs/troubleshooting.md: what you see': 'what people see, in words; other suites read its commands and variables',
    'docs/dependencies.md: reader': 'figures of bench/workbooks.mjs, which needs other libraries',
    'docs/twilio.md: credentials': 'what Twilio allows to each kind of key',
  };
  const suites = readdirSync(place('test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`test/${path}`));
  /** Pages that a suite writes whole, from the tables of the program. */
  const made = suites.flatMap((text) =>
    [...text.matchAll(/toMatchFileSnapshot\(\s*'[./]*(docs\/[\w-]+\.md)'/g)].map(([, page]) => page),
  );
  /** Such as the page of mutation scores, which takes hours. */
  const isWritten = (page: string): boolean => /^<!-- Written by `npm run \w+`/.test(read(page));
  const readings = suites.flatMap((text) =>
    [...text.matchAll(/rowsOf\(\s*'([^']+)'((?:,\s*(?:'[^']*'|"[^"]*"))+)/g)].map(
      ([, page, header = '']) => `${page}:${header.replaceAll(/,\s*['"]([^'"]*)['"]/g, ' $1 |')}`,
    ),
  );
  const tables = tablePages.flatMap(tablesOf);
  const nameOf = ({ page, header: [first] }: Table): string => `${page}: ${first}`;

  it('are found, so that this suite cannot pass by seeing none', () => {
    expect(tables.length).toBeGreaterThan(30);
    expect(readings.length).toBeGreaterThan(20);
    expect(made.length).toBeGreaterThan(3);
  });

  it.each(tables)('$page:$line is read by a suite, is made by one, or is about something else', (table) => {
    const isRead = readings.includes(`${table.page}:${table.header.map((cell) => ` ${cell} |`).join('')}`);
    const ways = [made.includes(table.page) || isWritten(table.page), isRead, nameOf(table) in aboutOthers];
    expect(ways.filter(Boolean)).toHaveLength(1);
  });

  it('that are about something else are still there', () => {
    expect(Object.keys(aboutOthers).filter((name) => !tables.some((table) => nameOf(table) === name))).toEqual([]);
  });

  it.each(tables)('$page:$line has as many cells in each row as in its header', ({ header, rows }) => {
    expect(rows.filter((row) => row.length !== header.length)).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  });
});

const specOf = (line: string) => commands.find(({ path }) => `${line} `.startsWith(`smsctl ${path} `));
const flagsIn = (cell = ''): readonly string[] => codeIn(cell).flatMap((code) => code.match(/--[a-z][a-z-]+/g) ?? []);
const flagsOf = (line: string): readonly string[] =>
  [...globalOptions, ...(specOf(line)?.options ?? [])].flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []);

describe('commands', () => {
  const shown = commands.filter(({ hidden, path }) => hidden !== true && path !== 'help').map(({ path }) => path);

  it('in the table of README.md are of every group, and no other', () => {
    const first = (path: string): string => path.replace('smsctl ', '').split(' ')[0] ?? '';
    const told = rowsOf('README.md', 'command', 'what it does').flatMap(([cell]) => codeIn(cell).map(first));
    expect(told.toSorted()).toEqual([...new Set(shown.map(first))].toSorted());
  });

  it('in the table of docs/credentials.md are all that begin with `credentials`', () => {
    const told = rowsOf('docs/credentials.md', 'command', 'what it does').flatMap(([cell]) => codeIn(cell));
    const own = shown.filter((path) => path.startsWith('credentials '));
    expect(told.map((line) => specOf(line)?.path).toSorted()).toEqual(own.toSorted());
  });

  it.each(rowsOf('docs/organizations.md', 'command', 'without a terminal, pass'))(
    'have the flags that docs/organizations.md names: %s: %s',
    (cell, flags) => {
      const [line = ''] = codeIn(cell);
      expect(flagsIn(flags).length).toBeGreaterThan(0);
      expect(flagsOf(line)).toEqual(expect.arrayContaining([...flagsIn(flags)]));
    },
  );

  it('for developers exist, as CONTRIBUTING.md names them', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object };
    for (const line of rowsOf('CONTRIBUTING.md', 'command', 'what it does').flatMap(([cell]) => codeIn(cell))) {
      const [, script = line.replace('npm ', '')] = /^npm run ([\w:]+)/.exec(line) ?? [];
      if (line.startsWith('npm ')) expect(scripts).toHaveProperty([script]);
      else expect(line.startsWith('npx vitest ') || existsSync(place(line))).toBe(true);
    }
  });
});

describe('exit codes', () => {
  const { done, notReady, usage, unknown, busy } = exitCode;

  it.each([
    [
      rowsOf('docs/ci.md', 'exit code', 'meaning'),
      [
        [exitOf.ready, /^ready/],
        [exitOf['not-ready'], /check failed/],
        [usage, /command line .* input is missing/],
        [exitOf.unknown, /could not tell/],
      ],
    ],
    [
      rowsOf('docs/contacts.md', 'exit code', 'meaning'),
      [
        [done, new RegExp(`enough rows are textable: ${defaultMinimum} %`)],
        [notReady, /too few/],
        [usage, /cannot read the list/],
      ],
    ],
    [
      rowsOf('docs/credentials.md', 'exit code', 'meaning'),
      [
        [done, /^done/],
        [notReady, /would not work/],
        [usage, /input is wrong or missing/],
        [unknown, /could not tell/],
        [busy, /another smsctl is saving/],
      ],
    ],
  ] as const)('of a page have their meaning: %s', (rows, codes) => {
    expect(rows.map(([code]) => Number(code))).toEqual(codes.map(([code]) => code));
    for (const [index, [, meaning]] of codes.entries()) expect(rows[index]?.[1]).toMatch(meaning);
  });
});

describe('docs/contacts.md', () => {
  it('names every role of a column', () => {
    const told = rowsOf('docs/contacts.md', 'role', 'used for').flatMap(([cell]) => codeIn(cell));
    expect(told.toSorted()).toEqual(Object.keys(roleWords).toSorted());
  });

  it.each(rowsOf('docs/contacts.md', 'doubt', 'settled by'))('settles "%s" by an option: %s', (_, settled) => {
    expect(flagsIn(settled).length).toBeGreaterThan(0);
    expect(flagsOf('smsctl contacts check')).toEqual(expect.arrayContaining([...flagsIn(settled)]));
  });

  const modes = rowsOf('docs/contacts.md', 'sslmode', 'connection');
  const encryptionOf = (mode: string, { local = false, root = false } = {}): string => {
    const options = [...(mode === '' ? [] : [`sslmode=${mode}`]), ...(root ? ['sslrootcert=ca.pem'] : [])].join('&');
    return parsePostgresAddress(`postgres://u@${local ? 'localhost' : 'db.example.com'}/crm?${options}`, {}).encryption;
  };
  const wordsOf = (mode: string): string => modes.find(([cell]) => codeIn(cell).includes(mode))?.[1] ?? '';

  it('says how each sslmode encrypts', () => {
    expect(modes[0]).toEqual([
      'none given, another host',
      expect.stringMatching(/^encrypted; a certificate for this host/),
    ]);
    expect(encryptionOf('')).toBe('verify-full');
    expect(wordsOf('verify-full')).toMatch(/^the same, on this machine as well/);
    expect(encryptionOf('verify-full', { local: true })).toBe('verify-full');
    expect(wordsOf('verify-ca')).toMatch(/`sslrootcert` for any host; without `sslrootcert` like `verify-full`$/);
    expect([encryptionOf('verify-ca', { root: true }), encryptionOf('verify-ca')]).toEqual([
      'verify-ca',
      'verify-full',
    ]);
    expect(wordsOf('require')).toMatch(/^encrypted, to any server that answers; with `sslrootcert` like `verify-ca`$/);
    expect([encryptionOf('require'), encryptionOf('require', { root: true })]).toEqual(['require', 'verify-ca']);
    for (const mode of ['prefer', 'allow']) {
      expect(wordsOf(mode)).toMatch(/^encrypted if the server offers it/);
      expect(encryptionOf(mode)).toBe('prefer');
    }
    expect(modes.at(-1)?.[0]).toBe('`disable`, or none given on this machine');
    expect(wordsOf('disable')).toMatch(/^not encrypted/);
    expect([encryptionOf('disable'), encryptionOf('', { local: true })]).toEqual(['none', 'none']);
  });
});

describe('docs/dependencies.md', () => {
  it('names every package that the sources load, with its release', () => {
    const { devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
    const ranges = { ...devDependencies, ...optionalDependencies } as Readonly<Record<string, string>>;
    const rows = rowsOf(
      'docs/dependencies.md',
      'package',
      'for',
      'installed',
      'release in use',
      'what would replace it',
    );
    const told = rows.flatMap(([cell = '']) => {
      const [, name, alias] = /^([\w@/-]+) \((\S+ \S+)\)$/.exec(cell) ?? [];
      if (name !== undefined) return [[name, alias?.replace(' ', '@') ?? ''] as const];
      return cell.split(', ').map((each) => each.split(' ') as [string, string]);
    });
    for (const [name, range] of told) expect(ranges[name], name).toContain(range);
    const sources = readdirSync(place('src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.ts$/.test(path),
    );
    const loaded = sources.flatMap((path) =>
      [
        ...read(`src/${path}`).matchAll(/^(?!import type).*(?:from|import\() ?'(?!node:|\.)((?:@[\w-]+\/)?[\w-]+)/gm),
      ].map(([, name]) => name),
    );
    expect(told.map(([name]) => name).toSorted()).toEqual([...new Set(loaded)].toSorted());
  });
});

describe('docs/organizations.md', () => {
  const rows = rowsOf('docs/organizations.md', 'what', 'where');
  const on = (env: Readonly<Record<string, string>>) => ({ env, platform: 'linux' as const, home: '/home' });
  /** As the page writes a path. */
  const written = (path: string): string => path.replace('/home', '~').replace('/$', '$');

  it('says where settings and results are', () => {
    const [settings, results] = [rows[0], rows.at(-1)].map((row) => codeIn(row?.[1]));
    const byXdg = on({ XDG_CONFIG_HOME: '/$XDG_CONFIG_HOME', XDG_STATE_HOME: '/$XDG_STATE_HOME' });
    const own = on({ SMSCTL_CONFIG_DIR: '/$SMSCTL_CONFIG_DIR' });
    expect(settings).toEqual([
      'organizations/',
      ...[on({}), byXdg, own].map((it) => written(configurationDirectory(it))),
    ]);
    expect(results?.slice(0, 2)).toEqual([on({}), byXdg].map((it) => written(stateDirectory(it))));
    expect(written(stateDirectory(own))).toBe(`${results?.[3]}/${results?.[2]?.replace('/', '')}`);
  });

  it('names the files beside them', async () => {
    const { run, directory } = testCli({ url: 'http://127.0.0.1:9' });
    const owner = (team: string) => ['setup', 'owner', '--no-input', '--owner-team', team, '--owner-contact', '#sms'];
    expect((await run(...owner('One'))).code).toBe(0);
    expect((await run(...owner('Two'))).code).toBe(0);
    expect((await run('org', 'use', 'default')).code).toBe(0);
    const [, backup, choice] = rows.map(([, where]) => codeIn(where)[0]);
    expect(readdirSync(directory).toSorted()).toEqual([choice, 'organizations'].toSorted());
    expect(readdirSync(`${directory}/organizations`).toSorted()).toEqual(['default.json', `default.json${backup}`]);
  });
});

describe('docs/secrets.md', () => {
  it('names every store but the memory of the sandbox', () => {
    const told = rowsOf('docs/secrets.md', 'store', 'what it is').flatMap(([cell]) => codeIn(cell));
    expect(told).toEqual(Object.keys(storeNames).filter((kind) => kind !== 'memory'));
  });

  it('has a command for every secret manager, which the store accepts as it is written', () => {
    const lines = rowsOf('docs/secrets.md', 'secret manager', 'command').flatMap(([, cell]) => codeIn(cell));
    const commands = lines.map((line) => [line, parseSecretCommand(line)] as const);
    for (const [line, parsed] of commands) expect(parsed).toEqual({ ok: true, value: line.split(' ') });
    expect(lines.map((line) => line.split(' ')[0]).toSorted()).toEqual([...secretTools.keys()].toSorted());
  });

  it('lists the variables that the store `command` passes on', () => {
    const named = rowsOf('docs/secrets.md', 'for', 'variables').flatMap(([, cell]) => codeIn(cell));
    expect(named.toSorted()).toEqual([...passedVariables, ...passedOnWindows].toSorted());
  });
});

describe('docs/sending.md', () => {
  const senders: Readonly<Record<string, NumberSettings>> = {
    'US or Canadian long code': { sender: '+12025550123', kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' },
    'toll-free number': { sender: '+18005550123', kind: 'number', country: 'US', type: 'TOLL_FREE' },
    'short code': { sender: '12345', kind: 'short-code', country: 'US' },
    'other numbers and sender IDs': { sender: 'Acme', kind: 'alphanumeric' },
  };
  const rows = rowsOf('docs/sending.md', 'sender', 'segments a second');

  it('has a row for each kind of sender', () => expect(rows.map(([name]) => name)).toEqual(Object.keys(senders)));

  it.each(rows)('says how fast a sender is, as `acknowledge short-form` does: %s: %s', (name = '', speed = '') => {
    const number = senders[name] ?? senders['short code'];
    const { limits } = shortFormBriefing({ ...(number && { number }) });
    const told = limits.find(({ label }) => label === 'Sender')?.text ?? '';
    const [rate] = numbersIn(speed);
    expect(told).toMatch(rate === undefined ? speed : new RegExp(` ${rate} segments? per second`));
  });
});

describe('docs/verify.md', () => {
  const limits = rowsOf('docs/verify.md', 'check', 'limit', 'can it change?');
  const limitOf = (id: string): number | undefined =>
    numbersIn(limits.find(([cell]) => codeIn(cell).includes(id))?.[1])[0];
  const statusOf = async (id: string, settings: Settings): Promise<string | undefined> => {
    const check = checklist.find((each) => each.id === id);
    return (await check?.look({ settings, now, recorded: [] } as unknown as Facts))?.status;
  };
  const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
  const { credentials, contacts } = readySettings;

  it('names checks and options in the table of limits', () => {
    const told = limits.flatMap(([cell]) => codeIn(cell)).filter((code) => !code.startsWith('--'));
    expect(told.filter((id) => !checklist.some((each) => each.id === id))).toEqual([]);
    for (const flag of limits.flatMap(([, , cell]) => flagsIn(cell))) {
      expect([...flagsOf('smsctl setup'), ...flagsOf('smsctl verify')]).toContain(flag);
    }
  });

  it('says the limits that the checks have', async () => {
    expect(limitOf('credentials.funds')).toBe(Number(lowBalance('USD')));
    expect(limitOf('contacts.quality')).toBe(defaultMinimum);
    const [age = 0, list = 0] = [limitOf('credentials.age'), limitOf('contacts.checked')];
    const saved = (days: number) => credentials && { credentials: { ...credentials, savedAt: daysAgo(days) } };
    expect(await statusOf('credentials.age', { ...saved(age - 1) })).toBe('pass');
    expect(await statusOf('credentials.age', { ...saved(age) })).toBe('warn');
    const checked = (days: number) =>
      contacts && { contacts: { ...contacts, result: { ...contacts.result, checkedAt: daysAgo(days) } } };
    expect(await statusOf('contacts.checked', { ...checked(list - 1) })).toBe('pass');
    expect(await statusOf('contacts.checked', { ...checked(list) })).toBe('fail');
  });

  it('names the variables of an application, the first that counts first', () => {
    const rows = rowsOf('docs/verify.md', 'setting', 'variables').map(([, cell]) => codeIn(cell));
    const settings: readonly (readonly string[])[] = [
      ...[['accountSid'], ['authToken'], ['apiKeySid'], ['apiKeySecret'], ['region', 'edge'], ['sender']],
      ...[['messagingService'], ['dsn']],
    ];
    const names = settings.map((row) =>
      variableNames.filter(({ setting }) => row.includes(setting)).map(({ name }) => name),
    );
    expect(rows.map((row) => row.filter((code) => !code.includes(':')))).toEqual(names);
  });

  it('says which deliveries and refusals settle a check', () => {
    const rows = rowsOf('docs/verify.md', 'seen', 'settles');
    const ids = rows.flatMap(([, settles]) => codeIn(settles));
    expect(ids.filter((id) => !checklist.some((check) => check.id === id && check.live && check.prove))).toEqual([]);
    const refusals = rows.find(([seen]) => seen?.startsWith('three recipients refused')) ?? [];
    const codes = numbersIn(refusals[0]);
    expect(codes.length).toBeGreaterThan(0);
    const refused = (code: number, recipient: number): Delivery => ({
      at: daysAgo(1),
      outcome: 'refused',
      code,
      country: 'US',
      recipient,
      verified: null,
    });
    const facts = { settings: readySettings, now, recorded: [] };
    const statusAfter = (code: number, count: number): string => {
      const deliveries = Array.from({ length: count }, (_, recipient) => refused(code, recipient));
      return proveRegistration({ status: 'unknown', detail: 'It is not known.' }, deliveries, facts).status;
    };
    for (const code of codes) expect([statusAfter(code, 2), statusAfter(code, 3)]).toEqual(['unknown', 'fail']);
    expect(statusAfter(30007, 3)).toBe('unknown');
  });
});

describe('the formats of variables', () => {
  /** A value for each words of the table. */
  const examples: Readonly<Record<string, string>> = {
    'that are empty': '',
    'with a carriage return': 'a\rb',
    'or with quotes and backslashes that readers treat differently': `'"\\`,
    'with a line break': 'a\nb',
    'in quotes': "'a'",
    'or longer than 64,000 bytes': 'x'.repeat(64_001),
    'that end with a carriage return': 'a\r',
  };
  const rows = rowsOf('docs/exec.md', 'format', 'for', 'refuses values');
  const refusedBy = (format: (typeof formatNames)[number]) =>
    Object.keys(examples).filter((words) => {
      const assigned = [{ name: 'A', value: examples[words] ?? '' }];
      try {
        printVariables({ assigned, secret: [], hidden: [], removed: [] }, { format, secretName: 'a' });
        return false;
      } catch {
        return true;
      }
    });

  it('in the table of docs/exec.md are all, in the order of the help', () => {
    expect(rows.map(([cell]) => codeIn(cell).join())).toEqual(formatNames);
  });

  it.each(formatNames)('%s refuses the values that docs/exec.md names', (format) => {
    const [, , words = ''] = rows[formatNames.indexOf(format)] ?? [];
    const named = words === 'none' ? [] : words.split(', ');
    expect(Object.keys(examples)).toEqual(expect.arrayContaining(named));
    expect(refusedBy(format)).toEqual(expect.arrayContaining(named));
    if (words === 'none') expect(refusedBy(format)).toEqual([]);
  });
});
