import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/main/context.ts';
import { switchesOf } from '../../src/main/switches.ts';
import { terminalOf } from '../../src/main/terminal.ts';
import { quickTimer } from '../support/quick-timer.ts';

function open(env: Readonly<Record<string, string>>, cwd: () => string = () => '/work') {
  const written: string[] = [];
  const stream = {
    write: (text: string) => void written.push(text),
    isTerminal: false,
    columns: undefined,
    delivered: async () => 'whole' as const,
  };
  const switches = switchesOf([], env);
  const stdinIsTerminal = () => false;
  const context = createContext({
    env,
    switches,
    terminal: terminalOf({ switches, env, platform: 'linux', stdout: stream, stderr: stream, stdinIsTerminal }),
    signals: {
      onInterrupt: () => () => {},
      untilInterrupted: () => new Promise(() => {}),
      leaveToProgram: (work) => work(),
    },
    timer: quickTimer(),
    givenMask: 0o022,
    cwd,
    packaged: (path) => `/package/${path}`,
  });
  return { context, written };
}

describe.skipIf(process.platform !== 'linux')('createContext', () => {
  it('keeps settings in the home directory of the environment', () => {
    expect(open({ HOME: '/home/ada' }).context.organizations.directory).toBe('/home/ada/.config/smsctl');
  });

  it.each(['', 'relative/home'])('ignores HOME=%j', (HOME) => {
    expect(open({ HOME }).context.organizations.directory).toMatch(/^\/.*\.config\/smsctl$/);
  });

  it('starts without a working directory', async () => {
    const deleted = () => {
      throw new Error('ENOENT: uv_cwd');
    };
    const { context } = open({ HOME: '/nowhere/at/all' }, deleted);
    expect(await context.organizations.bound({ onlyOwn: true })).toBeUndefined();
  });

  it('takes the name of the operator from USER, then USERNAME', () => {
    expect(open({ USER: 'ada', USERNAME: 'grace' }).context.operator).toBe('ada');
    expect(open({ USERNAME: 'grace' }).context.operator).toBe('grace');
    expect(open({}).context.operator).not.toBe('');
  });

  it('is neither interactive nor in CI without a terminal and with CI=false', () => {
    expect(open({ CI: 'false' }).context).toMatchObject({ interactive: false, ci: false });
    expect(open({ CI: '1' }).context).toMatchObject({ interactive: false, ci: true });
  });

  it('allows unsafe Node settings when told to', () => {
    const env = { HOME: '/nowhere', NODE_DEBUG: 'http' };
    expect(open(env).context.unsafeNode({ offline: true })).toHaveLength(1);
    const allowed = { ...env, SMSCTL_ALLOW_UNSAFE_NODE: '1' };
    expect(open(allowed).context.unsafeNode({ offline: true })).toEqual([]);
  });

  it('opens a workspace of the organization that is named', () => {
    const { context } = open({ HOME: '/nowhere' });
    const workspace = context.openWorkspace('acme', { prompts: false });
    expect(workspace).toMatchObject({ organization: 'acme', provider: 'twilio' });
    expect(workspace.settings.location).toBe('/nowhere/.config/smsctl/organizations/acme.json');
  });
});
