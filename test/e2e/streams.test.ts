import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/domain/text/shell-word.ts';
import { projectFolder, runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const home = temporaryFolder('streams');
const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_TWILIO_URL: 'http://127.0.0.1:9' };
const program = shellSmsctl;
const shell = (script: string) => runProgram(['bash', '-c', script], { env, cwd: projectFolder });

describe('output', () => {
  it('exits quietly with the verdict’s code when its reader leaves early', async () => {
    const { out, err } = await shell(`${program} verify --json | head -c 10; echo " code=\${PIPESTATUS[0]}"`);
    expect(out).toContain('{\n  "schem');
    expect(out).toMatch(/code=1/);
    expect(err).not.toMatch(/EPIPE|Error|at .*\.js/);
  });

  it('exits quietly when its reader is gone', async () => {
    const { out, err } = await shell(`(sleep 0.5; ${program} verify --json; echo "code=$?" >&2) | true`);
    expect(out).toBe('');
    expect(err).toMatch(/code=1/);
    expect(err).not.toMatch(/EPIPE|Error|at .*\.js/);
  });

  it('exits quietly when a filter’s reader leaves with much output left', async () => {
    const lines = 'yes 202-555-0123 | head -n 2000000';
    const { out, err } = await shell(
      `${lines} | ${program} contacts classify --contacts-country US | head -n 1; echo "code=\${PIPESTATUS[2]}"`,
    );
    expect(out).toMatch(/code=0/);
    expect(err).toBe('');
  });

  it('exits with 74 when the disk is full', async () => {
    const { code, err } = await shell(`${program} verify --json > /dev/full`);
    expect(code).toBe(74);
    expect(err).toBe('smsctl: the output could not be written.\n');
  });

  it('does not crash when stdout is closed', async () => {
    const { code, err } = await shell(`${program} verify --json >&-`);
    expect([1, 74]).toContain(code);
    expect(err).not.toMatch(/at .*\.js/);
  });

  it.each([
    ['a slow reader', ''],
    // Node's own stream makes the pipe non-blocking, as whoever shares it with us may have done.
    ['a slow reader of a pipe that never waits', 'process.stdout;'],
  ])('of a megabyte arrives whole at %s', async (_, before) => {
    const script = join(home, 'megabyte.mjs');
    const url = new URL('../../dist/adapters/terminal/standard-streams.js', import.meta.url).href;
    writeFileSync(
      script,
      `const { output } = await import(${JSON.stringify(url)});
       ${before}
       const out = output('stdout');
       out.write('x'.repeat(1024 * 1024) + 'end');
       await out.delivered();
       process.exit(0);`,
    );
    const { out } = await shell(`node ${shellWord(script)} | (sleep 1; cat) | wc -c`);
    expect(Number(out)).toBe(1024 * 1024 + 3);
  });

  it('is one JSON document on success and on error', async () => {
    for (const argv of [
      ['verify', '--json'],
      ['verify', '--json', '--bogus'],
      ['status', '--json'],
      ['status', '--json', '--org', 'NO'],
    ]) {
      const { out, code } = await runProgram([...smsctl, ...argv], { env });
      const document = JSON.parse(out);
      expect(document.exitCode).toBe(code);
      expect(out.endsWith('}\n')).toBe(true);
    }
  });

  it('has no color and no escape sequence without a terminal', async () => {
    const { out, err } = await runProgram([...smsctl, 'setup', '--sandbox'], { env });
    expect(out + err).not.toContain('\u001b');
  });

  it('is ASCII when the locale is not UTF-8', async () => {
    const { out } = await runProgram([...smsctl, 'verify'], { env: { ...env, LANG: 'C' } });
    expect(out).toContain('x fail');
    expect(out).not.toContain('✖');
  });
});

describe('smsctl sandbox', () => {
  it('prints the variables for another shell, serves it and stops on Ctrl-C', async () => {
    const { out, code } = await shell(
      `${program} sandbox > ${home}/exports & pid=$!; for i in $(seq 50); do grep -q SMSCTL_CONFIG_DIR ${home}/exports && break; sleep 0.1; done
       . ${home}/exports; ${program} setup --confirm-method auth-token --store env --owner-team T --owner-contact c --contacts samples/contacts.csv --contacts-country US --acknowledge-contacts --acknowledge-short-form --quiet
       echo "setup=$?"; ${program} verify > /dev/null; echo "verify=$?"; kill -INT $pid; wait $pid; echo "sandbox=$?"; ls -d $SMSCTL_CONFIG_DIR 2>&1`,
    );
    expect(code).not.toBeNull();
    expect(out).toMatch(/setup=0[\s\S]*verify=0[\s\S]*sandbox=0/);
    expect(out).toContain('No such file');
  });
});
