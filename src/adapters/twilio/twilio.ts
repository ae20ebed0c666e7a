import { ProviderError } from '../../domain/provider-error.ts';
import type { Account, Delivery, OwnedSender } from '../../domain/readiness/facts.ts';
import type { OpenProvider } from '../../ports.ts';
import { readAlerts } from './twilio-alerts.ts';
import { belonging, found, isGiven, type Row, rowsOf, shown, sidIn, text } from './twilio-answers.ts';
import { type TwilioApi, type TwilioOptions, twilioApi, type Values } from './twilio-api.ts';
import { readDeliveries } from './twilio-deliveries.ts';
import { noPermission, notUnderstood } from './twilio-errors.ts';
import { readMessage, readMessages } from './twilio-message-log.ts';
import { twilioMessaging } from './twilio-messaging.ts';
import { readPages } from './twilio-pages.ts';
import { readPrices } from './twilio-prices.ts';
import { webhookOf } from './webhook-address.ts';

/**
 * Twilio's API. Opening sends no request. Rejects with `UserError` `provider.url-refused` or `provider.proxy-unusable`
 * (exit 2) if requests cannot be made safely.
 */
export const openTwilio =
  (options: TwilioOptions): OpenProvider =>
  async (credential) => {
    const { accountSid } = credential;
    const api = twilioApi(credential, options);
    const of = `${accounts}/${accountSid}`;
    const numbersOf = async (sid: string, e164: string): Promise<OwnedSender | null> => {
      // PhoneNumber is a pattern: `+1202555014` also matches +12025550142.
      const path = `${accounts}/${sid}/IncomingPhoneNumbers.json`;
      const query = { PhoneNumber: e164, PageSize: senderPageSize };
      return exactly(e164, await pages(path, 'incoming_phone_numbers', query), (row) =>
        readNumber(belonging(row, sid)),
      );
    };
    const pages = (path: string, key: string, query: Values) =>
      readPages((parameters) => api.get('api', path, parameters), { path, key, query });
    const account = async (): Promise<Account> => readAccount(await api.get('api', `${of}.json`), accountSid);
    const callerIdPath = `${of}/OutgoingCallerIds.json`;
    return {
      ...twilioMessaging(api, accountSid),
      accept: () => accept(api, accountSid),
      account,
      balance: async () => {
        const row = await found(api.get('api', `${of}/Balance.json`));
        if (row === null) return null;
        belonging(row, accountSid);
        const { balance: amount } = row;
        return {
          amount: typeof amount === 'number' ? String(amount) : text(row, 'balance'),
          currency: shown(row, 'currency', 3).toUpperCase() || 'USD',
        };
      },
      phoneNumber: (e164) => numbersOf(accountSid, e164),
      shortCode: async (digits) => {
        const query = { ShortCode: digits, PageSize: senderPageSize };
        const found = await pages(`${of}/SMS/ShortCodes.json`, 'short_codes', query);
        return exactly(digits, found, (row) => readShortCode(belonging(row, accountSid)));
      },
      heldSenders: async () => {
        const query = { PageSize: heldPageSize };
        const [numbers, codes] = await Promise.all([
          pages(`${of}/IncomingPhoneNumbers.json`, 'incoming_phone_numbers', query),
          // Not every key may read short codes, and most accounts have none.
          pages(`${of}/SMS/ShortCodes.json`, 'short_codes', query).catch(() => ({ rows: [], complete: true })),
        ]);
        const senders = [
          ...numbers.rows.map((row) => ({ row, held: readNumber(belonging(row, accountSid)) })),
          ...codes.rows.map((row) => ({ row, held: readShortCode(belonging(row, accountSid)) })),
        ];
        return {
          complete: numbers.complete && codes.complete,
          senders: senders.map(({ row, held: { sender, smsCapable } }) => ({ sender, smsCapable, name: nameIn(row) })),
        };
      },
      verifiedRecipients: async () => {
        const query = { PageSize: callerIdPageSize };
        const { rows } = await pages(callerIdPath, 'outgoing_caller_ids', query);
        return rows.filter((row) => belonging(row, accountSid)).length;
      },
      deliveries: (wanted): Promise<readonly Delivery[]> =>
        readDeliveries(
          {
            messages: (query) => api.get('api', `${of}/Messages.json`, query),
            callerIds: () => api.get('api', callerIdPath, { PageSize: callerIdPageSize }),
          },
          { ...wanted, accountSid },
        ),
      prices: async (country) => {
        const row = await found(api.get('pricing', `/v1/Messaging/Countries/${country}`));
        return row && readPrices(row, country);
      },
      messages: (wanted) => readMessages(api, accountSid, wanted),
      message: async (sid, { withText }) => {
        const row = await found(api.get('api', `${of}/Messages/${sid}.json`));
        return row && readMessage(row, accountSid, withText);
      },
      alerts: (wanted) => readAlerts(api, accountSid, wanted),
      holdsKey: async (sid) => (await found(api.get('api', `${of}/Keys/${sid}.json`))) !== null,
      holderOf: async (e164) => {
        const query = { PageSize: relativePageSize };
        const [own, family] = await Promise.all([account(), pages(`${accounts}.json`, 'accounts', query)]);
        const relatives = new Set([own.ownerSid, ...family.rows.map((row) => sidIn(row))]);
        relatives.delete(accountSid);
        const looked = [...relatives].slice(0, relativeLimit).map(async (sid) => {
          const sender = await numbersOf(sid, e164).catch(() => null);
          return sender === null ? undefined : sid;
        });
        return (await Promise.all(looked)).find((sid) => sid !== undefined) ?? null;
      },
    };
  };

const accounts = '/2010-04-01/Accounts';

/**
 * The one request that most keys may make. A Restricted key may not be allowed to list messages, but numbers
 * (https://www.twilio.com/docs/iam/api-keys/restricted-api-keys).
 */
async function accept(api: TwilioApi, accountSid: string): Promise<void> {
  const list = async (name: string, key: string): Promise<void> => {
    const rows = rowsOf(await api.get('api', `${accounts}/${accountSid}/${name}.json`, { PageSize: 1 }), key);
    for (const row of rows) belonging(row, accountSid);
  };
  try {
    await list('Messages', 'messages');
  } catch (error) {
    if (!(error instanceof ProviderError) || error.providerCode !== noPermission) throw error;
    await list('IncomingPhoneNumbers', 'incoming_phone_numbers');
  }
}

/** How many related accounts are searched for a number that the account does not own. */
const relativeLimit = 10;
const relativePageSize = 50;

/** The filter is a full number, so one page always suffices. */
const senderPageSize = 20;
/** Enough to choose from. With more numbers, a person types the number. */
const heldPageSize = 100;
/** A trial account has a few, and keeps them when it is upgraded. */
const callerIdPageSize = 1000;

/** The sender that equals `wanted`, out of those that match the filter. Null if the complete list has none. */
function exactly(
  wanted: string,
  { rows, complete }: { readonly rows: readonly Row[]; readonly complete: boolean },
  read: (row: Row) => OwnedSender,
): OwnedSender | null {
  const sender = rows.map(read).find((each) => each.sender === wanted);
  if (sender === undefined && !complete) throw notUnderstood('The list of senders is longer than smsctl reads.');
  return sender ?? null;
}

function readNumber(row: Row): OwnedSender {
  const { capabilities, sms_url: url, sms_application_sid: application } = row;
  const { sms } = (typeof capabilities === 'object' && capabilities !== null ? capabilities : {}) as Row;
  return {
    sid: sidIn(row),
    sender: text(row, 'phone_number'),
    accountSid: text(row, 'account_sid'),
    smsCapable: typeof sms === 'boolean' ? sms : null,
    inbound: webhookOf(url, application),
  };
}

/** Null if it is the number itself, as Twilio formats it by default: `(202) 555-0142`. */
function nameIn(row: Row): string | null {
  const name = shown(row, 'friendly_name', nameLimit);
  return /^[\d\s()+.-]*$/.test(name) ? null : name;
}

const readShortCode = (row: Row): OwnedSender => ({
  sid: sidIn(row),
  sender: text(row, 'short_code'),
  accountSid: text(row, 'account_sid'),
  smsCapable: null,
  inbound: webhookOf(row.sms_url, row.sms_application_sid),
});

/** Twilio's own limit: https://www.twilio.com/docs/iam/api/account */
const nameLimit = 64;

/** Copies the named fields only: the answer contains the Auth Token. */
function readAccount(row: Row, accountSid: string): Account {
  belonging(row, accountSid, 'sid');
  const status = shown(row, 'status', 40).toLowerCase();
  const said = shown(row, 'type', 40);
  const type = ['Trial', 'Full'].find((known) => known.toLowerCase() === said.toLowerCase()) ?? said;
  const ownerSid = isGiven(row.owner_account_sid) ? sidIn(row, 'owner_account_sid') : accountSid;
  return { sid: accountSid, name: shown(row, 'friendly_name', nameLimit), status, type, ownerSid };
}
