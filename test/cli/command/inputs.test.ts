import { describe, expect, it } from 'vitest';
import { flagsOf, gatherInputs } from '../../../src/cli/command/inputs.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { authToken, otherAccountSid } from '../../support/fixtures.ts';

interface Given {
  readonly options?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** What the answers file holds. */
  readonly answers?: unknown;
  readonly answersFile?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly useVariables?: boolean;
}

function gather({ options = {}, env = {}, answers, answersFile, files = {}, useVariables = true }: Given) {
  const text = answers === undefined || typeof answers === 'string' ? answers : JSON.stringify(answers);
  const path = answersFile ?? (text === undefined ? undefined : 'answers.json');
  const readInput = async (name: string) => {
    const content = files[name] ?? (name === path ? text : undefined);
    if (content === undefined) throw new Error(`${name} was read.`);
    return content;
  };
  return gatherInputs({ flags: flagsOf(options), answersFile: path, useVariables }, { env, readInput });
}

const refusal = async (given: Given): Promise<UserError> => {
  const error = await gather(given).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error('Nothing was refused.');
  return error;
};

describe('an input that is given in several ways', () => {
  const options = { ownerTeam: 'Flag' };
  const env = { SMSCTL_OWNER_TEAM: 'Variable' };
  const answers = { owner: { team: 'File' } };

  it.each<[string, Given, string, string]>([
    ['a flag beats a variable and the answers file', { options, env, answers }, 'Flag', '--owner-team'],
    ['a variable beats the answers file', { env, answers }, 'Variable', 'SMSCTL_OWNER_TEAM'],
    ['the answers file counts when there is nothing else', { answers }, 'File', 'answers.json'],
    ['an empty variable is none', { env: { SMSCTL_OWNER_TEAM: ' ' }, answers }, 'File', 'answers.json'],
    ['no variable counts in the sandbox', { env, answers, useVariables: false }, 'File', 'answers.json'],
  ])('is taken by rank: %s', async (_, given, raw, source) => {
    expect((await gather(given)).get('owner.team')).toEqual({ raw, source });
  });

  it('is taken by rank for every question of the answers file', async () => {
    const variables = {
      TWILIO_ACCOUNT_SID: otherAccountSid,
      SMSCTL_CONTACTS_MINIMUM: '90',
      SMSCTL_NUMBER: '+12025550199',
    };
    const file = { credentials: { accountSid: 'x' }, contacts: { minimum: 10, source: 'a.csv' }, 'number.sender': 'y' };
    const given = await gather({ env: variables, answers: file });
    expect(Object.fromEntries([...given].map(([key, { raw }]) => [key, raw]))).toEqual({
      'credentials.accountSid': otherAccountSid,
      'contacts.minimum': '90',
      'contacts.source': 'a.csv',
      'number.sender': '+12025550199',
    });
  });
});

describe('an answers file', () => {
  it('says the same nested and with points, and takes yes, no and numbers as JSON has them', async () => {
    const nested = { contacts: { acknowledged: true, shortForm: false, minimum: 90.5 } };
    const flat = { 'contacts.acknowledged': true, 'contacts.shortForm': false, 'contacts.minimum': 90.5 };
    for (const answers of [nested, flat, `\ufeff${JSON.stringify(flat)}`]) {
      const given = await gather({ answers });
      expect(
        ['contacts.acknowledged', 'contacts.shortForm', 'contacts.minimum'].map((key) => given.get(key as never)?.raw),
      ).toEqual(['yes', 'no', '90.5']);
    }
  });

  it.each([{ owner: { team: null } }, { 'owner.team': null }, { owner: null }, {}])(
    'gives nothing by %j',
    async (answers) => {
      expect([...(await gather({ answers })).keys()]).toEqual([]);
      const env = { SMSCTL_OWNER_TEAM: 'Variable' };
      expect((await gather({ answers, env })).get('owner.team')?.raw).toBe('Variable');
    },
  );

  it.each<[string, unknown, string, string]>([
    ['a key that is not asked', { owner: { tema: 'x' } }, 'input.unknown-answer', 'owner.tema'],
    ['a list', { owner: { team: ['x'] } }, 'input.unknown-answer', 'owner.team.0'],
    ['what is a variable’s alone', { 'credentials.passphraseFile': 'x' }, 'input.unknown-answer', 'passphraseFile'],
    ['a secret', { credentials: { authToken } }, 'input.secret-in-file', 'answers.json'],
    ['no object', [], 'input.invalid', 'answers.json'],
    ['no JSON', '{"owner": ', 'input.invalid', 'answers.json'],
    ['null', 'null', 'input.invalid', 'answers.json'],
  ])('is refused when it holds %s', async (_, answers, code, words) => {
    const error = await refusal({ answers });
    expect(error).toMatchObject({ code, exit: 2, message: expect.stringContaining(words) });
    expect(error.message + error.hints.join('')).not.toContain(authToken);
  });

  it('never repeats what it holds when it is no JSON', async () => {
    const { message, hints } = await refusal({ answers: `{"credentials.authToken": "${authToken}` });
    expect(message + hints.join('')).not.toContain(authToken);
  });
});

describe('a secret', () => {
  const secretOf = async (given: Given) => {
    const raw = (await gather(given)).get('credentials.authToken')?.raw;
    return raw instanceof Secret ? raw.reveal() : raw;
  };

  it.each(['', '\n', '\r\n'])('is one line of a file or of stdin when it ends with %j', async (end) => {
    const files = { '-': `\ufeff${authToken}${end}`, 'token.txt': `${authToken}${end}` };
    expect(await secretOf({ options: { authTokenStdin: true }, files })).toBe(authToken);
    expect(await secretOf({ options: { authTokenFile: 'token.txt' }, files })).toBe(authToken);
  });

  it('is taken from stdin before a file, and from a file before its variable', async () => {
    const files = { '-': 'a', 'token.txt': 'b' };
    const env = { TWILIO_AUTH_TOKEN: 'c' };
    expect(await secretOf({ options: { authTokenFile: 'token.txt' }, files, env })).toBe('b');
    expect(await secretOf({ options: { authTokenStdin: true, authTokenFile: 'token.txt' }, files, env })).toBe('a');
    expect(await secretOf({ env })).toBe('c');
    expect(await secretOf({ env, useVariables: false })).toBeUndefined();
  });

  it.each([
    [4096, undefined],
    [4097, 'input.invalid'],
  ])('of %d characters is refused with %s', async (length, code) => {
    const files = { '-': 'x'.repeat(length) };
    const tried = gather({ options: { authTokenStdin: true }, files });
    if (code === undefined) expect((await tried).size).toBe(1);
    else await expect(tried).rejects.toMatchObject({ code, exit: 2 });
  });

  it('comes from stdin alone when nothing else does', async () => {
    const both = { options: { authTokenStdin: true, apiKeySecretStdin: true } };
    expect((await refusal(both)).code).toBe('input.invalid');
    expect((await refusal({ options: { authTokenStdin: true }, answersFile: '-', answers: {} })).code).toBe(
      'input.invalid',
    );
  });
});
