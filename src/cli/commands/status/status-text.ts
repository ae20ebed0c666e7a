import type { ShownCredentials, Status } from '../../../app/status/read-status.ts';
import { summaryText, verdictWords } from '../../../domain/readiness/verdict.ts';
import { counted, countText, numberTypeWords } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { Copyable } from '../../command/copyable.ts';
import { age } from '../../render/age.ts';
import { dayText, localDates } from '../../render/day.ts';
import { periodWords } from '../../render/period-text.ts';
import { type Style, wrap } from '../../render/style.ts';

const labelWidth = 19;

/** The setup at a glance and what to do next. Safe to paste into a ticket. */
export function statusLines(status: Status, style: Style, now: Date, copyable: Copyable): string {
  const { organization, verification, configured } = status;
  const colour = { ready: style.good, 'not-ready': style.bad, unknown: style.careful }[verification.verdict];
  return [
    `${style.strong(`SMS of ${organization}:`)} ${colour(verdictWords[verification.verdict])}\n\n`,
    configured ? sectionLines(status, style, now) : 'Nothing is saved for this organization.\n',
    `\n${nextLines(status, style, copyable)}`,
  ].join('');
}

function sectionLines(status: Status, style: Style, now: Date): string {
  const { owner, credentials, standby, verification, pending, pendingKeys } = status;
  const line = (label: string, text: string | undefined) => {
    const words = wrap(text === undefined ? 'not set' : printable(text, 300), style.columns, labelWidth).trimStart();
    return `${style.dim(`${label}:`.padEnd(labelWidth))}${text === undefined ? style.careful(words) : words}\n`;
  };
  const { completedAt, summary } = verification;
  const period = [periodWords(verification)].filter((words) => words !== undefined);
  return [
    line('Owner', owner ? `${owner.team}, ${owner.contact}` : undefined),
    line('Number', numberWords(status)),
    line('Credential method', methodWords(status)),
    line('Method confirmed', confirmationWords(status)),
    line('Secret kept in', credentials?.storeName),
    ...standby.map((one) => line('Standby', `${credentialWords(one)}, kept in ${one.storeName}`)),
    line('Contacts', contactsWords(status, now)),
    line('SMS limits', shortFormWords(status)),
    line('Last verified', completedAt === null ? 'never' : `${age(completedAt, now)} (${summaryText(summary)})`),
    ...period.map(([label, text]) => line(label, text)),
    ...(pending > 0 ? [line('To clean up', `${counted(pending, 'unused secret')}, deleted by the next save`)] : []),
    ...pendingKeys.map(({ name }) => line('To clean up', `API key "${name}" may exist at Twilio, unused`)),
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
  const stale = method.current ? '' : '; outdated, the method or the account changed since';
  return `by ${method.confirmedBy} on ${dayText(method.confirmedAt)}${stale}`;
}

function shortFormWords({ acknowledgements: { shortForm } }: Status): string | undefined {
  if (shortForm === null) return undefined;
  const stale = shortForm.current ? '' : '; outdated, the sender or the method changed since';
  return `acknowledged by ${shortForm.by} on ${dayText(shortForm.at)}${stale}`;
}

function contactsWords({ contacts }: Status, now: Date): string | undefined {
  if (contacts === null) return undefined;
  const { name, rows, textable, share, checkedAt } = contacts;
  return `${name}: ${countText(textable)} of ${countText(rows)} rows can receive SMS (${share} %), checked ${age(checkedAt, now)}`;
}

function nextLines({ next }: Status, style: Style, copyable: Copyable): string {
  const text = next?.text ?? 'Nothing needs to be fixed. Send yourself a test message.';
  const command = next === null ? copyable({ command: 'smsctl send-test --to NUMBER' }).command : next.command;
  const words = wrap(`Next: ${localDates(printable(text, 1000))}`, style.columns);
  return command === null ? `${words}\n` : `${words}\n  ${style.arrow} ${style.strong(`\`${command}\``)}\n`;
}
