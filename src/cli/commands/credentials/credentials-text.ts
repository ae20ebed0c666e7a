import type { CreateKeyEvent } from '../../../app/credentials/create-key.ts';
import type { CredentialsReport } from '../../../app/credentials/report-credentials.ts';
import { methodNames } from '../../../domain/settings/credential.ts';
import { type CredentialSettings, storeNameOf } from '../../../domain/settings/settings.ts';
import { counted } from '../../../domain/text/counts.ts';
import { maskSid } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import { checkLines } from '../../render/checklist.ts';
import { dayText } from '../../render/day.ts';
import { type Style, wrap } from '../../render/style.ts';

const labelWidth = 15;

export function credentialsEventLines(event: CreateKeyEvent, style: Style, now: Date): string {
  const line = (text: string) => `${wrap(`${style.arrow} ${printable(text, 500)}`, style.columns, 2)}\n`;
  switch (event.type) {
    case 'checked':
      return checkLines(event.result, style, now);
    case 'stored':
      return line(`Stored: ${credentialName(event.section)}, in ${storeNameOf(event.section)}.`);
    case 'switched':
      return line(
        event.from === undefined
          ? `Active: ${credentialName(event.to)}.`
          : `Switched from ${credentialName(event.from)} to ${credentialName(event.to)}.`,
      );
    case 'created':
      return line(`Created the API key ${maskSid(event.sid)}, named "${event.name}".`);
    case 'cleaned':
      return line(
        event.found
          ? `Deleted the unused API key "${event.key.name}" of an earlier run.`
          : `The API key "${event.key.name}" of an earlier run does not exist.`,
      );
  }
}

/** `API key SID + secret (SK12…7890)`. */
export const credentialName = ({ method, apiKeySid, accountSid }: CredentialSettings): string =>
  `${methodNames[method]} (${maskSid(apiKeySid ?? accountSid)})`;

/** The stored credentials, safe to paste into a ticket. */
export function credentialsLines(
  organization: string,
  { active, standby, confirmed, pending, pendingKeys, next }: CredentialsReport,
  style: Style,
  advice: readonly string[],
): string {
  const line = (label: string, text: string) =>
    `${style.dim(label.padEnd(labelWidth))}${wrap(printable(text, 500), style.columns, labelWidth).trimStart()}\n`;
  const words = ({ methodName, accountSid, apiKeySid, region }: NonNullable<typeof active>) =>
    [
      methodName,
      `account ${accountSid}`,
      ...(apiKeySid === null ? [] : [`key ${apiKeySid}`]),
      ...(region === null ? [] : [`region ${region}`]),
    ].join(', ');
  const age = ({ ageDays, savedAt }: NonNullable<typeof active>) =>
    `${ageDays === 0 ? 'today' : ageDays === 1 ? '1 day ago' : `${ageDays} days ago`} (${dayText(savedAt)})`;
  return [
    `${style.strong(`Credentials of ${organization}`)}\n\n`,
    line('Active', active === null ? 'none' : words(active)),
    ...(active === null
      ? []
      : [
          line('Secret kept in', active.storeName),
          line('Saved', age(active)),
          line('Confirmed', confirmationWords(confirmed)),
          ...active.limits.map((limit, index) => line(index === 0 ? 'Limits' : '', limit)),
        ]),
    ...standby.map((one) => line('Standby', `${words(one)}, kept in ${one.storeName}, saved ${age(one)}`)),
    ...(pending > 0 ? [line('To clean up', counted(pending, 'unused secret'))] : []),
    ...pendingKeys.map(({ name, sid, requestedAt }) =>
      line(
        'To clean up',
        `API key "${name}"${sid === null ? '' : ` (${sid})`}, requested on ${dayText(requestedAt)}, may exist at Twilio`,
      ),
    ),
    ...(advice.length > 0 ? ['\n', ...advice.map((each) => `${wrap(each, style.columns)}\n`)] : []),
    next === null
      ? ''
      : `\n${wrap(`Next: ${printable(next.text, 500)}`, style.columns)}\n${next.command === null ? '' : `  ${style.arrow} ${style.strong(next.command)}\n`}`,
  ].join('');
}

function confirmationWords(confirmed: CredentialsReport['confirmed']): string {
  if (confirmed === null) return 'not yet';
  const stale = confirmed.current ? '' : ' (outdated: the method or the account changed)';
  return `by ${confirmed.by} on ${dayText(confirmed.at)}${stale}`;
}
