import { ProviderError } from '../../domain/provider-error.ts';
import type { Delivery } from '../../domain/readiness/facts.ts';
import { belonging, isGiven, type Row, rowsOf } from './twilio-answers.ts';

interface Requests {
  readonly messages: (query: Readonly<Record<string, string | number>>) => Promise<Row>;
  /** The first page of the verified caller IDs. */
  readonly callerIds: () => Promise<Row>;
}

interface Wanted {
  readonly accountSid: string;
  readonly sender: string;
  /** Absent: messages name the sender itself. */
  readonly serviceSid?: string;
  /** Older messages are left out. */
  readonly since: Date;
}

/** The most messages that are looked at: one page. */
const messageLimit = 100;

/**
 * What became of the newest messages of a sender. Two requests. The list has no filter by date: a message that was never sent
 * has no date of sending, so that such a filter would leave out the failures. Through a Messaging Service a message names no
 * sender until one is chosen, so that no filter by sender finds it either; these rows are told by the service's SID.
 * (https://www.twilio.com/docs/messaging/api/message-resource)
 */
export async function readDeliveries({ messages, callerIds }: Requests, wanted: Wanted): Promise<readonly Delivery[]> {
  const { sender, serviceSid } = wanted;
  const query = { PageSize: messageLimit, ...(serviceSid === undefined && { From: sender }) };
  const [body, verified] = await Promise.all([messages(query), numbersIn(callerIds)]);
  const rows = rowsOf(body, 'messages').map((row) => belonging(row, wanted.accountSid));
  // It brings the telephone metadata along.
  const { readPhone } = await import('../../domain/numbers/phone.ts');
  const recipients = new Map<string, number>();
  return rows
    .filter((row) => isOf(row, wanted))
    .flatMap((row) => {
      const outcome = outcomes[String(row.status)];
      const at = Date.parse(String(row.date_sent ?? row.date_created));
      const { to } = row;
      if (outcome === undefined || Number.isNaN(at) || at < wanted.since.getTime()) return [];
      // A channel address (`whatsapp:…`) is no SMS, and a masked one is nobody's number.
      if (typeof to !== 'string' || !/^\+[1-9]\d{6,14}$/.test(to)) return [];
      const recipient = recipients.get(to) ?? recipients.size;
      recipients.set(to, recipient);
      const phone = readPhone(to);
      return [
        {
          at: new Date(at).toISOString(),
          outcome,
          code: codeIn(row),
          country: (phone.ok ? phone.number.country : undefined) ?? null,
          recipient,
          verified: verified === null ? null : verified.has(to),
        },
      ];
    })
    .toSorted((one, other) => other.at.localeCompare(one.at));
}

/** `sent` is no final state: some carriers never report a delivery. */
const outcomes: Readonly<Record<string, Delivery['outcome']>> = {
  delivered: 'delivered',
  undelivered: 'refused',
  failed: 'refused',
};

/** A filter that the provider ignored must not let other senders' messages through. */
function isOf(row: Row, { sender, serviceSid }: Wanted): boolean {
  const { direction, from, messaging_service_sid: service } = row;
  if (typeof direction !== 'string' || !direction.startsWith('outbound')) return false;
  if (serviceSid === undefined) return from === sender;
  return service === serviceSid && (from === sender || from === null);
}

function codeIn({ error_code: code }: Row): number | null {
  const number = typeof code === 'string' && /^\d{5,6}$/.test(code) ? Number(code) : code;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** The verified caller IDs; null where they could not be read, or one page does not hold all of them. */
async function numbersIn(callerIds: Requests['callerIds']): Promise<ReadonlySet<string> | null> {
  try {
    const body = await callerIds();
    if (isGiven(body.next_page_uri)) return null;
    return new Set(rowsOf(body, 'outgoing_caller_ids').map((row) => String(row.phone_number)));
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}
