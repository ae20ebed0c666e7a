import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { faultsIn } from '../support/schemas.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const home = temporaryFolder('interrupted');

let bare: Readonly<Record<string, string>>;

/** A provider that takes requests and never answers, and its address. */
async function startSilent(asked: () => void = () => {}): Promise<{ silent: Server; url: string }> {
  const silent = createServer(asked);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  return { silent, url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
}

/** A setup that was made with a provider. */
beforeAll(async () => {
  const sandbox = await startSandbox({ world: defaultWorld() });
  bare = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', TWILIO_AUTH_TOKEN: authToken };
  const answers = [
    ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
    ...['--store', 'env', '--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--quiet', '--no-input'],
    ...['--contacts', join(projectFolder, 'samples', 'contacts.csv'), '--contacts-country', 'US'],
    ...['--acknowledge-contacts', '--acknowledge-short-form'],
  ];
  const setup = await runProgram([...smsctl, 'setup', ...answers], {
    env: { ...bare, SMSCTL_TWILIO_URL: sandbox.url },
  });
  expect([setup.code, setup.code === 0 ? '' : setup.err]).toEqual([0, '']);
  await sandbox.close();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function end(silent: Server): void {
  silent.closeAllConnections();
  silent.close();
}

/** Runs it, and sends the signal once the provider was asked; `again`: a second time at once. */
async function endedBy(signal: NodeJS.Signals, argv: readonly string[], again = false): Promise<Ended> {
  // One for each run: a request of an earlier one may come late.
  const { silent, url } = await startSilent(() => {
    child?.kill(signal);
    if (again) child?.kill(signal);
  });
  let child: ReturnType<typeof spawn> | undefined;
  return new Promise((resolve) => {
    const [file = '', ...args] = [...smsctl, ...argv];
    child = spawn(file, args, { env: { ...bare, SMSCTL_TWILIO_URL: url } });
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    child.on('close', (code) => {
      end(silent);
      resolve({ code, out, err });
    });
  });
}

const signals = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

describe.each(signals)('verify, ended by %s', (signal, code) => {
  it.each([
    [['verify', '--json']],
    [['verify', '--json', '--wait', '1m']],
    [['verify', '--json', '--strict', '--check', 'owner.assigned,number.owned']],
  ])('prints its document for %j with the results so far', async (argv) => {
    const { out, ...ended } = await endedBy(signal, argv);
    expect(ended.code, ended.err).toBe(code);
    const document = JSON.parse(out);
    expect(faultsIn('verify', document)).toEqual([]);
    expect(document).toMatchObject({
      ...{ verdict: 'unknown', ready: false, exitCode: code, organization: 'default' },
      error: { code: 'interrupted' },
    });
    expect(document.checks[0]).toMatchObject({ id: 'owner.assigned', status: 'pass' });
    const counted = Object.values(document.summary as Record<string, number>).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(document.checks.length);
    expect(document.checks.length).toBeLessThan(10);
  });

  it.each(['junit', 'github'])('says that it was interrupted in %s', async (format) => {
    const { out, code: ended } = await endedBy(signal, ['verify', '--format', format]);
    expect(ended).toBe(code);
    expect(out).toContain(format === 'junit' ? '<error' : '::error');
    expect(out).toContain('signal');
  });

  it('prints a message and ends at once without a machine format', async () => {
    const { code: ended } = await endedBy(signal, ['verify']);
    expect(ended).toBe(code);
  });

  it('ends at once when a second signal comes', async () => {
    const { code: ended } = await endedBy(signal, ['verify', '--json'], true);
    expect(ended).toBe(code);
  });

  it('prints its document when the signal comes right after the start', async () => {
    const early = join(home, `${signal}.cjs`);
    writeFileSync(
      early,
      `const on = process.on;
       process.on = function (name, ...rest) {
         const result = on.call(this, name, ...rest);
         if (name === '${signal}') process.kill(process.pid, name);
         return result;
       };`,
    );
    const [node = '', ...args] = smsctl;
    const { silent, url } = await startSilent();
    const env = { ...bare, SMSCTL_TWILIO_URL: url };
    const { out, code: ended } = await runProgram([node, '--require', early, ...args, 'verify', '--json'], { env });
    end(silent);
    expect(ended).toBe(code);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'unknown', exitCode: code, error: { code: 'interrupted' } });
  });
});
