import type { ShownCredentials, Status } from '../../../app/status/read-status.ts';
import { summaryText, verdictWords } from '../../../domain/readiness/verdict.ts';
import { counted, countText, numberTypeWords } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { age } from '../../render/age.ts';
import { type Style, wrap } from '../../render/style.ts';

const labelWidth = 15;

/** The setup at a glance and what to do next. Safe to paste into a ticket. */
export function statusLines(status: Status, style: Style, now: Date): string {
  const { organization, verification, next } = status;
  const line = (label: string, text: string | undefined) => {
    const words = wrap(text === undefined ? 'not set' : printable(text, 300), style.columns, labelWidth).trimStart();
    return `${style.dim(label.padEnd(labelWidth))}${text === undefined ? style.careful(words) : words}\n`;
  };
  const colour = { ready: style.good, 'not-ready': style.bad, unknown: style.careful }[verification.verdict];
  return [
    `${style.strong(`SMS of ${organization}:`)} ${colour(verdictWords[verification.verdict])}\n\n`,
    line('Owner', status.owner ? `${status.owner.team}, ${status.owner.contact}` : undefined),
    line('Number', numberWords(status)),
    line('Method', methodWords(status)),
    line('Confirmed', confirmationWords(status)),
    line('Secret in', status.credentials?.storeName),
    ...status.standby.map((one) => line('Stands by', `${credentialWords(one)}, in ${one.storeName}`)),
    line('Contacts', contactsWords(status, now)),
    line('Short form', shortFormWords(status)),
    line(
      'Last verified',
      verification.completedAt === null
        ? 'never'
        : `${age(verification.completedAt, now)} (${summaryText(verification.summary)})`,
    ),
    ...(status.pending > 0
      ? [line('Left over', `${counted(status.pending, 'unused secret')} still to be deleted`)]
      : []),
    ...status.pendingKeys.map((key) =>
      line('Left over', `the API key "${key.name}" may exist at the provider, and nothing uses it`),
    ),
    next === null ? '\nNothing to do.\n' : `\n${nextLines(next, style)}`,
  ].join('');
}

function numberWords({ number }: Status): string | undefined {
  if (number === null) return undefined;
  const about = [number.country, number.type === null ? null : numberTypeWords(number.type)].filter(Boolean).join(', ');
  return about === '' ? number.sender : `${number.sender} (${about})`;
}

const methodWords = ({ credentials }: Status): string | undefined =>
  credentials === null ? undefined : credentialWords(credentials);

function credentialWords({ methodName, accountSid, apiKeySid }: ShownCredentials): string {
  const key = apiKeySid === null ? '' : `, key ${apiKeySid}`;
  return `${methodName}, account ${accountSid}${key}`;
}

function confirmationWords({ method }: Status): string | undefined {
  if (method === null) return undefined;
  const stale = method.current ? '' : '; stale, the method or the account changed';
  return `by ${method.confirmedBy} on ${method.confirmedAt.slice(0, 10)}${stale}`;
}

function shortFormWords({ acknowledgements: { shortForm } }: Status): string | undefined {
  if (shortForm === null) return undefined;
  const stale = shortForm.current ? '' : '; not for the sender and the method in use';
  return `acknowledged by ${shortForm.by} on ${shortForm.at.slice(0, 10)}${stale}`;
}

function contactsWords({ contacts }: Status, now: Date): string | undefined {
  if (contacts === null) return undefined;
  const { name, rows, textable, share, checkedAt } = contacts;
  return `${name}: ${countText(textable)} of ${countText(rows)} rows can be texted (${share} %), checked ${age(checkedAt, now)}`;
}

function nextLines({ text, command }: NonNullable<Status['next']>, style: Style): string {
  const words = wrap(`Next: ${printable(text, 1000)}`, style.columns);
  return command === null ? `${words}\n` : `${words}\n  ${style.arrow} ${style.strong(command)}\n`;
}
