import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runProgram, shellSmsctl } from '../support/program.ts';
import { named, shellRequirement } from '../support/requirements.ts';

const home = mkdtempSync(join(tmpdir(), 'smsctl-completion-'));
afterAll(() => rmSync(home, { recursive: true }));
const settings = join(home, 'settings');
mkdirSync(join(settings, 'organizations'), { recursive: true });
writeFileSync(join(settings, 'organizations', 'acme-eu.json'), '{"schema": "smsctl.settings/1"}');
writeFileSync(join(home, 'answers.json'), '{}');
mkdirSync(join(home, 'bin'));
writeFileSync(join(home, 'bin/smsctl'), `#!/bin/sh\nexec ${shellSmsctl} "$@"\n`);
chmodSync(join(home, 'bin/smsctl'), 0o755);
const env = {
  HOME: home,
  PATH: `${join(home, 'bin')}:${process.env.PATH}`,
  LANG: 'C.UTF-8',
  SMSCTL_CONFIG_DIR: settings,
};

/** What each shell makes of a line that ends in the cursor. */
const shells: Readonly<Record<string, (line: string) => readonly string[]>> = {
  bash: (line) => {
    const words = line.split(' ');
    return [
      'bash',
      '-c',
      `source <(smsctl completion bash); COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _smsctl; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ];
  },
  zsh: (line) => {
    const words = line.split(' ');
    // The completion system is stood in for by what it is handed: what `_describe` gets is what is offered.
    return [
      'zsh',
      '-fc',
      `compdef() { :; }; _files() { print -r -- FILES; }; _describe() { local name=$4; print -rl -- "\${(@P)name}"; }; source <(smsctl completion zsh); words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _smsctl`,
    ];
  },
  fish: (line) => ['fish', '--no-config', '-c', `smsctl completion fish | source; complete --do-complete '${line}'`],
};

describe.each(Object.entries(shells))('completion', (shell, commandFor) => {
  const reason = shellRequirement(shell);
  const offered = async (line: string): Promise<string> => (await runProgram(commandFor(line), { env, cwd: home })).out;

  describe.skipIf(reason)(named(`in ${shell}`, reason), () => {
    it.each([
      ['smsctl ver', 'verify'],
      ['smsctl org ', 'rename'],
      ['smsctl verify --off', '--offline'],
      ['smsctl status --org ', 'acme-eu'],
      ['smsctl verify --check number.o', 'number.owned'],
      ['smsctl verify --format ', 'junit'],
      ['smsctl explain 300', '30034'],
      ['smsctl help ', 'exit-codes'],
      ['smsctl setup --store ', 'keychain'],
      ['smsctl setup nu', 'number'],
      ['smsctl sandbox --scenario voice', 'voice-only'],
      ['smsctl schema ', 'verify'],
    ])('completes "%s" with %s', async (line, expected) => expect(await offered(line)).toContain(expected));

    it('offers a word without a description alone', async () => {
      const lines = (await offered('smsctl org use ')).trim().split('\n');
      expect(lines.map((line) => line.trimEnd())).toEqual(['acme-eu']);
    });

    it('leaves file names to the shell', async () => {
      const found = await offered('smsctl setup --answers ans');
      if (shell === 'fish') expect(found).toContain('answers.json');
      if (shell === 'zsh') expect(found).toContain('FILES');
      if (shell === 'bash') expect(found.trim()).toBe('');
    });

    it('offers no candidate that a shell would run', async () => {
      writeFileSync(join(settings, 'organizations', '$(touch broken).json'), '{}');
      expect(await offered('smsctl org use ')).not.toContain('touch');
    });
  });
});
