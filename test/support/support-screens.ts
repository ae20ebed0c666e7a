import { join } from 'node:path';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { verificationFile } from '../../src/adapters/settings/verification-file.ts';
import type { Context } from '../../src/cli/command/context.ts';
import type { CheckResult } from '../../src/domain/readiness/check.ts';
import { remember } from '../../src/domain/readiness/remember.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { checklist } from '../../src/setup/checklist.ts';
import { testCli } from './context.ts';
import { now } from './fixtures.ts';

interface ScreenOptions {
  /** The origin of a mock server. Absent: one that nothing may reach. */
  readonly url?: string;
  /** In characters. */
  readonly columns?: number;
  readonly context?: Partial<Context>;
}

/** The command line in process, as a terminal of some width shows it: both streams in one text, without paths of this machine. */
export function screenCli({ url = 'http://127.0.0.1:9', columns = 80, context = {} }: ScreenOptions = {}) {
  let text = '';
  const write = (words: string) => {
    text += words;
  };
  const screen = { write, isTerminal: true, palette: null, columns };
  const cli = testCli({ url }, { out: screen, err: screen, ...context });
  cli.now = () => now;
  return {
    cli,
    /** What a command line prints, after the command line. */
    screen: async (...argv: readonly string[]): Promise<string> => {
      text = '';
      const { code } = await cli.run(...argv);
      const shown = text.replaceAll(cli.directory, 'DIR').replaceAll(url, 'http://127.0.0.1:PORT');
      return `$ smsctl ${argv.join(' ')}\n${shown}[exit ${code}]\n`;
    },
    save: async (organization: string, settings: Settings) => {
      await settingsFile({ directory: cli.directory, organization }).update(() => settings);
    },
    /** Saves the results of a run: every live check passed, but for these. */
    verified: async (
      organization: string,
      settings: Settings,
      others: Readonly<Record<string, Partial<CheckResult>>> = {},
      at = '2026-11-22T18:00:00.000Z',
    ) => {
      const results = checklist
        .filter(({ live }) => live)
        .map(({ id, headline, title, live }) => ({
          ...{ id, headline, title, live, status: 'pass' as const, required: true, blockedBy: null },
          ...{ detail: 'Seen.', remedy: null, code: null, data: {}, durationMs: 1, checkedAt: at, ...others[id] },
        }));
      const file = verificationFile({ directory: join(cli.directory, 'state'), organization });
      await file.save(remember(await file.load(), results, { settings, now: new Date(at), complete: true }));
    },
  };
}
