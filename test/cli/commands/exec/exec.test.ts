import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Context } from '../../../../src/cli/command/context.ts';
import type { Settings } from '../../../../src/domain/settings/settings.ts';
import type { ProgramRequest } from '../../../../src/ports.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import { sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';
import { enter, leave, scripted } from '../../../support/scripted.ts';

const { accountSid, authToken, number, standardKey } = sandboxIds;

interface Machine extends Partial<Context> {
  /** The name of a scenario. */
  readonly scenario?: string;
  readonly isTerminal?: boolean;
}

/** A machine that is set up, where programs only note how they are run and end with 7. */
async function machine({ scenario: name = 'ready', isTerminal = false, ...change }: Machine = {}) {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const ran: ProgramRequest[] = [];
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const cli = testCli(
    { url: 'http://127.0.0.1:9' },
    {
      runProgram: async (request) => {
        ran.push(request);
        return 7;
      },
      out: { write, isTerminal, palette: null, columns: 80 },
      ...change,
    },
  );
  onTestFinished(() => rmSync(cli.directory, { recursive: true }));
  cli.env = variablesOf(scenario.setup);
  const save = (settings: Settings) =>
    settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settings);
  await save(settingsOf(scenario));
  return { cli, ran, printed: () => out, exec: (...argv: readonly string[]) => cli.run('exec', ...argv) };
}

/** Variables that would name other credentials. */
const stale = {
  TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}`,
  TWILIO_REGION: 'au1',
  TWILIO_EDGE: 'sydney',
  TWILIO_MESSAGING_SERVICE_SID: `MG${'9'.repeat(32)}`,
};
const removed = ['TWILIO_EDGE', 'TWILIO_MESSAGING_SERVICE_SID', 'TWILIO_REGION'];

describe('exec', () => {
  it('runs the program with its arguments and exits with its exit code', async () => {
    const { exec, ran } = await machine();
    expect((await exec('--', 'node', 'send.js', '--json')).code).toBe(7);
    expect(ran).toMatchObject([{ command: 'node', args: ['send.js', '--json'] }]);
  });

  it('gives the Auth Token, keeps other variables and takes away those of other credentials', async () => {
    const { cli, exec, ran } = await machine();
    Object.assign(cli.env, stale, {
      ...{ TWILIO_API_KEY: standardKey.sid, TWILIO_API_SECRET: standardKey.secret },
      ...{ KEPT: 'as it is', EMPTY: '', ABSENT: undefined },
    });
    await exec('--', 'true');
    expect(ran[0]?.environment).toEqual({
      ...{ KEPT: 'as it is', EMPTY: '' },
      ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_PHONE_NUMBER: number },
    });
    expect(Object.keys(ran[0]?.environment ?? {})).not.toContain('ABSENT');
  });

  it('gives the API key, and takes the Auth Token away', async () => {
    const { cli, exec, ran } = await machine({ scenario: 'main-key' });
    cli.env.TWILIO_AUTH_TOKEN = authToken;
    await exec('--', 'true');
    expect(ran[0]?.environment).toEqual({
      ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: sandboxIds.mainKey.sid },
      ...{ TWILIO_API_SECRET: sandboxIds.mainKey.secret, TWILIO_PHONE_NUMBER: number },
    });
  });

  it.each([
    ['linux', ['Twilio_Auth_Token']],
    ['win32', []],
  ])('compares the names of variables as %s does', async (platform, kept) => {
    const { cli, exec, ran } = await machine({
      scenario: 'main-key',
      system: { node: '20.0.0', platform, release: '6.0', arch: 'x64' },
    });
    cli.env.Twilio_Auth_Token = authToken;
    await exec('--', 'true');
    expect(Object.keys(ran[0]?.environment ?? {}).filter((name) => /^twilio_auth/i.test(name))).toEqual(kept);
  });

  it.each([[[]], [['--print-env', '--', 'true']], [['--reveal', '--', 'true']]])(
    'runs and prints nothing for %j',
    async (argv) => {
      const { exec, ran, printed } = await machine();
      expect((await exec(...argv)).code).toBe(2);
      expect([ran, printed()]).toEqual([[], '']);
    },
  );

  // Seen with each of these versions of Node.js.
  it.each([
    ['20.17.0', 2],
    ['20.18.3', 2],
    ['20.19.0', 7],
    ['21.7.3', 2],
    ['22.0.0', 2],
    ['22.6.0', 2],
    ['22.7.0', 7],
    ['24.0.0', 7],
  ])('with Node.js %s, a program with --env-file ends with %i', async (node, code) => {
    const system = { node, platform: 'linux', release: '6.0', arch: 'x64' };
    const { exec, ran } = await machine({ system });
    for (const words of [['--env-file=.env'], ['--env-file', '.env'], ['--env-file-if-exists=.env']]) {
      const ended = await exec('--', 'node', ...words, 'app.js');
      expect(ended.code).toBe(code);
      if (code === 2) expect(ended.err).toContain("sh -c 'node --env-file=.env app.js'");
    }
    expect(ran).toHaveLength(code === 2 ? 0 : 3);
    expect((await exec('--', 'sh', '-c', 'node --env-file=.env app.js')).code).toBe(7);
  });

  it('exits with 1 without saved credentials', async () => {
    const { cli, exec, ran } = await machine();
    rmSync(`${cli.directory}/organizations`, { recursive: true });
    const { code, err } = await exec('--', 'true');
    expect([code, ran]).toEqual([1, []]);
    expect(err).toContain('`smsctl setup credentials`');
  });
});

describe('exec --print-env', () => {
  it('prints what is removed, the identifiers, and in place of the secret a comment', async () => {
    const { cli, exec, ran, printed } = await machine();
    Object.assign(cli.env, stale);
    expect((await exec('--print-env')).code).toBe(0);
    expect(printed().split('\n')).toEqual([
      ...removed.map((name) => `unset ${name}`),
      `export TWILIO_ACCOUNT_SID='${accountSid}'`,
      `export TWILIO_PHONE_NUMBER='${number}'`,
      expect.stringMatching(/^# TWILIO_AUTH_TOKEN .*--reveal/),
      '',
    ]);
    expect(printed()).not.toContain(authToken);
    expect(ran).toEqual([]);
  });

  it('prints the secret with --reveal into a pipe, without a question', async () => {
    const { exec, printed } = await machine({ interactive: true, prompter: scripted({}) });
    expect((await exec('--print-env', '--reveal')).code).toBe(0);
    expect(printed()).toContain(`export TWILIO_AUTH_TOKEN='${authToken}'\n`);
  });

  it('prints for PowerShell on Windows, and for a POSIX shell with MSYSTEM', async () => {
    const system = { node: '20.0.0', platform: 'win32', release: '6.0', arch: 'x64' };
    const { cli, exec, printed } = await machine({ system });
    await exec('--print-env');
    expect(printed()).toContain(`$env:TWILIO_ACCOUNT_SID = '${accountSid}'\n`);
    cli.env.MSYSTEM = 'MINGW64';
    await exec('--print-env');
    expect(printed()).toContain(`export TWILIO_ACCOUNT_SID='${accountSid}'\n`);
  });

  describe('on a terminal', () => {
    it.each([
      ['yes', 0, true],
      ['no', 130, false],
      [enter, 130, false],
      [leave, 130, false],
    ])('asks before it prints the secret: %j', async (answer, code, isPrinted) => {
      const prompter = scripted({ 'exec.reveal': answer });
      const { exec, printed } = await machine({ isTerminal: true, interactive: true, prompter });
      expect((await exec('--print-env', '--reveal')).code).toBe(code);
      expect([prompter.asked.length, printed().includes(authToken)]).toEqual([1, isPrinted]);
      expect(printed() === '').toBe(!isPrinted);
    });

    it('asks nothing without --reveal', async () => {
      const { exec, printed } = await machine({ isTerminal: true, interactive: true, prompter: scripted({}) });
      expect((await exec('--print-env')).code).toBe(0);
      expect(printed()).not.toContain(authToken);
    });

    it('is refused before it reads the secret if it cannot ask', async () => {
      const { exec, printed } = await machine({
        isTerminal: true,
        interactive: false,
        openWorkspace: () => {
          throw new Error('A workspace was opened.');
        },
      });
      expect((await exec('--print-env', '--reveal')).code).toBe(2);
      expect(printed()).toBe('');
    });
  });
});
