import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('smsctl-environment-');
const home = join(folder, 'home');

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  mkdirSync(home);
});
afterAll(() => server.close());

const whole = `TWILIO_ACCOUNT_SID=${sandboxIds.accountSid}\nTWILIO_AUTH_TOKEN=${sandboxIds.authToken}\nTWILIO_PHONE_NUMBER=${sandboxIds.number}\n`;

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const surroundings = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_TWILIO_URL: server.url },
  ...more,
});

const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runProgram([...smsctl, ...argv], { env: surroundings(env), cwd: folder });

const bash = (script: string, env: Readonly<Record<string, string>> = {}) =>
  runProgram(['bash', '-c', script], { env: surroundings(env), cwd: folder });

describe('the program, with the configuration of an application', () => {
  it('reads a file, stdin, a pipe of another program and its environment, and writes nothing', async () => {
    const path = fileOf('app.env', whole);
    const variables = Object.fromEntries(
      whole
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    const runs = [
      await run(['verify', '--dotenv', path]),
      await run(['verify', '--env-file', path]),
      await run(['verify', '--env'], variables),
      await bash(`${shellSmsctl} verify --dotenv - < ${path}`),
      await bash(`${shellSmsctl} verify --dotenv <(sleep 0.2; cat ${path})`),
      await bash(`set -a; . ${path}; set +a; ${shellSmsctl} verify --env`),
    ];
    expect(runs.map(({ code, err }) => [code, err.includes('Configuration in ')])).toEqual(runs.map(() => [0, true]));
    expect(readdirSync(home)).toEqual([]);
  });

  it('does not run what NODE_OPTIONS of a file names, unless Node.js itself reads the file', async () => {
    const seen = fileOf('seen.cjs', "process.stdout.write('Code of the file was run.\\n');\n");
    const path = fileOf('hostile.env', `${whole}NODE_OPTIONS=--require=${seen}\n`);
    const own = await run(['verify', '--dotenv', path]);
    expect([own.code, own.out.includes('Code of the file')]).toEqual([0, false]);
    const ofNode = await run(['verify', '--env-file', path]);
    expect([ofNode.code, ofNode.err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining('sets NODE_OPTIONS')]);
  });

  it('says what is wrong with a file, also as a document', async () => {
    const { code, out } = await run(['verify', '--dotenv', join(folder, 'none.env'), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ organization: 'environment', error: { code: 'input.unreadable' } });
  });

  it('prints no secret of a variable that a framework reads', async () => {
    const { out } = await run(['verify', '--env', '--json'], {
      SUPABASE_AUTH_SMS_TWILIO_AUTH_TOKEN: sandboxIds.authToken,
    });
    expect(out).not.toContain(sandboxIds.authToken);
  });
});
