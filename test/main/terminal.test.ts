import { describe, expect, it } from 'vitest';
import { switchesOf } from '../../src/main/switches.ts';
import { terminalOf } from '../../src/main/terminal.ts';

const stream = (isTerminal: boolean, columns: number | undefined = undefined) => ({
  write: () => {},
  isTerminal,
  columns,
  delivered: async () => 'whole' as const,
});

interface Surroundings {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  readonly stdin?: boolean;
  readonly stdout?: ReturnType<typeof stream>;
  readonly stderr?: ReturnType<typeof stream>;
}

const open = ({
  argv = [],
  env = {},
  platform = 'linux',
  stdin = true,
  stdout = stream(true),
  stderr = stream(true),
}: Surroundings = {}) =>
  terminalOf({ switches: switchesOf(argv, env), env, platform, stdout, stderr, stdinIsTerminal: () => stdin });

describe('terminalOf', () => {
  it('is interactive when stdin and stderr are terminals, whatever stdout is', () => {
    expect(open({ stdout: stream(false) }).interactive).toBe(true);
    expect(open({ stderr: stream(false) }).interactive).toBe(false);
    expect(open({ stdin: false }).interactive).toBe(false);
  });

  it.each([[{ CI: 'true' }], [{ SMSCTL_NO_INPUT: '1' }]])('is not interactive with %j', (env) => {
    expect(open({ env }).interactive).toBe(false);
  });

  it('does not open stdin when prompts are forbidden', () => {
    const stdinIsTerminal = () => {
      throw new Error('stdin was opened');
    };
    const switches = switchesOf(['--no-input'], {});
    const streams = { stdout: stream(true), stderr: stream(true) };
    expect(terminalOf({ switches, env: {}, platform: 'linux', ...streams, stdinIsTerminal }).interactive).toBe(false);
  });

  it('draws on the screens that are terminals', () => {
    const { out, err } = open({ stderr: stream(false) });
    expect([out.isTerminal, err.isTerminal]).toEqual([true, false]);
  });

  it('draws on no screen when the output is plain', () => {
    const { out, err } = open({ argv: ['--plain'] });
    expect([out.isTerminal, err.isTerminal]).toEqual([false, false]);
  });

  it('knows the current columns, and 80 without a terminal', () => {
    const stdout = { ...stream(true, 120) };
    const { out, err } = open({ stdout, stderr: stream(false) });
    expect([out.columns, err.columns]).toEqual([120, 80]);
    stdout.columns = 60;
    expect(out.columns).toBe(60);
  });

  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{}, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
  ])('takes %j for Unicode: %j', (env, unicode) => {
    expect(open({ env }).unicode).toBe(unicode);
    expect(open({ env, platform: 'win32' }).unicode).toBe(true);
  });

  it('loads colors for the screens that are terminals', async () => {
    const terminal = open({ stdout: stream(false) });
    expect(terminal.err.palette).toBeNull();
    await terminal.loadPalette();
    expect(terminal.err.palette).not.toBeNull();
    expect(terminal.out.palette).toBeNull();
  });

  it('loads colors for every screen when they are forced', async () => {
    const terminal = open({ stdout: stream(false), stderr: stream(false), env: { FORCE_COLOR: '1' } });
    await terminal.loadPalette();
    expect([terminal.out.palette, terminal.err.palette]).not.toContain(null);
    expect(terminal.out.isTerminal).toBe(false);
  });

  it.each([
    [['--no-color'], {}],
    [['--no-color'], { FORCE_COLOR: '1' }],
    [[], { FORCE_COLOR: '0' }],
    [['--plain'], {}],
    [[], { NO_COLOR: '1' }],
  ])('loads no colors for %j and %j', async (argv, env) => {
    const terminal = open({ argv, env });
    await terminal.loadPalette();
    expect([terminal.out.palette, terminal.err.palette]).toEqual([null, null]);
  });
});
