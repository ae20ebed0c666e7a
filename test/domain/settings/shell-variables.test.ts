import { describe, expect, it } from 'vitest';
import { shellSyntax } from '../../../src/domain/settings/shell-variables.ts';

describe('variables for a shell', () => {
  it.each([
    ['linux', {}],
    ['darwin', { MSYSTEM: 'MINGW64' }],
    // Git Bash.
    ['win32', { MSYSTEM: 'MINGW64' }],
  ])('are POSIX on %s with %j', (platform, env) => {
    const { set, unset } = shellSyntax({ platform, env });
    expect(set('A', "it's $x")).toBe(`export A='it'\\''s $x'\n`);
    expect(unset('A')).toBe('unset A\n');
  });

  it('are for PowerShell on Windows', () => {
    const { set, unset } = shellSyntax({ platform: 'win32', env: {} });
    expect(set('A', "it's $x `y`")).toBe("$env:A = 'it''s $x `y`'\n");
    // PowerShell ends a text at each of these.
    expect(set('A', '\u2018\u2019\u201a\u201b')).toBe(`$env:A = '\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b'\n`);
    expect(unset('A')).toBe('Remove-Item Env:A\n');
  });
});
