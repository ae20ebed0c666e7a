import { ProviderError } from '../../domain/provider-error.ts';
import type { Delivery } from '../../domain/readiness/facts.ts';
import { belonging, codeIn, isGiven, type Row, rowsOf } from './twilio-answers.ts';
import type { Values } from './twilio-api.ts';

interface Requests {
  readonly messages: (query: Values) => Promise<Row>;
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

/** One page of messages is read. */
const messageLimit = 100;

/**
 * What became of the newest messages of a sender. Two requests. The request has no filter by date: a message that was not sent
 * has no date of sending, so the filter would leave out failures. A message through a Messaging Service has no sender until
 * Twilio chooses one, so it has no filter by sender then: the service's SID selects the rows.
 * (https://www.twilio.com/docs/messaging/api/message-resource)
 */
export async function readDeliveries({ messages, callerIds }: Requests, wanted: Wanted): Promise<readonly Delivery[]> {
  const { sender, serviceSid } = wanted;
  const query = { PageSize: messageLimit, ...(serviceSid === undefined && { From: sender }) };
  const [body, verified] = await Promise.all([messages(query), numbersIn(callerIds)]);
  const rows = rowsOf(body, 'messages').map((row) => belonging(row, wanted.accountSid));
  // Lazy: loads the telephone metadata.
  const { readPhone } = await import('../../domain/numbers/phone.ts');
  const recipients = new Map<string, number>();
  return rows
    .filter((row) => isOf(row, wanted))
    .flatMap((row) => {
      const outcome = outcomes[String(row.status)];
      const at = Date.parse(String(row.date_sent ?? row.date_created));
      const { to } = row;
      if (outcome === undefined || Number.isNaN(at) || at < wanted.since.getTime()) return [];
      // A channel address (`whatsapp:…`) is not an SMS. A masked number cannot be compared.
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

/** `sent` is not final: some carriers never report a delivery. */
const outcomes: Readonly<Record<string, Delivery['outcome']>> = {
  delivered: 'delivered',
  undelivered: 'refused',
  failed: 'refused',
};

/** Checked again, in case the provider ignores the filter. */
function isOf(row: Row, { sender, serviceSid }: Wanted): boolean {
  const { direction, from, messaging_service_sid: service } = row;
  if (typeof direction !== 'string' || !direction.startsWith('outbound')) return false;
  if (serviceSid === undefined) return from === sender;
  return service === serviceSid && (from === sender || from === null);
}

/** The verified caller IDs. Null if they cannot be read, or if there is more than one page. */
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
