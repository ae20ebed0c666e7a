import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helpTopics } from '../src/cli/commands/help/help-topics.ts';
import { exitCode } from '../src/domain/exit-code.ts';
import { checkMessage, type MessageRequest } from '../src/domain/messages/message-check.ts';
import { exitOf } from '../src/domain/readiness/verdict.ts';
import { childEnvironment } from '../src/domain/settings/child-environment.ts';
import type { NumberSettings } from '../src/domain/settings/settings.ts';
import { steps } from '../src/setup/steps.ts';
import { keyCredential, readySettings, tokenCredential } from './support/fixtures.ts';
import { faultsIn } from './support/schemas.ts';
import { snippetPages, snippetsOf } from './support/snippets.ts';
import { codeIn, numbersIn, rowsOf } from './support/tables.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path}`);
const pages = ['README.md', ...filesIn('docs', '.md')];

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name);
const topic = (name: string): string => helpTopics.find((each) => each.name === name)?.text([]) ?? '';

describe('docs/messages.md', () => {
  const page = read('docs/messages.md');
  const sentences = page.replaceAll(/\s+/g, ' ');
  const findings = rowsOf('docs/messages.md', 'id', 'severity', 'when');
  const plain = 'Acme: your order is on its way. Reply STOP to opt out.';
  /** A text, or a request, in which each finding is made. */
  const examples: Readonly<Record<string, string | MessageRequest>> = {
    'message.empty': ' ',
    'message.too-long': 'a'.repeat(1601),
    'message.max-segments': { text: 'a'.repeat(161), maxSegments: 1, names: [] },
    'message.long': 'a'.repeat(321),
    'message.ucs2': `${plain} It’s here, at last, after all.`.repeat(2),
    'message.hidden-characters': `${plain}\u0007`,
    'message.placeholder-length': `{{name}} ${plain}`,
    'message.placeholder-worst-case': `{{name:20}} ${plain.repeat(2)}`,
    'message.placeholder-other': `\${name} ${plain}`,
    'message.opt-out': 'Acme: your order is on its way.',
    'message.opt-out-word': 'Acme: reply REMOVE to unsubscribe.',
    'message.sender-name': 'your order is on its way. Reply STOP to opt out.',
    'message.short-link': `${plain} https://bit.ly/abc`,
    'message.markup': `${plain} <b>Now</b>`,
  };
  const counted = rowsOf('docs/messages.md', 'encoding', 'when', 'one segment', 'each of several');
  const found = (example: string | MessageRequest = '') =>
    checkMessage(typeof example === 'string' ? { text: example, names: [] } : example);

  it('names every finding of the suite, and no other', () => {
    expect(findings.map(([id]) => id)).toEqual(Object.keys(examples).map((id) => `\`${id}\``));
  });

  it.each(findings)('says the severity and the code of %s', (name = '', severity = '', when = '') => {
    const id = name.replaceAll('`', '');
    const made = found(examples[id]).findings.find((each) => each.id === id);
    expect(severity.split(/,| or /)[0]).toBe(made?.severity);
    expect(/\((\d{5})\)/.exec(when)?.[1] ?? null).toBe(made?.code);
  });

  it('says how many characters are too many, and how many are not recommended', () => {
    const idsOf = (length: number) => found('a'.repeat(length)).findings.map(({ id }) => id);
    const [, most = '', code = '', long = ''] =
      /at most (\d+) characters \(error (\d+)\); more than (\d+) are not recommended/.exec(sentences) ?? [];
    expect(idsOf(Number(most))).not.toContain('message.too-long');
    expect(idsOf(Number(most) + 1)).toContain('message.too-long');
    expect(found('a'.repeat(Number(most) + 1)).findings.find(({ id }) => id === 'message.too-long')?.code).toBe(code);
    expect(idsOf(Number(long))).not.toContain('message.long');
    expect(idsOf(Number(long) + 1)).toContain('message.long');
  });

  it.each([
    ['GSM-7', 'a'],
    ['UCS-2', 'ж'],
  ])('says what one segment of %s holds, and each of several', (encoding, letter) => {
    const [, , one = '', several = ''] = counted.find(([name]) => name === encoding) ?? [];
    const segments = (length: number) => found(letter.repeat(length));
    const first = Number.parseInt(one, 10);
    const each = Number.parseInt(several, 10);
    expect(segments(first)).toMatchObject({ encoding, segments: 1 });
    expect(segments(first + 1).segments).toBe(2);
    expect(segments(each * 3).segments).toBe(3);
    expect(segments(each * 3 + 1).segments).toBe(4);
  });

  it('says what a placeholder without a length counts as', () => {
    const [, counted = ''] = /A placeholder without a length is counted as (\d+)/.exec(sentences) ?? [];
    expect(found('{{name}}').units).toBe(found('x'.repeat(Number(counted))).units);
  });
});

describe('docs/exec.md', () => {
  const page = read('docs/exec.md');
  const number = { ...readySettings.number, messagingService: `MG${'f'.repeat(32)}` } as NumberSettings;
  const given = (region: string | undefined) =>
    [tokenCredential, keyCredential].flatMap((credential) => {
      const withRegion = { ...credential, ...(region !== undefined && { region }) };
      const { plain, secret } = childEnvironment(withRegion, number, []);
      return Object.keys({ ...plain, ...secret });
    });

  it('names every variable that a program gets, and no other', () => {
    const named = rowsOf('docs/exec.md', 'variable', 'value').flatMap(([names = '']) => namesIn(names));
    expect(named.toSorted()).toEqual([...new Set(given('ie1'))].toSorted());
    expect(given(undefined).filter((name) => /REGION|EDGE/.test(name))).toEqual([]);
  });

  it('names what is taken away when it is not set, and no more is', () => {
    const names = namesIn(page.slice(0, page.indexOf('## ')));
    expect(names).toContain('SMSCTL_PASSPHRASE_FILE');
    const { removed } = childEnvironment(tokenCredential, undefined, [
      ...names,
      'PATH',
      'SMSCTL_ORG',
      'TWILIO_LOG_LEVEL',
    ]);
    expect(removed).toEqual(
      [...new Set(names)].filter((name) => !['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'].includes(name)).toSorted(),
    );
  });
});

describe('exit codes', () => {
  /** `exec` has two more, which its page tells. */
  const own = Object.values(exitCode).filter((code) => code !== 126 && code !== 127);

  it('are those of `smsctl help exit-codes`', () => {
    const told = [...topic('exit-codes').matchAll(/^ {2}(\d[\d, ]*?) {2,}\S/gm)].flatMap(([, cell = '']) =>
      numbersIn(cell),
    );
    expect(told).toEqual(own);
  });

  it('that `exec` has beside those of its program are in the table of docs/exec.md', () => {
    const codes = rowsOf('docs/exec.md', 'exit code', 'meaning').flatMap(([cell]) => numbersIn(cell));
    const { notExecutable, notFound, unknown, notReady } = exitCode;
    expect(codes).toEqual([128, notExecutable, notFound, unknown, notReady]);
  });

  it('of each verdict are those of docs/verify.md', () => {
    const rows = rowsOf('docs/verify.md', 'verdict', 'exit code', 'meaning');
    const told = rows.map(([verdict, code]) => [codeIn(verdict).join(), Number(code)]);
    expect(Object.fromEntries(told)).toEqual(exitOf);
  });
});

describe('exit codes in sentences', () => {
  const sentences = pages.flatMap((path) =>
    [
      ...read(path)
        .replaceAll(/\s+/g, ' ')
        .matchAll(/[Ee]xit(?:s with| codes?) (\d+)/g),
    ].map(([, code]) => [path, Number(code)] as const),
  );

  it('are found, so that this suite cannot pass by seeing none', () => expect(sentences.length).toBeGreaterThan(5));

  it.each(sentences)('in %s exist: %i', (_, code) => expect(Object.values(exitCode)).toContain(code));

  it('of README.md are those of the verdicts and of a wrong command line', () => {
    const told =
      /Exit code (\d) means ready, (\d) not ready, (\d) a wrong command line or a missing input, (\d) that smsctl could not tell/;
    const [, ...codes] = told.exec(read('README.md').replaceAll(/\s+/g, ' ')) ?? [];
    expect(codes.map(Number)).toEqual([exitOf.ready, exitOf['not-ready'], exitCode.usage, exitOf.unknown]);
  });
});

describe('environment variables', () => {
  const sources = filesIn('src', '.ts').map(read).join('\n');
  const named = (text: string): ReadonlySet<string> => new Set(text.match(/\b(?:SMSCTL|TWILIO)_[A-Z_]*[A-Z]\b/g));

  it('that a page names are read by the program', () => {
    const known = named(sources);
    for (const path of pages) {
      // A page on scenarios names states of Twilio in its own words.
      expect(
        [...named(read(path))].filter((name) => !known.has(name)),
        path,
      ).toEqual([]);
    }
  });

  it('of smsctl are all listed by `smsctl help environment`', () => {
    const told = named(topic('environment'));
    const ours = [...named(sources)].filter((name) => name.startsWith('SMSCTL_'));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.filter((name) => !told.has(name))).toEqual([]);
  });
});

describe('lines for jq', () => {
  const lines = pages.flatMap((path) =>
    [...read(path).matchAll(/jq (?:-\w+ )*(?:'([^']+)'|(\.[\w.]+))/g)].map(
      ([, quoted, bare = '']) => [path, quoted ?? bare] as const,
    ),
  );

  it('are found, so that this suite cannot pass by seeing none', () => expect(lines.length).toBeGreaterThan(2));

  it.each(lines)('in %s name fields that the document has: %s', (path, filter) => {
    const schema = read(`docs/schema/${path.endsWith('deliveries.md') ? 'deliveries' : 'verify'}.json`);
    const statuses = filter.match(/(?<=== ")\w+/g) ?? [];
    for (const field of filter.match(/(?<=\.)[a-z]\w*/gi) ?? []) expect(schema).toContain(`"${field}"`);
    for (const status of statuses) expect(schema).toContain(`"${status}"`);
  });
});

describe('JSON in the pages', () => {
  const blocks = snippetPages.flatMap(snippetsOf).filter(({ language }) => language === 'json');
  const keys = steps.flatMap(({ questions }) => questions).map(({ key }) => key as string);
  const flat = (value: object, prefix = ''): readonly string[] =>
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === 'object' && inner !== null ? flat(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
    );

  it('is found, so that this suite cannot pass by seeing none', () => expect(blocks.length).toBeGreaterThan(0));

  it.each(blocks)('is a document of its schema, or answers of `setup --answers`: $page:$line', ({ code }) => {
    const value = JSON.parse(code) as { readonly schema?: string };
    const [, schema] = /^smsctl\.([a-z-]+)\/1$/.exec(value.schema ?? '') ?? [];
    if (schema === undefined) expect(flat(value).filter((key) => !keys.includes(key))).toEqual([]);
    else expect(faultsIn(schema, value)).toEqual([]);
  });
});
