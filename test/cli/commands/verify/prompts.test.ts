import { describe, expect, it } from 'vitest';
import type { Context } from '../../../../src/cli/command/context.ts';
import { testCli } from '../../../support/context.ts';

/** The options with which each command opens its workspace on a terminal, where it stops. */
async function openedBy(...argv: readonly string[]) {
  const opened: Parameters<Context['openWorkspace']>[1][] = [];
  const openWorkspace: Context['openWorkspace'] = (_organization, options) => {
    opened.push(options);
    throw new Error('It goes no further.');
  };
  const cli = testCli({ url: 'http://127.0.0.1:9' }, { interactive: true, openWorkspace });
  await cli.run(...argv);
  expect(opened).toHaveLength(1);
  return opened[0];
}

describe('a command for a machine', () => {
  it.each([
    ['verify', '--json'],
    ['verify', '--format', 'junit'],
    ['verify', '--format', 'github'],
    ['send-test', '--to', '+12025550123', '--yes', '--json'],
    ['status', '--json'],
    ['status'],
    ['contacts', 'check', 'a.csv', '--json'],
    ['report', '--format', 'json'],
    ['credentials', 'remove', 'all', '--json'],
    ['message', 'check', 'Hello'],
  ])('asks for no passphrase on a terminal when it is %s %s %s', async (...argv) => {
    expect(await openedBy(...argv)).toMatchObject({ prompts: false });
  });

  it.each([
    ['verify'],
    ['verify', '--format', 'text'],
    ['send-test', '--to', '+12025550123'],
    ['exec', '--', 'true'],
    ['credentials', 'remove', 'all'],
    ['setup', 'owner'],
  ])('is one for people, and may ask, when it is %s %s', async (...argv) => {
    expect(await openedBy(...argv)).toMatchObject({ prompts: true });
  });
});

describe('the time that verify has', () => {
  it('is passed to the provider when it is given, and only then', async () => {
    const opened = await openedBy('verify', '--timeout', '2s', '--wait', '3m');
    expect(opened).toMatchObject({ timeoutMs: 2000, waitMs: 180_000, onWait: expect.any(Function) });
    const plain = await openedBy('verify', '--json');
    for (const name of ['timeoutMs', 'waitMs', 'onWait']) expect(plain).not.toHaveProperty(name);
  });
});
