import { describe, expect, it } from 'vitest';
import { complete } from '../../../../src/cli/commands/completion/candidates.ts';
import { helpTopics } from '../../../../src/cli/commands/help/help-topics.ts';
import { commands, groups } from '../../../../src/cli/commands.ts';

const tree = { commands, groups, list: async (kind: string) => [`${kind}-one`, `${kind}-two`] };
const values = async (...words: readonly string[]) => {
  const found = await complete(words, tree);
  return found === 'file' ? found : found.map(({ value }) => value);
};

describe('completion', () => {
  it('lists commands and groups when there is no command yet', async () => {
    expect(await values('')).toEqual(expect.arrayContaining(['verify', 'org', 'contacts']));
    expect(await values('--org', 'acme', '')).toContain('verify');
  });

  it('lists the commands of a group when the group is given', async () => {
    expect(await values('org', '')).toEqual(['list', 'use', 'rename', 'remove']);
  });

  it('lists the flags of smsctl and of the command when the word is a flag', async () => {
    const flags = await values('verify', '--');
    expect(flags).toEqual(expect.arrayContaining(['--org', '--check', '--help']));
    expect(await values('status', '--')).not.toContain('--check');
  });

  it('lists values when an option lacks its value', async () => {
    expect(await values('verify', '--check', '')).toEqual(['check-one', 'check-two']);
    expect(await values('verify', '--check=')).toEqual(['--check=check-one', '--check=check-two']);
    expect(await values('verify', '--check', '=', '')).toEqual(['check-one', 'check-two']);
    expect(await values('verify', '--check', 'check-one,')).toEqual(['check-one,check-one', 'check-one,check-two']);
    expect(await values('status', '--org', '')).toEqual(['organization-one', 'organization-two']);
  });

  it('lists the values of an argument when its place is reached', async () => {
    expect(await values('completion', '')).toEqual(['bash', 'zsh', 'fish', 'powershell']);
    expect(await values('completion', 'bash', '')).toEqual([]);
    expect(await values('explain', 'one', '--json', '')).toEqual(['subject-one', 'subject-two']);
  });

  it.each([
    [
      ['setup', '--store'],
      ['keychain', 'file', 'env', 'command'],
    ],
    [
      ['setup', '--credential-method'],
      ['auth-token', 'api-key'],
    ],
    [
      ['credentials', 'set', '--store'],
      ['keychain', 'file', 'env', 'command'],
    ],
    [
      ['setup', '--confirm-method'],
      ['auth-token', 'api-key'],
    ],
    [
      ['setup', '--contacts-numbers'],
      ['national', 'international'],
    ],
    [
      ['setup', '--scenario'],
      ['scenario-one', 'scenario-two'],
    ],
    [
      ['sandbox', '--scenario'],
      ['scenario-one', 'scenario-two'],
    ],
    [
      ['contacts', 'check', '--contacts-numbers'],
      ['national', 'international'],
    ],
    [
      ['report', '--format'],
      ['md', 'html', 'json'],
    ],
    [
      ['verify', '--format'],
      ['text', 'junit', 'github'],
    ],
    [
      ['verify', '--skip'],
      ['check-one', 'check-two'],
    ],
    [['setup'], ['owner', 'number', 'credentials', 'method', 'contacts']],
    [['acknowledge'], ['short-form', 'contacts']],
    [
      ['credentials', 'move'],
      ['keychain', 'file'],
    ],
    [
      ['credentials', 'use'],
      ['auth-token', 'api-key', 'previous'],
    ],
    [
      ['credentials', 'remove'],
      ['auth-token', 'api-key', 'previous', 'all', 'pending'],
    ],
    [['schema'], ['schema-one', 'schema-two']],
    [
      ['org', 'remove', 'acme', '--confirm'],
      ['organization-one', 'organization-two'],
    ],
    [['help'], helpTopics.map(({ name }) => name)],
  ])('lists every word of a closed set after %j', async (line, expected) => {
    expect(await values(...line, '')).toEqual(expected);
  });

  it('leaves paths, and the words after `--`, to the shell', async () => {
    expect(await values('status', '--bundle', '')).toBe('file');
    expect(await values('contacts', 'check', '')).toBe('file');
    expect(await values('setup', '--contacts', '')).toBe('file');
    expect(await values('status', '--bundle=')).toBe('file');
    expect(await values('status', '--bundle', 'one,')).toBe('file');
    expect(await values('exec', '--', '')).toBe('file');
  });
});
