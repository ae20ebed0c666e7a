import { describe, expect, it } from 'vitest';
import { complete } from '../../../../src/cli/commands/completion/candidates.ts';
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

  it('leaves paths, and the words after `--`, to the shell', async () => {
    expect(await values('status', '--bundle', '')).toBe('file');
    expect(await values('exec', '--', '')).toBe('file');
  });
});
