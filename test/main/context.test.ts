import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/main/context.ts';
import { switchesOf } from '../../src/main/switches.ts';
import { terminalOf } from '../../src/main/terminal.ts';
import { built } from '../support/built.ts';
import { quickTimer } from '../support/quick-timer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The judge uses them.
await built('tables');

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

function open(env: Readonly<Record<string, string>>, cwd: () => string = () => '/work', root = '/package') {
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
    packaged: (path) => join(root, path),
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

  it('names the system, the time and the pages of the package', () => {
    const { context } = open({});
    expect(context.system).toEqual({
      ...{ node: process.versions.node, platform: process.platform, arch: process.arch },
      release: expect.stringMatching(/\d/),
    });
    expect(context.host).toMatch(/./);
    expect(Math.abs(context.clock.now().getTime() - Date.now())).toBeLessThan(60_000);
    expect(context.docsPage('reference.md#number.owned')).toBe('file:///package/docs/reference.md#number.owned');
    expect(open({}).context.operator).toBe(userInfo().username);
  });

  it('opens the rest when it is asked for', async () => {
    const { context } = open({ HOME: '/nowhere' }, () => '/work', projectFolder);
    expect((await context.schemas()).names()).toContain('verify');
    const listed = await context.listScenarios();
    expect(listed[0]).toEqual({ name: 'ready', about: expect.any(String), exit: 0 });
    expect((await context.contactFiles()).readLines).toBeTypeOf('function');
    expect((await context.openJudge())('+12025550123').textable).toBe(true);
    expect(await context.sourcePlace('nowhere.js:1:1')).toBe('nowhere.js:1:1');
    const folder = temporaryFolder('context');
    await context.writeOutput(join(folder, 'out.txt'), 'words', { replace: false });
    expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toBe('words');
    const sandbox = await context.startSandbox({});
    expect(sandbox.defaults.get('contacts.source')).toBe(join(projectFolder, 'samples/contacts.csv'));
    await sandbox.close();
  });

  // A thread cannot set it.
  it.runIf(isMainThread)('runs a program with the umask that smsctl was started with', async () => {
    const own = process.umask();
    try {
      const script = 'process.exit(process.umask() === 0o022 ? 7 : 8)';
      const request = { command: process.execPath, args: ['-e', script], environment: { PATH: '/usr/bin' } };
      expect(await open({}).context.runProgram(request)).toBe(7);
    } finally {
      process.umask(own);
    }
  });

  it('opens a workspace of the organization that is named', () => {
    const { context } = open({ HOME: '/nowhere' });
    const workspace = context.openWorkspace('acme', { prompts: false });
    expect(workspace).toMatchObject({ organization: 'acme', provider: 'twilio' });
    expect(workspace.settings.location).toBe('/nowhere/.config/smsctl/organizations/acme.json');
  });
});
