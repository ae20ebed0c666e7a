import { readStored } from '../../../app/credentials/credential-vault.ts';
import { countryBy, openLog } from '../../../app/deliveries/delivery-log.ts';
import { readMessage } from '../../../app/deliveries/read-message.ts';
import { type OverviewRead, readOverview } from '../../../app/deliveries/read-overview.ts';
import { readRecipient } from '../../../app/deliveries/read-recipient.ts';
import type { Span } from '../../../domain/deliveries/overview.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { countText } from '../../../domain/text/counts.ts';
import { Cancelled } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { standInNote } from '../../render/checklist.ts';
import { progressBar } from '../../render/progress.ts';
import { styleFor } from '../../render/style.ts';
import { defaultLimit, defaultMaxFailed } from './deliveries-defaults.ts';
import { type DocumentHead, messageDocument, overviewDocument, recipientDocument } from './deliveries-document.ts';
import { parseRecipient, parseWantedSender, recipientSpan, spanOf } from './deliveries-request.ts';
import { type DeliveriesOptions, type DeliveriesRun, exitFor, shareOf, shownOverview } from './deliveries-run.ts';
import { messageLines, recipientLines } from './message-lines.ts';
import { overviewLines } from './overview-text.ts';

const dayMs = 86_400_000;

export async function run(context: Context, options: DeliveriesOptions): Promise<ExitCode> {
  const { org, json = false, limit = defaultLimit, maxFailed = defaultMaxFailed } = options;
  const workspace = context.openWorkspace(org, { prompts: context.interactive && !json });
  const settings = (await workspace.settings.load()) ?? {};
  // Checked before the secret store may ask for a passphrase.
  const sender = options.from === undefined ? null : parseWantedSender(options.from, settings);
  const number = options.to === undefined ? undefined : parseRecipient(options.to, settings);
  const now = context.clock.now();
  const span = number === undefined && options.message === undefined ? spanOf(options, now, dayMs) : null;
  const history = number === undefined ? null : recipientSpan(options, now);
  const provider = await openLog(settings, {
    openProvider: workspace.openProvider,
    readCredential: (section) => readStored(section, workspace.openStore),
  });
  const running: DeliveriesRun = { context, options, settings, workspace, provider, sender, limit, maxFailed };
  if (!json) context.err.write(standInNote(workspace.provider));
  if (options.message !== undefined) return showMessage(running, options.message, now);
  if (number !== undefined) return showRecipient(running, number, history, now);
  if (options.follow === true) return (await import('./follow.ts')).follow(running);
  if (span === null) throw new Error('An overview has a span of time.');
  return showOverview(running, span, now);
}

async function showOverview(running: DeliveriesRun, span: Span, now: Date): Promise<ExitCode> {
  const { context, options, provider, sender, limit, maxFailed } = running;
  const { err, out } = context;
  const bar = progressBar('', err, styleFor(err, context), 'messages');
  const countryOf = countryBy(await context.openJudge());
  let messages = 0;
  const onProgress = ({ read, at }: { readonly read: number; readonly at: number }): void => {
    messages = read;
    bar.show({ rows: read, bytes: span.until - at, totalBytes: span.until - span.since });
  };
  const interruption = async (): Promise<never> => {
    const exit = await context.untilInterrupted();
    bar.end();
    err.write(`\nStopped after ${countText(messages)} messages. Nothing was changed.\n`);
    throw new Cancelled(exit);
  };
  let read: OverviewRead;
  try {
    const reading = readOverview(provider, { span, sender, limit, now, countryOf, onProgress });
    read = await Promise.race([reading, interruption()]);
  } finally {
    bar.end();
  }
  const share = options.copyable(shareOf(read, running));
  const exit = exitFor(read, share);
  out.write(
    options.json === true
      ? overviewDocument(headOf(running, exit), options.copyable(read), share, maxFailed)
      : options.copyable(overviewLines(shownOverview(running, read, share), styleFor(out, context))),
  );
  return exit;
}

const headOf = ({ context, options, workspace, limit }: DeliveriesRun, exit: ExitCode): DocumentHead => ({
  version: context.version,
  organization: options.org,
  provider: workspace.provider,
  exitCode: exit,
  sender: options.from?.trim() ?? null,
  limit,
  requests: workspace.requests(),
});

async function showRecipient(running: DeliveriesRun, number: string, span: Span | null, now: Date): Promise<ExitCode> {
  const { context, options, provider, sender, limit } = running;
  const shown = { numbers: options.showNumbers === true };
  const withText = options.showText === true;
  const read = await readRecipient(provider, { number, span, sender, limit, withText, now });
  const isUnknown = read.stopped !== null || read.unseen;
  const exit = isUnknown ? exitCode.unknown : read.failed ? exitCode.notReady : exitCode.done;
  context.out.write(
    options.json === true
      ? recipientDocument(headOf(running, exit), options.copyable(read), { ...options, number, span, shown })
      : options.copyable(recipientLines(read, { number, limit, shown }, styleFor(context.out, context))),
  );
  return exit;
}

async function showMessage(running: DeliveriesRun, sid: string, now: Date): Promise<ExitCode> {
  const { context, options, provider, limit } = running;
  const shown = { numbers: options.showNumbers === true };
  const read = await readMessage(provider, { sid, withText: options.showText === true, now });
  const exit = read.failed ? exitCode.notReady : exitCode.done;
  context.out.write(
    options.json === true
      ? messageDocument(headOf(running, exit), options.copyable(read), { ...options, shown })
      : options.copyable(messageLines(read, { limit, shown }, styleFor(context.out, context))),
  );
  return exit;
}
