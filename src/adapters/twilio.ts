import type { Account, OwnedSender } from '../domain/facts.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { OpenProvider } from '../ports.ts';
import { asRow, belonging, found, isGiven, type Row, rowsOf, shown, sidIn, text } from './twilio-answers.ts';
import { type TwilioApi, type TwilioOptions, twilioApi } from './twilio-api.ts';
import { notTwilio } from './twilio-errors.ts';
import { twilioMessaging } from './twilio-messaging.ts';

/**
 * Twilio, over our own HTTP client. Opening asks nothing of the network; it rejects with `UserError` `provider.url-refused`,
 * `provider.proxy-unusable` or `provider.node-debug` (exit 2) when requests could not be made safely.
 */
export const openTwilio =
  (options: TwilioOptions): OpenProvider =>
  async (credential) => {
    const { accountSid } = credential;
    const api = twilioApi(credential, options);
    const of = `${accounts}/${accountSid}`;
    const numbersOf = async (sid: string, e164: string): Promise<OwnedSender | null> => {
      // PhoneNumber is a pattern: `+1202555014` finds +12025550142, too.
      const query = { PhoneNumber: e164, PageSize: senderPageSize };
      const body = await api.get('api', `${accounts}/${sid}/IncomingPhoneNumbers.json`, query);
      const rows = rowsOf(body, 'incoming_phone_numbers').map((row) => readNumber(belonging(row, sid)));
      return rows.find(({ sender }) => sender === e164) ?? null;
    };
    const account = async (): Promise<Account> => readAccount(await api.get('api', `${of}.json`), accountSid);
    return {
      ...twilioMessaging(api, accountSid),
      accept: () => accept(api, accountSid),
      account,
      balance: async () => {
        const row = await found(api.get('api', `${of}/Balance.json`));
        if (row === null) return null;
        belonging(row, accountSid);
        return { amount: text(row, 'balance'), currency: shown(row, 'currency', 3) || 'USD' };
      },
      phoneNumber: (e164) => numbersOf(accountSid, e164),
      shortCode: async (digits) => {
        const query = { ShortCode: digits, PageSize: senderPageSize };
        const rows = rowsOf(await api.get('api', `${of}/SMS/ShortCodes.json`, query), 'short_codes');
        return (
          rows.map((row) => readShortCode(belonging(row, accountSid))).find(({ sender }) => sender === digits) ?? null
        );
      },
      holdsKey: async (sid) => (await found(api.get('api', `${of}/Keys/${sid}.json`))) !== null,
      holderOf: async (e164) => {
        const query = { PageSize: relativePageSize };
        const [own, family] = await Promise.all([account(), api.get('api', `${accounts}.json`, query)]);
        const relatives = new Set([own.ownerSid, ...rowsOf(family, 'accounts').map((row) => sidIn(row))]);
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
 * The one request that most keys may make; a Restricted key that may not list messages gets a second chance
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

/** https://www.twilio.com/docs/api/errors/70051 */
const noPermission = 70051;

/** The most of an account's relatives that are looked into for a number that it does not hold. */
const relativeLimit = 10;
const relativePageSize = 20;

/** A whole number is given as the filter, so that what else fits it are a few longer ones at most. One page, never more. */
const senderPageSize = 20;

function readNumber(row: Row): OwnedSender {
  const { capabilities = {}, sms_url: url, sms_application_sid: application } = row;
  const { sms } = asRow(capabilities ?? {});
  return {
    sid: sidIn(row),
    sender: text(row, 'phone_number'),
    accountSid: text(row, 'account_sid'),
    smsCapable: typeof sms === 'boolean' ? sms : null,
    // An application, where there is one, counts instead of the URL.
    inbound: isGiven(url) || isGiven(application),
  };
}

const readShortCode = (row: Row): OwnedSender => ({
  sid: sidIn(row),
  sender: text(row, 'short_code'),
  accountSid: text(row, 'account_sid'),
  smsCapable: null,
  inbound: isGiven(row.sms_url),
});

const statuses: readonly Account['status'][] = ['active', 'suspended', 'closed'];
const types: readonly Account['type'][] = ['Trial', 'Full'];

/** Twilio's own limit: https://www.twilio.com/docs/iam/api/account */
const nameLimit = 64;

/** Takes only the named fields: the answer holds the Auth Token in clear text. */
function readAccount(row: Row, accountSid: string): Account {
  belonging(row, accountSid, 'sid');
  const status = statuses.find((each) => each === row.status);
  const type = types.find((each) => each === row.type);
  if (status === undefined || type === undefined) throw notTwilio('It names no status and type of an account.');
  const ownerSid = isGiven(row.owner_account_sid) ? sidIn(row, 'owner_account_sid') : accountSid;
  return { sid: accountSid, name: shown(row, 'friendly_name', nameLimit), status, type, ownerSid };
}
