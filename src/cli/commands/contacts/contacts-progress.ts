import type { ContactsProgress } from '../../../app/contacts/counted-lists.ts';
import { countText } from '../../../domain/text/counts.ts';
import { Cancelled } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { progressBar } from '../../render/progress.ts';
import { styleFor } from '../../render/style.ts';

/** Shows the progress of `work`. Rejects with `Cancelled` if the user interrupts it, after printing how far it came. */
export async function withProgress<T>(
  context: Context,
  name: string,
  work: (onProgress: (progress: ContactsProgress) => void) => Promise<T>,
): Promise<T> {
  const { err } = context;
  const bar = progressBar(name, err, styleFor(err, context));
  let last: ContactsProgress = { rows: 0, bytes: 0, totalBytes: null };
  const onProgress = (progress: ContactsProgress): void => {
    last = progress;
    bar.show(progress);
  };
  try {
    return await withInterrupt(context, work(onProgress), () => err.write(stoppedText(last)));
  } finally {
    bar.end();
  }
}

/** Rejects with `Cancelled`, after `onInterrupt`, if the user interrupts `work`. */
async function withInterrupt<T>({ untilInterrupted }: Context, work: Promise<T>, onInterrupt: () => void): Promise<T> {
  const interruption = async (): Promise<never> => {
    const exit = await untilInterrupted();
    onInterrupt();
    throw new Cancelled(exit);
  };
  return Promise.race([work, interruption()]);
}

function stoppedText({ rows, bytes, totalBytes }: ContactsProgress): string {
  const share = totalBytes === null || totalBytes === 0 ? '' : ` (${Math.floor((bytes / totalBytes) * 100)} %)`;
  return `\nStopped after ${countText(rows)} rows${share}. Nothing was written or saved.\n`;
}
