import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { accountBody } from '../../src/sandbox/twilio/resources.ts';
import type { Fault, World } from '../../src/sandbox/twilio/world.ts';
import { testCli } from '../support/context.ts';
import { settingsOf, variablesOf } from '../support/scenario.ts';
import { filesWith, formsOf } from '../support/secret-scan.ts';

/** What stands as `auth_token` in every account's body, and is no credential of anybody here: a Main key signs in. */
const planted = 'badc0ffee'.repeat(4).slice(0, 32);
const forms = formsOf(planted, sandboxIds.accountSid);

const key = { apiKey: sandboxIds.mainKey };
const planting = (world: World): World => ({
  ...world,
  accounts: world.accounts.map((account) => ({ ...account, authToken: planted })),
});

let served = 0;

const said = [
  ['verify', '--verbose'],
  ['verify', '--json', '--verbose'],
];

/** Every command that asks the provider or remembers what it said, in every form of output. */
const everything = [
  ...said,
  ['verify', '--offline', '--json'],
  ['status'],
  ['status', '--json'],
  ['send-test', '--to', '+12025550123', '--yes', '--json'],
  ['setup', '--no-input', '--yes'],
];

/** What these commands print, and the folder with what they write. */
async function outputOf(lines: readonly (readonly string[])[], { world, setup }: Pick<Scenario, 'world' | 'setup'>) {
  const server = await startSandbox({ world: planting(world) });
  onTestFinished(() => server.close());
  const cli = testCli(server);
  cli.env = variablesOf(setup);
  const settings = settingsOf({ setup } as Scenario);
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settings);
  let printed = '';
  for (const line of lines) {
    const { out, err } = await cli.run(...line);
    printed += out + err;
  }
  served += server.requests.filter(({ path }) => /\/Accounts(\/AC\w+)?\.json/.test(path)).length;
  return { printed, directory: cli.directory };
}

const leaksIn = ({ printed, directory }: { readonly printed: string; readonly directory: string }) => ({
  printed: forms.filter((form) => printed.includes(form)),
  written: filesWith(forms, directory),
});
const nothing = { printed: [], written: [] };

describe("the Auth Token in an account's body", () => {
  const [account] = planting(defaultWorld()).accounts;
  if (account === undefined) throw new Error('The default world has an account.');
  const body = accountBody(account);
  const ready = scenarios.find(({ name }) => name === 'ready');
  if (ready === undefined) throw new Error('There is such a scenario.');

  it.each(['number-of-subaccount', 'trial-account', 'parent-key', 'suspended-subaccount', 'unregistered-10dlc'])(
    'never leaves the adapter: %s',
    async (name) => {
      const scenario = scenarios.find((each) => each.name === name);
      if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
      const setup = { ...scenario.setup, ...key };
      expect(leaksIn(await outputOf(everything, { ...scenario, setup }))).toEqual(nothing);
    },
  );

  const onAccount = 'GET /2010-04-01/Accounts/{Sid}.json';
  it.each([
    ['a status that no account has', { on: onAccount, respond: { status: 200, body: { ...body, status: 'fine' } } }],
    ['another account', { on: onAccount, respond: { status: 200, body: { ...body, sid: `AC${'9'.repeat(32)}` } } }],
    ['an account where a list belongs', { on: '*', respond: { status: 200, body } }],
    ['an account that is no JSON', { on: '*', respond: { status: 200, body: JSON.stringify(body).slice(1) } }],
    ['an account with 401', { on: '*', respond: { status: 401, body: { ...body, code: 20003, message: planted } } }],
    ['an account with 403', { on: '*', respond: { status: 403, body: { ...body, title: `x ${planted} x` } } }],
    ['an account with 404', { on: '*', respond: { status: 404, body: { ...body, detail: `=${planted}.` } } }],
    ['an account with 500', { on: '*', respond: { status: 500, body: { ...body, message: `"${planted}"` } } }],
    ['an account in a list of another kind', { on: '*', respond: { status: 200, body: { messages: [body] } } }],
    [
      'a page to read on about it',
      { on: '*', respond: { status: 401, body: { code: 20003, more_info: `https://www.twilio.com/${planted}` } } },
    ],
    [
      'a redirect that names it',
      { on: '*', respond: { status: 302, headers: { location: `https://x.example/${planted}` } } },
    ],
  ] satisfies readonly (readonly [string, Fault])[])('is not in the output of %s', async (_, fault) => {
    const world = { ...defaultWorld(), faults: [fault] };
    expect(leaksIn(await outputOf(said, { world, setup: { ...ready.setup, ...key } }))).toEqual(nothing);
  });

  afterAll(() => expect(served, 'accounts were read').toBeGreaterThan(30));
});
