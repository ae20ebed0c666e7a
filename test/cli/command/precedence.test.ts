import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbook } from '../../../bench/workbook-files.mjs';
import { settingsFile } from '../../../src/adapters/settings/settings-file.ts';
import type { OptionSpec } from '../../../src/cli/command/command.ts';
import { isCalled } from '../../../src/cli/command/command-line.ts';
import { commands } from '../../../src/cli/commands.ts';
import type { AnswerKey, GivenAnswers, PromptContext, Question } from '../../../src/domain/settings/question.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import type { SetupStep } from '../../../src/setup/step/step.ts';
import { steps } from '../../../src/setup/steps.ts';
import { testCli } from '../../support/context.ts';
import { apiKeySecret, newAuthToken } from '../../support/fixtures.ts';
import { fullSettings } from '../../support/full-settings.ts';

const { accountSid, authToken, messagingService, number, shortCode, standardKey, subaccount } = sandboxIds;
const folder = mkdtempSync(join(tmpdir(), 'smsctl-precedence-'));
const list = join(folder, 'contacts.xlsx');
const rows = [
  ['phone', 'mobile', 'land', 'country', 'sms', 'consent'],
  ['+12025550100', '+12125550107', 'US', 'US', 'yes', 'yes'],
];
// A question about the sheet takes the first of the candidates below.
writeFileSync(list, workbook({ sheets: ['People', 'mobile', 'country', 'consent'].map((name) => ({ name, rows })) }));

/** Answers of a setup in which every setting is saved that can be. */
const ready: Readonly<Partial<Record<AnswerKey, string>>> = {
  'owner.team': 'Messaging',
  'owner.contact': '#sms',
  'number.sender': number,
  'number.messagingService': messagingService,
  'credentials.accountSid': accountSid,
  'credentials.method': 'auth-token',
  'credentials.region': 'us1',
  'credentials.store': 'keychain',
  'method.confirmed': 'auth-token',
  'method.confirmedBy': 'Ada',
  'contacts.source': list,
  'contacts.column': 'phone',
  'contacts.country': 'US',
  'contacts.countryColumn': 'land',
  'contacts.consentColumn': 'sms',
  'contacts.numbers': 'national',
  'contacts.sheet': 'People',
  'contacts.minimum': '50',
  'contacts.acknowledged': 'yes',
  'contacts.shortForm': 'yes',
  'contacts.acknowledgedBy': 'Ada',
};
/** The same with the questions that `ready` does not ask. */
const readyWithKey: typeof ready = {
  ...ready,
  'number.sender': shortCode,
  'number.country': 'US',
  'credentials.method': 'api-key',
  'credentials.apiKeySid': standardKey.sid,
  'method.confirmed': 'api-key',
};
const tokenPath = join(folder, 'token.txt');
writeFileSync(tokenPath, authToken);
const readyWithCommand: typeof ready = {
  ...ready,
  'credentials.store': 'command',
  'credentials.secretCommand': `cat ${tokenPath}`,
};
const secrets: Readonly<Partial<Record<AnswerKey, { readonly right: string; readonly wrong: string }>>> = {
  'credentials.authToken': { right: authToken, wrong: newAuthToken },
  'credentials.apiKeySecret': { right: standardKey.secret, wrong: apiKeySecret },
};
/** A question takes those that it accepts. The columns come first, since a list is read by them. */
const candidates = [
  ...['mobile', 'country', 'consent', 'Grace', 'Edsger', '#other', 'international', 'national', '60', '70', '80'],
  ...['GB', 'DE', 'FR', '+12025550177', '+12025550188', 'ie1', 'au1', 'us1', 'api-key', 'auth-token', 'unsure'],
  ...['env', 'keychain', 'file', subaccount.sid, `AC${'e'.repeat(32)}`, `AC${'f'.repeat(32)}`],
  ...['4', '5', '6'].flatMap((digit) => [`SK${digit.repeat(32)}`, `MG${digit.repeat(32)}`]),
];

const asked: readonly (readonly [AnswerKey, Question, SetupStep])[] = steps.flatMap((step) =>
  step.questions.map((question) => [question.key, question, step] as const),
);

/** A question and a setup in which it is asked. */
interface Place {
  readonly cli: ReturnType<typeof testCli>;
  readonly answers: typeof ready;
  /** The value that is saved there; undefined: none is. */
  readonly saved: string | undefined;
}

/** They decide what is asked by their words. */
const answersOf = (answers: typeof ready): GivenAnswers => answers as unknown as GivenAnswers;

let server: Sandbox;
let empty: ReturnType<typeof testCli>;
const setups: { readonly cli: ReturnType<typeof testCli>; readonly answers: typeof ready; readonly saved: Settings }[] =
  [];

const flagWords = ({ kind, flag }: Question, value: string): readonly string[] =>
  flag === null ? [] : kind === 'confirm' ? (value === 'yes' ? [flag] : []) : [flag, value];
const wordsFor = (answers: typeof ready, questions: readonly Question[]): readonly string[] =>
  questions.flatMap((question) => {
    const value = answers[question.key];
    return value === undefined ? [] : flagWords(question, value);
  });
/** Variables for a step whose secrets are not what a test is about. */
const secretVariables = {
  TWILIO_AUTH_TOKEN: authToken,
  TWILIO_API_KEY: standardKey.sid,
  TWILIO_API_SECRET: standardKey.secret,
};

beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  empty = testCli(server);
  for (const answers of [ready, readyWithKey, readyWithCommand]) {
    const cli = testCli(server);
    cli.env = secretVariables;
    const words = wordsFor(
      answers,
      asked.map(([, question]) => question),
    );
    const { code, err } = await cli.run('setup', '--yes', ...words);
    if (code > 1) throw new Error(err);
    const saved = await settingsFile({ directory: cli.directory, organization: 'default' }).load();
    setups.push({ cli, answers, saved: saved ?? {} });
  }
});
afterAll(async () => {
  await server.close();
  for (const { directory } of [empty, ...setups.map(({ cli }) => cli)]) rmSync(directory, { recursive: true });
  rmSync(folder, { recursive: true });
});

/** A setup in which the question is asked, and its value is saved if it ever is. */
async function placeOf({ key, when, current }: Question): Promise<Place> {
  for (const { cli, answers, saved } of setups) {
    const value = current(saved, answersOf(answers));
    const applies = (await when?.(answersOf(answers), saved)) !== false;
    if (applies && value !== undefined) return { cli, answers, saved: value };
  }
  const full = current(fullSettings, answersOf(ready));
  if (full !== undefined) throw new Error(`Give ${key} an answer in \`ready\` or \`readyWithKey\`.`);
  return { cli: empty, answers: ready, saved: undefined };
}

/** What is shown of an answer, by the words of the command line that give it. */
interface Value {
  readonly raw: string;
  readonly shown: string;
}

/** Values that the question accepts, no two the same. The saved one comes last. */
async function valuesFor(question: Question, saved: string | undefined): Promise<readonly Value[]> {
  const context: PromptContext = {
    saved: {},
    given: new Set(),
    stores: ['keychain', 'env'].map((kind) => ({ kind: kind as 'env', ready: true, problem: null, sentence: '' })),
    operator: 'ada',
    ci: false,
  };
  const choices = question.kind === 'choice' ? question.choices(context, {}).map(({ value }) => value) : candidates;
  const found = new Map<string, Value>();
  for (const raw of candidates.filter((each) => choices.includes(each))) {
    const parsed = question.kind === 'secret' ? question.parse(raw) : await question.parse(raw, {});
    const shown = parsed.ok ? String(parsed.value) : undefined;
    if (shown !== undefined && !found.has(shown)) found.set(shown, { raw, shown });
  }
  const values = [...found.values()];
  return [...values.filter(({ shown }) => shown !== saved), ...values.filter(({ shown }) => shown === saved)];
}

/** Gives a value on the command line, in the environment or in the answers file. */
interface Way {
  readonly source: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string | boolean>>;
}

type Kind = 'flag' | 'variable' | 'answers file';

/** The ways that the question has, the one that counts first. */
const kindsOf = ({ kind, flag, variable }: Question): readonly Kind[] => [
  ...(flag !== null || kind === 'secret' ? ['flag' as const] : []),
  ...(variable !== null ? ['variable' as const] : []),
  ...(flag !== null ? ['answers file' as const] : []),
];

const answersPath = join(folder, 'answers.json');

function wayOf(question: Question, kind: Kind, raw: string): Way {
  const none = { argv: [], env: {}, answers: {} };
  const { key, variable } = question;
  if (kind === 'variable') return { ...none, source: variable ?? '', env: { [variable ?? '']: raw } };
  if (kind === 'answers file') {
    return { ...none, source: answersPath, answers: { [key]: question.kind === 'confirm' ? raw === 'yes' : raw } };
  }
  if (question.kind !== 'secret') return { ...none, source: question.flag ?? '', argv: flagWords(question, raw) };
  const path = join(folder, 'secret.txt');
  writeFileSync(path, raw);
  return { ...none, source: question.fileFlag, argv: [question.fileFlag, path] };
}

/** All of them, then without the first, and so on; at last none. */
const shorter = <T>(all: readonly T[]): readonly (readonly T[])[] => [...all.map((_, at) => all.slice(at)), []];

/** The values of these ways, the one that counts first. */
async function valuesOf(question: Question, kinds: readonly Kind[], saved: string | undefined) {
  const secret = secrets[question.key];
  if (secret !== undefined) {
    return kinds.map((_, at) => ({ raw: at === 0 ? secret.right : secret.wrong, shown: '••••••••' }));
  }
  if (question.kind === 'confirm') {
    return kinds.map((kind) => (kind === 'flag' ? 'yes' : 'no')).map((raw) => ({ raw, shown: raw }));
  }
  const values = await valuesFor(question, saved);
  if (values.length < 2) throw new Error(`Add values that ${question.key} accepts to \`candidates\`.`);
  return kinds.map((_, at) => values[at % values.length] as Value);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

describe('an answer of the setup', () => {
  it.each(asked.filter(([, question]) => kindsOf(question).length > 1))(
    'is the flag, else the variable, else the answers file, else the saved one: %s',
    async (_, question, step) => {
      const { cli, answers, saved } = await placeOf(question);
      const others = step.questions.filter(({ key }) => key !== question.key);
      const label = /[?:]$/.test(question.message) ? question.message : `${question.message}:`;
      let seen = 0;
      for (const kinds of shorter(kindsOf(question))) {
        if (kinds.length === 0 && saved === undefined) continue;
        const values = await valuesOf(question, kinds, saved);
        const ways = kinds.map((kind, at) => wayOf(question, kind, values[at]?.raw ?? ''));
        writeFileSync(answersPath, JSON.stringify(Object.assign({}, ...ways.map((way) => way.answers))));
        const { [question.variable ?? '']: _own, ...otherSecrets } = secretVariables as Record<string, string>;
        cli.env = Object.assign({}, question.kind === 'secret' ? {} : otherSecrets, ...ways.map(({ env }) => env));
        const { code, err } = await cli.run(
          ...['setup', step.id, '--dry-run', '--answers', answersPath],
          ...(saved === undefined ? wordsFor(answers, others) : []),
          ...ways.flatMap(({ argv }) => argv),
        );
        const expected = `${label} ${values[0]?.shown ?? saved} (${ways[0]?.source ?? 'saved'})`;
        expect(oneLine(err), kinds.join(', ')).toContain(oneLine(expected));
        // Only the first of several secrets is the right one.
        if (question.kind === 'secret') expect(code, kinds.join(', ')).toBe(0);
        seen += 1;
      }
      expect(seen).toBeGreaterThan(1);
    },
  );
});

const questionOf = (spec: OptionSpec): Question | undefined =>
  asked.find(([, question]) =>
    isCalled(spec, question.kind === 'secret' ? question.stdinFlag : (question.flag ?? 'none')),
  )?.[1];

/** The options of a command that answer a question, and that its help gives a variable. */
const withVariable = (path: string): readonly (readonly [AnswerKey, Question])[] =>
  (commands.find((command) => command.path === path)?.options ?? []).flatMap((option) => {
    const question = questionOf(option);
    const isNamed = question !== undefined && option.help.includes(`[${question.variable}]`);
    return isNamed ? [[question.key, question] as const] : [];
  });

/** Flag and variable, the variable alone, and neither, with values. */
async function givenIn(question: Question, saved: string | undefined) {
  const all = shorter(['flag', 'variable'] as const);
  return Promise.all(
    all.map(async (kinds) => {
      const values = await valuesOf(question, kinds, saved);
      const ways = kinds.map((kind, at) => wayOf(question, kind, values[at]?.raw ?? ''));
      return { kinds, values, ways, env: Object.assign({}, ...ways.map(({ env }) => env)) as Record<string, string> };
    }),
  );
}

describe('an option of `contacts check`', () => {
  const options = withVariable('contacts check');

  it('has a variable for each setting of the contacts', () => {
    const others = ['contacts.source', 'contacts.acknowledgedBy'];
    const settings = asked.filter(([key, { variable }]) => key.startsWith('contacts.') && variable !== null);
    expect(options.map(([key]) => key).toSorted()).toEqual(
      settings
        .map(([key]) => key)
        .filter((key) => !others.includes(key))
        .toSorted(),
    );
  });

  it.each(options)('is the flag, else the variable, else the saved one: %s', async (_, question) => {
    const [setup] = setups;
    if (setup === undefined) throw new Error('There is a setup.');
    const { cli, saved } = setup;
    const store = settingsFile({ directory: cli.directory, organization: 'default' });
    const former = question.current(saved, answersOf(ready));
    const field = question.key.replace('contacts.', '');
    for (const { kinds, values, ways, env } of await givenIn(question, former)) {
      cli.env = env;
      const { code, err } = await cli.run('contacts', 'check', '--save', ...ways.flatMap(({ argv }) => argv));
      const { contacts } = (await store.load()) ?? {};
      await store.update(() => saved);
      expect(code, err).toBeLessThan(2);
      expect(String(Object.entries(contacts ?? {}).find(([name]) => name === field)?.[1]), kinds.join(', ')).toBe(
        values[0]?.shown ?? former,
      );
    }
  });

  it('is about the lists that are named, else the one of the variable, else the saved one', async () => {
    const [setup] = setups;
    if (setup === undefined) throw new Error('There is a setup.');
    const others = ['one.csv', 'two.csv'].map((name) => join(folder, name));
    for (const path of others) writeFileSync(path, 'phone\n+12025550100\n');
    const checked = async (argv: readonly string[], env: Record<string, string>) => {
      setup.cli.env = env;
      const { out } = await setup.cli.run('contacts', 'check', '--json', ...argv);
      return (JSON.parse(out).lists as readonly { readonly source: string }[]).map(({ source }) => source);
    };
    const [one = '', two = ''] = others;
    expect(await checked([one], { SMSCTL_CONTACTS: two })).toEqual([one]);
    expect(await checked([], { SMSCTL_CONTACTS: two })).toEqual([two]);
    expect(await checked([], {})).toEqual([list]);
  });
});

describe('an option of the credentials', () => {
  const lines = ['credentials set', 'credentials rotate', 'credentials create-key'].flatMap((path) =>
    withVariable(path).map(([key, question]) => [path, key, question] as const),
  );

  it.each(lines)('`%s` takes the flag before the variable: %s', async (path, _, question) => {
    const { cli, saved } = await placeOf(question);
    const { [question.variable ?? '']: _own, ...others } = secretVariables as Record<string, string>;
    for (const { kinds, values, ways, env } of await givenIn(question, saved)) {
      if (kinds.length === 0) continue;
      cli.env = { ...others, ...env };
      const { err } = await cli.run(...path.split(' '), '--dry-run', ...ways.flatMap(({ argv }) => argv));
      const expected = `${question.message}: ${values[0]?.shown} (${ways[0]?.source})`;
      expect(oneLine(err), kinds.join(', ')).toContain(oneLine(expected));
    }
  });
});

it('no other option names a variable of a setting in its help', () => {
  const covered = ['setup', 'contacts check', 'credentials set', 'credentials rotate', 'credentials create-key'];
  const others = commands.filter(({ path }) => !covered.includes(path)).map(({ path }) => path);
  expect(others.flatMap((path) => withVariable(path).map(([key]) => `${path} ${key}`))).toEqual([
    // contacts-parts.test.ts
    'contacts classify contacts.country',
  ]);
});
