import { describe, expect, it } from 'vitest';
import type { ContactsProgress } from '../../../../src/app/contacts/counted-lists.ts';
import type { Context } from '../../../../src/cli/command/context.ts';
import { withProgress } from '../../../../src/cli/commands/contacts/contacts-progress.ts';

/** A run with a terminal whose signal comes when `interrupt` is called. */
function start(isTerminal = true) {
  let text = '';
  let interrupt: (exit: 130 | 143) => void = () => {};
  const write = (words: string) => {
    text += words;
  };
  const context = {
    err: { write, isTerminal, palette: null, columns: 80 },
    unicode: true,
    verbose: false,
    untilInterrupted: () =>
      new Promise((resolve) => {
        interrupt = resolve;
      }),
  } as unknown as Context;
  return { context, text: () => text, interrupt: (exit: 130 | 143) => interrupt(exit) };
}

describe('a check of contacts that takes its time', () => {
  it.each<[string, ContactsProgress | undefined, string]>([
    ['before it read a row', undefined, 'Stopped after 0 rows. '],
    ['in the middle', { rows: 1500, bytes: 999, totalBytes: 2000 }, 'Stopped after 1,500 rows (49 %). '],
    ['at the end', { rows: 1500, bytes: 2000, totalBytes: 2000 }, 'Stopped after 1,500 rows (100 %). '],
    ['in a pipe', { rows: 1500, bytes: 999, totalBytes: null }, 'Stopped after 1,500 rows. '],
    ['in an empty list', { rows: 0, bytes: 0, totalBytes: 0 }, 'Stopped after 0 rows. '],
  ])('says how far it came when a signal ends it: %s', async (_, progress, words) => {
    const { context, text, interrupt } = start(false);
    const run = withProgress(context, 'list.csv', (onProgress) => {
      if (progress !== undefined) onProgress(progress);
      return new Promise(() => {});
    });
    interrupt(143);
    await expect(run).rejects.toMatchObject({ code: 'cancelled', exit: 143 });
    expect(text()).toContain(words);
  });

  it('takes its bar away, also when it fails', async () => {
    const progress = { rows: 1, bytes: 1, totalBytes: 2 };
    const done = start();
    expect(
      await withProgress(done.context, 'list.csv', async (onProgress) => {
        onProgress(progress);
        return 'read';
      }),
    ).toBe('read');
    const failed = start();
    const run = withProgress(failed.context, 'list.csv', async (onProgress) => {
      onProgress(progress);
      throw new Error('No.');
    });
    await expect(run).rejects.toThrow('No.');
    for (const { text } of [done, failed]) {
      expect(text()).toContain('1 rows of list.csv');
      expect(text().endsWith('\r\u001b[K')).toBe(true);
    }
    expect(done.text()).not.toContain('Stopped');
  });
});
