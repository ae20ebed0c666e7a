import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smsctl } from '../support/program.ts';
import { keys, openTerminal } from '../support/terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'smsctl-plain-'));
afterAll(() => rmSync(home, { recursive: true }));
const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C', SMSCTL_KEYCHAIN: 'off' };

const start = (more: Readonly<Record<string, string>>, ...argv: readonly string[]) =>
  openTerminal([...smsctl, ...argv], { env: { ...env, ...more } });

describe('plain lines', () => {
  it('complete a sandbox setup by Enter alone, in append-only ASCII', async () => {
    const terminal = start({ ACCESSIBLE: '1' }, 'setup', '--sandbox');
    let over = false;
    const end = terminal.ended.then((code) => {
      over = true;
      return code;
    });
    while (!over) {
      await Promise.race([terminal.until(/: $|Ready:/).catch(() => {}), end]);
      if (!over) terminal.type(keys.enter);
    }
    expect(await end).toBe(0);
    expect(terminal.text()).toContain('[pass]');
    expect(terminal.text()).toMatch(/\n {2}1\. .*\n/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is what must not be there.
    expect(terminal.raw()).not.toMatch(/\u001b\[(?!\?25h)/);
  });

  it('name an error, show no secret and end on Ctrl-C', async () => {
    const terminal = start({}, 'setup', '--plain');
    await terminal.until(/team.*: $/i);
    terminal.type(`Messaging${keys.enter}`);
    await terminal.until(/: $/);
    terminal.type(`#sms${keys.enter}`);
    await terminal.until(/Number.*: $|number.*: $/);
    terminal.type(`nonsense-number-that-is-none${keys.enter}`);
    await terminal.until(/: $/);
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
    expect(terminal.text()).toContain('Cancelled.');
  });
});
