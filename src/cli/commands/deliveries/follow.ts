import { countryBy } from '../../../app/deliveries/delivery-log.ts';
import { followFailures } from '../../../app/deliveries/follow-failures.ts';
import type { OverviewRead } from '../../../app/deliveries/read-overview.ts';
import { type MessageRecord, timeOf } from '../../../domain/deliveries/message-record.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { counted } from '../../../domain/text/counts.ts';
import { type Style, styleFor, wrap } from '../../render/style.ts';
import { spanOf } from './deliveries-request.ts';
import { type DeliveriesRun, exitFor, shareOf, shownOverview } from './deliveries-run.ts';
import { addressText, stateText } from './message-lines.ts';
import { overviewLines } from './overview-text.ts';
import { timeText } from './shared-lines.ts';

const defaultMs = 15 * 60_000;
/** Failures of one look that have a line each. */
const mostLines = 20;

/**
 * Prints failures as they come, until the first signal. Then prints the overview of the last look, whose exit code it resolves
 * with.
 */
export async function follow(running: DeliveriesRun): Promise<ExitCode> {
  const { context, options, provider, sender, limit } = running;
  const { clock, timer, err, out } = context;
  const style = styleFor(out, context);
  const stop = new AbortController();
  const interrupted = context.untilInterrupted().then(() => stop.abort());
  const { since } = spanOf(options, clock.now(), defaultMs);
  const countryOf = countryBy(await context.openJudge());
  const ports = { provider, now: clock.now, timer, signal: stop.signal };
  const looks = followFailures({ since, sender, limit, countryOf }, ports);
  const head = `Failures since ${timeText(since)}. To stop and see a summary, press Ctrl-C.`;
  err.write(`${wrap(head, styleFor(err, context).columns)}\n`);
  let last: OverviewRead | undefined;
  let troubled = false;
  for (;;) {
    // A request that is under way need not end first.
    const next = await Promise.race([looks.next(), interrupted.then(() => undefined)]);
    if (next === undefined || next.done === true) break;
    const look = next.value;
    troubled = look.kind === 'trouble';
    if (look.kind === 'trouble') {
      err.write(`${look.error.message} Trying again.\n`);
      continue;
    }
    last = look.read;
    out.write(failureLines(look.failures, { numbers: options.showNumbers === true }, style));
  }
  if (last === undefined) {
    err.write('\nStopped before all messages were read once.\n');
    return exitCode.unknown;
  }
  const share = shareOf(last, running);
  out.write(`\n${options.copyable(overviewLines(shownOverview(running, last, share), style))}`);
  return troubled ? exitCode.unknown : exitFor(last, share);
}

function failureLines(failures: readonly MessageRecord[], shown: { readonly numbers: boolean }, style: Style): string {
  const lines = failures.slice(0, mostLines).map((message) => {
    const words = `${timeText(timeOf(message))} to ${style.masked(addressText(message.to, shown))}: ${stateText(message)}`;
    return `${style.mark('fail')} ${wrap(words, style.columns, 2).trimStart()}\n`;
  });
  const rest = failures.length - lines.length;
  return [...lines, ...(rest === 0 ? [] : [`  and ${counted(rest, 'more failure')}\n`])].join('');
}
