import type { WantedSender } from '../../../app/deliveries/delivery-log.ts';
import type { Span } from '../../../domain/deliveries/overview.ts';
import { readPhone } from '../../../domain/numbers/phone.ts';
import { parseSender } from '../../../domain/settings/sender.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Moment } from './moment.ts';

interface Moments {
  readonly since?: Moment;
  readonly until?: Moment;
}

/** The span that the options name; by default the last `defaultMs`. Throws `UserError` `input.invalid` if it is empty. */
export function spanOf({ since, until }: Moments, now: Date, defaultMs: number): Span {
  const end = until === undefined ? now.getTime() : Math.min(latest(until, now), now.getTime());
  const start = since === undefined ? end - defaultMs : earliest(since, now);
  if (start < end) return { since: start, until: end };
  throw new UserError({
    code: 'input.invalid',
    message: 'Invalid time: `--since` is not before `--until` or the present.',
    hints: ['Pass an earlier time, such as `smsctl deliveries --since 24h`.'],
  });
}

/** Null: everything that the provider lists. */
export const recipientSpan = (moments: Moments, now: Date): Span | null =>
  moments.since === undefined && moments.until === undefined ? null : spanOf(moments, now, now.getTime());

const earliest = (moment: Moment, now: Date): number =>
  moment.kind === 'age' ? now.getTime() - moment.ms : moment.from;
const latest = (moment: Moment, now: Date): number => (moment.kind === 'age' ? now.getTime() - moment.ms : moment.to);

/**
 * A phone number, short code, sender ID or Messaging Service. Throws `UserError` `input.invalid`. The saved sender may be chosen by
 * the saved Messaging Service.
 */
export function parseWantedSender(raw: string, { number }: Settings): WantedSender {
  const text = raw.trim();
  if (/^MG[0-9a-fA-F]{32}$/.test(text)) return { kind: 'service', sid: text };
  const parsed = parseSender(text, number?.country);
  if (!parsed.ok) {
    throw new UserError({
      code: 'input.invalid',
      message: `Invalid sender. ${parsed.problem}`,
      hints: [
        'Pass a number in E.164, a short code, a sender ID, or the SID of a Messaging Service (MG…) with `--from`.',
      ],
    });
  }
  const { sender } = parsed.value;
  const service = number?.sender === sender ? number.messagingService : undefined;
  return { kind: 'number', sender, ...(service !== undefined && { serviceSid: service }) };
}

/** E.164. Throws `UserError` `input.recipient`. A number that no plan assigns may still be in the list, if it is in E.164. */
export function parseRecipient(raw: string, { number }: Settings): string {
  const text = raw.trim();
  const phone = readPhone(text, number?.country);
  if (phone.ok) return phone.number.e164;
  const digits = text.replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  throw new UserError({
    code: 'input.recipient',
    message: `Invalid recipient: ${phone.problem.replaceAll('-', ' ')}.`,
    hints: ['Pass the number in E.164, such as `smsctl deliveries --to +12025550123`.'],
  });
}
