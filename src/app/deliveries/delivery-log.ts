import type { MessageRecord } from '../../domain/deliveries/message-record.ts';
import { exitCode } from '../../domain/exit-code.ts';
import type { JudgeCell } from '../../domain/numbers/contact-judge.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { MessageQuery, OpenProvider, Provider } from '../../ports.ts';

interface LogPorts {
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
}

/** The provider with the saved credentials. Throws `UserError` `deliveries.not-set-up` if there are none. */
export async function openLog(settings: Settings, { openProvider, readCredential }: LogPorts): Promise<Provider> {
  if (settings.credentials === undefined) {
    throw new UserError({
      code: 'deliveries.not-set-up',
      message: 'Messages cannot be read: the credentials are not saved.',
      hints: ['To save them, run `smsctl setup`.'],
      exit: exitCode.notReady,
    });
  }
  return openProvider(await readCredential(settings.credentials));
}

/** Why the numbers do not say everything. */
export type Gap =
  /** There are more messages than the limit. */
  | 'limit'
  /** There are more messages than the limit, which were made before the span of time and sent in it. */
  | 'earlier-limit'
  /** The provider ignored a filter. */
  | 'filter-ignored'
  /** Messages without any time, or with a masked number, were left out. */
  | 'undated'
  | 'redacted'
  /** The span begins before the time for which the provider keeps messages. */
  | 'not-kept'
  /** The list of messages could not be read to its end. */
  | 'stopped'
  /** The alerts could not be read, are more than are read, or are kept for a part of the span only. */
  | 'alerts-unread'
  | 'alerts-limit'
  | 'alerts-not-kept';

/** A sender whose messages are wanted. */
export type WantedSender =
  | {
      readonly kind: 'number';
      /** E.164, a short code's digits, or a sender ID. */
      readonly sender: string;
      /** The Messaging Service that chooses this sender, if it is known. */
      readonly serviceSid?: string;
    }
  | { readonly kind: 'service'; readonly sid: string };

/** Whether a message is of the sender. A message of its Messaging Service has no sender until one is chosen. */
export function isOf(message: MessageRecord, wanted: WantedSender): boolean {
  if (wanted.kind === 'service') return message.serviceSid === wanted.sid;
  const { sender, serviceSid } = wanted;
  if (message.direction === 'inbound') return message.to === sender;
  return (
    message.from === sender || (message.from === null && serviceSid !== undefined && message.serviceSid === serviceSid)
  );
}

/** The provider filters by numbers only, and not by a sender that is chosen later. */
const canFilter = (wanted: WantedSender): wanted is Extract<WantedSender, { kind: 'number' }> =>
  wanted.kind === 'number' && wanted.serviceSid === undefined && /^\+?\d+$/.test(wanted.sender);

/** The lists that together hold the messages from and to a sender; of the account, if none is wanted. */
export const queriesFor = (wanted: WantedSender | null): readonly Pick<MessageQuery, 'from' | 'to'>[] =>
  wanted !== null && canFilter(wanted) ? [{ from: wanted.sender }, { to: wanted.sender }] : [{}];

/** The country of a number in E.164 (ISO 3166-1 alpha-2). Null: unknown, or of no country. */
export const countryBy =
  (judge: JudgeCell) =>
  (number: string): string | null => {
    const { country } = judge(number);
    return country === undefined || country === '001' ? null : country;
  };
