import type { ProviderError } from '../../../domain/provider-error.ts';
import { areRulesOld, senderRulesAsOf } from '../../../domain/provider-rules/dates.ts';
import { counted } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { Context, Workspace } from '../../command/context.ts';
import { dayText } from '../../render/day.ts';

// Notes on stderr beside the results. A module of its own, since the run of a script prints none of them.

/** Prints what the run waits for, once each, so that a pause does not look like a hang. */
export function sayWaiting({ err }: Context): (error: ProviderError) => void {
  const said = new Set<string>();
  return ({ message }) => {
    if (!said.has(message)) err.write(`${printable(message, 500)} Retrying. Press Ctrl-C to stop.\n`);
    said.add(message);
  };
}

/** The date of the sender rules. Empty if they are not old, unless `verbose`. */
export function rulesNote(now: Date, verbose: boolean): string {
  const old = areRulesOld(now) ? ' They are more than a year old. A newer smsctl may have newer rules.' : '';
  if (old === '' && !verbose) return '';
  return `Sender rules: Twilio's pages as of ${dayText(senderRulesAsOf)} (docs/sender-rules.md).${old}\n`;
}

/** The route to Twilio, and the number of requests. */
export async function networkNote({ network, requests }: Workspace): Promise<string> {
  return `${[...(await network()), `${counted(requests(), 'request')} to Twilio.`].map((line) => printable(line)).join('\n')}\n`;
}
