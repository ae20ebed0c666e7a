import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { SandboxAlert, SandboxMessage, World } from '../twilio/world.ts';

// Worlds with earlier messages and alerts. All times are before the present.

const { accountSid, number, messagingService } = sandboxIds;
const minuteMs = 60_000;

/** Messages that are equal but for recipient and time. */
export interface MessageGroup {
  /** Absent: 1. */
  readonly count?: number;
  /** Absent: `delivered`. */
  readonly status?: SandboxMessage['statuses'][number];
  readonly code?: number;
  /** One recipient, or a function of the message's place in its group. Absent: 100 American numbers in turn. */
  readonly to?: string | ((index: number) => string);
  /** Absent: the account's US number. */
  readonly from?: string | null;
  readonly service?: string;
  /** The age of the newest one, in minutes. Absent: 60. */
  readonly minutesAgo?: number;
  /** Minutes between one and the next. Absent: 1. */
  readonly everyMinutes?: number;
  /** Minutes from when it was made until it was sent; null: never sent. Absent: as usual for its status. */
  readonly sentAfter?: number | null;
  readonly price?: string;
  readonly currency?: string;
  readonly body?: string;
  readonly direction?: SandboxMessage['direction'];
  readonly accountSid?: string;
}

export const american = (index: number): string => `+1202555${String(100 + (index % 100)).padStart(4, '0')}`;
export const british = (index: number): string => `+4474001234${String(index % 100).padStart(2, '0')}`;
export const german = (index: number): string => `+49151234567${String(index % 100).padStart(2, '0')}`;

/** `now` is in milliseconds since 1970. */
const timeAgo = (minutes: number, now: number): string => new Date(now - minutes * minuteMs).toISOString();
const sidOf = (prefix: string, index: number): string => `${prefix}${(index + 1).toString(16).padStart(32, '0')}`;

/** Messages of groups, as the world holds them. */
function messagesOf(groups: readonly MessageGroup[], now = Date.now()): World['messages'] {
  let made = 0;
  return groups.flatMap((group) => {
    const { count = 1, to = american, minutesAgo = 60, everyMinutes = 1, sentAfter, status = 'delivered' } = group;
    return Array.from({ length: count }, (_, index): SandboxMessage => {
      const age = minutesAgo + index * everyMinutes;
      made += 1;
      return {
        sid: sidOf('SM', made - 1),
        accountSid: group.accountSid ?? accountSid,
        from: group.from === undefined ? number : group.from,
        serviceSid: group.service ?? null,
        to: typeof to === 'string' ? to : to(index),
        body: group.body ?? 'Your order is on its way.',
        statuses: [status],
        errorCode: group.code ?? null,
        at: timeAgo(age, now),
        ...(sentAfter !== undefined && { sentAt: sentAfter === null ? null : timeAgo(age - sentAfter, now) }),
        ...(group.price !== undefined && { price: group.price }),
        ...(group.currency !== undefined && { currency: group.currency }),
        ...(group.direction !== undefined && { direction: group.direction }),
      };
    });
  });
}

/** A reply of a recipient to the account's US number. */
export const replied = (body: string, from: string, minutesAgo: number): MessageGroup => ({
  status: 'received',
  direction: 'inbound',
  body,
  from,
  to: number,
  minutesAgo,
});

/** Alerts that are equal but for their time. */
export interface AlertRows extends Partial<Pick<SandboxAlert, 'level' | 'text' | 'url' | 'resourceSid'>> {
  readonly code: number;
  /** Absent: 1. */
  readonly count?: number;
  /** The age of the newest one, in minutes. Absent: 60. */
  readonly minutesAgo?: number;
}

export function alertsOf(groups: readonly AlertRows[], now = Date.now()): World['alerts'] {
  let made = 0;
  return groups.flatMap(({ code, count = 1, minutesAgo = 60, ...given }) =>
    Array.from({ length: count }, (_, index): SandboxAlert => {
      made += 1;
      return {
        sid: sidOf('NO', made - 1),
        accountSid,
        code: String(code),
        level: 'error',
        text: 'The request was refused.',
        method: 'POST',
        url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
        resourceSid: null,
        at: timeAgo(minutesAgo + index, now),
        ...given,
      };
    }),
  );
}

/** Alerts of a webhook that answers with an HTTP status, as Twilio writes them. */
export const webhookFailing = (code: number, count: number, status = 503): AlertRows => ({
  code,
  count,
  text: `sourceComponent=14100&httpResponse=${status}&url=https%3A%2F%2Fhooks.example.com%2Fsms%3Fsource%3Dtwilio&ErrorCode=${code}&LogLevel=ERROR&Msg=HTTP+failure&EmailNotification=false`,
  url: 'https://hooks.example.com/sms?source=twilio',
});

/** The default world with messages and alerts. */
export const messaging = (
  groups: readonly MessageGroup[],
  alerts: readonly AlertRows[] = [],
  now = Date.now(),
): World => ({
  ...defaultWorld(),
  messages: messagesOf(groups, now),
  alerts: alertsOf(alerts, now),
});

/** Every how manyth message of a long log fails. */
const failsEvery = 50;

/** A log of `count` messages, one every 80 milliseconds. Nothing of it is kept in memory. */
export function longLog(count: number): NonNullable<World['messageLog']> {
  const newest = Date.now() - minuteMs;
  const prefix = `SM${'e'.repeat(20)}`;
  return {
    count,
    indexOf: (sid) => (sid.startsWith(prefix) ? Number.parseInt(sid.slice(prefix.length), 16) : undefined),
    messageAt: (index) => {
      const failed = index % failsEvery === 0;
      return {
        sid: prefix + index.toString(16).padStart(12, '0'),
        accountSid,
        from: number,
        serviceSid: messagingService,
        to: index % 4 === 0 ? british(index) : american(index),
        body: 'Your order is on its way.',
        statuses: [failed ? 'undelivered' : 'delivered'],
        errorCode: failed ? 30003 : null,
        at: new Date(newest - index * 80).toISOString(),
        price: '-0.00830',
      };
    },
  };
}
