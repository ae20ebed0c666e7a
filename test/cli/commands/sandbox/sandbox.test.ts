import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunningSandbox } from '../../../../src/cli/command/context.ts';
import { testCli } from '../../../support/context.ts';

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true });
});

/** The command line with a sandbox that notes how it is started and closed. */
function cliUntil(interrupted: (log: unknown[]) => Promise<130>) {
  const log: unknown[] = [];
  const sandbox = {
    ...{ url: 'http://127.0.0.1:1', directory: '/sandbox', variables: new Map([['SMSCTL_CONFIG_DIR', '/sandbox']]) },
    scenario: { name: 'ready', about: 'everything is set up', exit: 0 },
    close: async () => void log.push('closed'),
  } as unknown as RunningSandbox;
  const cli = testCli(
    { url: 'http://127.0.0.1:9' },
    {
      startSandbox: async (options) => {
        log.push(options);
        return sandbox;
      },
      untilInterrupted: () => interrupted(log),
    },
  );
  made.push(cli.directory);
  return { log, run: cli.run };
}

describe('sandbox', () => {
  it('starts a finished setup of its scenario on its port, and closes it when a signal comes', async () => {
    const { log, run } = cliUntil(async (seen) => {
      seen.push('signal');
      return 130;
    });
    const { code, out } = await run('sandbox', '--scenario', 'wrong-token', '--port', '4000');
    expect([code, out]).toEqual([0, "export SMSCTL_CONFIG_DIR='/sandbox'\n"]);
    expect(log).toEqual([
      expect.objectContaining({ scenario: 'wrong-token', port: 4000, finished: true }),
      'signal',
      'closed',
    ]);
  });

  it('closes it if anything fails', async () => {
    const { log, run } = cliUntil(() => Promise.reject(new Error('No.')));
    expect((await run('sandbox')).code).toBe(70);
    expect(log.at(-1)).toBe('closed');
  });
});
