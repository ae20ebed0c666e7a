import type { Context } from '../../src/cli/command/context.ts';
import { testCli } from './context.ts';

interface ShownOptions {
  /** Default: 80. */
  readonly columns?: number;
  readonly change?: Partial<Context>;
}

/** What a terminal shows when commands run one after another in an empty place, with their exit codes. */
export async function shownBy(
  commands: readonly (readonly string[])[],
  { columns = 80, change = {} }: ShownOptions = {},
): Promise<string> {
  let text = '';
  const write = (words: string) => {
    // Progress is removed from the screen.
    if (!words.startsWith('\r')) text += words;
  };
  const screen = { write, isTerminal: true, palette: null, columns };
  const cli = testCli({ url: 'http://127.0.0.1:9' }, { out: screen, err: screen, unicode: true, ...change });
  cli.now = () => new Date('2026-11-23T18:00:00.000Z');
  for (const argv of commands) {
    text += `$ smsctl ${argv.map((word) => (/^[\w./=-]+$/.test(word) ? word : `'${word}'`)).join(' ')}\n`;
    const { code } = await cli.run(...argv);
    text += `[exit ${code}]\n`;
  }
  return text;
}
