import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Context } from '../../../../src/cli/command/context.ts';
import { openSandbox } from '../../../../src/main/sandbox.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { steps } from '../../../../src/setup/steps.ts';
import { sampleContacts, testCli } from '../../../support/context.ts';
import { newAuthToken } from '../../../support/fixtures.ts';
import { enter, leave, scripted } from '../../../support/scripted.ts';

const { accountSid, authToken, number } = sandboxIds;

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());

function cliWith(change: Partial<Context> = {}) {
  const cli = testCli(server, change);
  cli.env = { TWILIO_AUTH_TOKEN: authToken };
  onTestFinished(() => rmSync(cli.directory, { recursive: true }));
  return cli;
}

/** All answers but the names of those who confirm. */
const answers = [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--store', 'keychain', '--confirm-method', 'auth-token', '--contacts', sampleContacts],
  ...['--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];
const named = ['--confirmed-by', 'Ada', '--acknowledged-by', 'Ada'];

/** Enter at every prompt. */
const entered = Object.fromEntries(steps.flatMap(({ questions }) => questions.map(({ key }) => [key, enter])));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const headings = (err: string) => err.match(/^Step \d of 5: /gm) ?? [];

describe('setup', () => {
  it('shows its steps, with --quiet the checklist and the verdict alone', async () => {
    const loud = await cliWith().run('setup', ...answers, ...named);
    expect(headings(loud.err)).toHaveLength(5);
    const quiet = await cliWith().run('setup', ...answers, ...named, '--quiet');
    expect([quiet.code, headings(quiet.err), quiet.err.includes('(--owner-team)')]).toEqual([0, [], false]);
    expect(quiet.out).toBe(loud.out);
  });

  it('writes nothing in a dry run, neither settings nor results', async () => {
    const cli = cliWith();
    const { err, out } = await cli.run('setup', ...answers, ...named, '--dry-run');
    expect(readdirSync(cli.directory)).toEqual([]);
    expect([err.includes('nothing was saved'), err.includes('Nothing changed')]).toEqual([true, false]);
    expect(out).toContain('as it would be');
  });

  it('says that nothing changed when nothing did', async () => {
    const cli = cliWith();
    const first = await cli.run('setup', ...answers, ...named);
    const again = await cli.run('setup', ...answers, ...named);
    expect([first, again].map(({ err }) => err.includes('Nothing changed.'))).toEqual([false, true]);
  });

  it('exits by the checks of the step that it takes', async () => {
    const cli = cliWith();
    const step = async (...argv: readonly string[]) => {
      const { code, out } = await cli.run('setup', ...argv);
      return [code, /^Step \w+: .*$/m.exec(out)?.[0]];
    };
    expect(await step('owner', '--owner-team', 'A', '--owner-contact', '#a')).toEqual([0, 'Step owner: done.']);
    cli.env = { TWILIO_AUTH_TOKEN: newAuthToken };
    const wrong = ['credentials', '--account-sid', accountSid, '--store', 'keychain', '--yes'];
    expect(await step(...wrong)).toEqual([1, 'Step credentials: not done.']);
    expect((await cli.run('setup', ...answers, ...named, '--yes')).out).not.toMatch(/^Step \w+: /m);
  });
});

describe('the name in a confirmation', () => {
  /** The flags that the notes of a run propose, when the user of the process is `operator`. */
  async function notes(flags: readonly string[], change: Partial<Context> = {}): Promise<readonly string[]> {
    const { err } = await cliWith({ operator: 'runner', ...change }).run('setup', ...answers, ...flags);
    return [...oneLine(err).matchAll(/Note: `runner` is the user of this process\. .*?`(--[a-z-]+) NAME`/g)].map(
      ([, flag = '']) => flag,
    );
  }

  it.each<[string, readonly string[], readonly string[]]>([
    ['nobody is named', [], ['--confirmed-by', '--acknowledged-by']],
    ['the person who confirms is named, and acknowledges', ['--confirmed-by', 'Ada'], []],
    ['both are named', named, []],
    ['both are named like the user', ['--confirmed-by', 'runner', '--acknowledged-by', 'runner'], []],
  ])('has a note if it is that of the process and %s', async (_, flags, expected) => {
    expect(await notes(flags)).toEqual(expected);
  });

  it('has its note with --quiet as well', async () => {
    expect(await notes(['--acknowledged-by', 'Ada', '--quiet'])).toEqual(['--confirmed-by']);
  });

  it('needs none if a person saw it at the prompt', async () => {
    const prompter = scripted(entered);
    expect(await notes([], { interactive: true, prompter })).toEqual([]);
  });
});

describe('setup that a person leaves', () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['at the first step', { 'owner.team': leave }, /Cancelled\. Nothing was changed\./],
    [
      'after two steps',
      { 'owner.team': 'A', 'owner.contact': '#a', 'number.sender': number, 'credentials.accountSid': leave },
      /Cancelled\. Saved: owner, number\. Run `smsctl setup` to continue\./,
    ],
  ])('says what is saved: %s', async (_, script, words) => {
    const { code, err } = await cliWith({ interactive: true, prompter: scripted(script) }).run('setup');
    expect(code).toBe(130);
    expect(oneLine(err)).toMatch(words);
  });
});

describe('the way on', () => {
  const prompted = () => ({ interactive: true, prompter: scripted(entered) });
  const shows = async (flags: readonly string[], change: Partial<Context>) => {
    const { err } = await cliWith(change).run('setup', ...answers, ...named, '--contacts-minimum', '50', ...flags);
    return err.includes('smsctl send-test --to');
  };

  it('follows a setup that is ready on a terminal, and nothing else', async () => {
    expect(await shows([], prompted())).toBe(true);
    expect(await shows([], {})).toBe(false);
    expect(await shows(['--dry-run'], prompted())).toBe(false);
    expect(await shows(['--number', '+12025550188', '--yes'], prompted())).toBe(false);
  });

  it('has one line of orientation before the first step, which names the five steps if all follow', async () => {
    const orientation = async (...argv: readonly string[]) => {
      const { err } = await cliWith(prompted()).run('setup', ...argv);
      return err.match(/^.*< goes back.*$/gm);
    };
    expect(await orientation(...answers, ...named)).toEqual([expect.stringMatching(/^Five steps\. /)]);
    expect(await orientation('owner', '--owner-team', 'A', '--owner-contact', '#a')).toEqual([
      expect.not.stringContaining('Five steps'),
    ]);
    expect((await cliWith().run('setup', ...answers, ...named)).err).not.toContain('goes back');
  });
});

describe('setup --sandbox', () => {
  /** The command line with a sandbox that notes how it is opened and closed. */
  function sandboxed(change: Partial<Context> = {}) {
    const log: unknown[] = [];
    const cli = cliWith({
      startSandbox: async (options) => {
        log.push(options);
        const sandbox = await openSandbox(options, { env: {}, sampleContacts });
        return {
          ...sandbox,
          close: async () => {
            log.push('closed');
            await sandbox.close();
          },
        };
      },
      ...change,
    });
    return { cli, log };
  }

  it('takes its answers and no variable, saves nothing of its own, and is closed', async () => {
    const { cli, log } = sandboxed();
    cli.env = { ...cli.env, SMSCTL_OWNER_TEAM: 'From the environment' };
    const { code, err } = await cli.run('setup', '--sandbox');
    expect(code).toBe(0);
    expect(err).toContain('Customer Messaging (sandbox)');
    expect(err).not.toContain('From the environment');
    expect(log).toEqual([{}, 'closed']);
    expect(readdirSync(cli.directory)).toEqual([]);
  });

  it('is the scenario that is named', async () => {
    const { cli, log } = sandboxed();
    expect((await cli.run('setup', '--sandbox', '--scenario', 'wrong-token')).code).toBe(1);
    expect(log).toEqual([{ scenario: 'wrong-token' }, 'closed']);
  });

  it('prefers a flag to its own answer', async () => {
    const { cli } = sandboxed();
    expect((await cli.run('setup', '--sandbox', '--owner-team', 'Mine')).err).toContain('Mine (--owner-team)');
  });

  it('is closed when the person leaves, and nothing was saved', async () => {
    const { cli, log } = sandboxed({
      interactive: true,
      prompter: scripted({ 'owner.team': 'A', 'owner.contact': leave }),
    });
    const { code, err } = await cli.run('setup', '--sandbox');
    expect([code, log.at(-1)]).toEqual([130, 'closed']);
    expect(err).toContain('Nothing was changed.');
    expect(err).not.toContain('set up your own account');
  });

  it('ends with the way to one’s own account on a terminal', async () => {
    const interactive = sandboxed({ interactive: true, prompter: scripted(entered) });
    expect((await interactive.cli.run('setup', '--sandbox')).err).toContain('`smsctl setup`');
    expect((await sandboxed().cli.run('setup', '--sandbox')).err).not.toContain('set up your own account');
  });
});

it('the results of a setup are saved for an offline run', async () => {
  const cli = cliWith();
  await cli.run('setup', ...answers, ...named);
  const state = readdirSync(join(cli.directory, 'state'));
  expect(state).toContain('default.verification.json');
  expect(readFileSync(join(cli.directory, 'state', 'default.verification.json'), 'utf8')).toContain('number.owned');
});
