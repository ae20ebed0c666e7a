import type { RequestClient, Twilio } from 'twilio';
import { type Credential, regions } from '../domain/credential.ts';
import type { Account, OwnedSender } from '../domain/facts.ts';
import { printable } from '../domain/printable.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { OpenProvider } from '../ports.ts';
import { asked, belongs, found, recognizes } from './twilio-answers.ts';
import { notTwilio } from './twilio-errors.ts';
import { type TwilioHttp, type TwilioHttpOptions, twilioHttp } from './twilio-http.ts';
import { twilioMessaging } from './twilio-messaging.ts';

export type TwilioOptions = Omit<TwilioHttpOptions, 'recognizes'>;

/**
 * Twilio, through its own SDK over our own HTTP client. Opening asks nothing of the network; it rejects with `UserError`
 * `provider.url-refused`, `provider.proxy-unusable` or `provider.node-debug` (exit 2) when requests could not be made safely.
 */
export const openTwilio =
  (options: TwilioOptions): OpenProvider =>
  async (credential) => {
    const { accountSid } = credential;
    const client = await openClient(credential, twilioHttp({ ...options, recognizes }));
    const of = client.api.v2010.accounts(accountSid);
    const numbersOf = async (sid: string, e164: string): Promise<OwnedSender | null> => {
      // PhoneNumber is a pattern: `+1202555014` finds +12025550142, too.
      const page = { phoneNumber: e164, pageSize: senderPageSize };
      const { instances } = await client.api.v2010.accounts(sid).incomingPhoneNumbers.page(page);
      return owned(instances.map(readNumber), e164, sid);
    };
    return {
      ...twilioMessaging(client, accountSid),
      accept: () => asked(() => accept(client, accountSid)),
      account: () => asked(async () => readAccount(await of.fetch(), accountSid)),
      balance: () =>
        found(async () => {
          const { accountSid: seen, balance, currency } = await of.balance.fetch();
          belongs(seen, accountSid);
          return { amount: balance, currency: printable(currency ?? 'USD', 3) };
        }),
      phoneNumber: (e164) => asked(() => numbersOf(accountSid, e164)),
      shortCode: (digits) =>
        asked(async () => {
          const { instances } = await of.shortCodes.page({ shortCode: digits, pageSize: senderPageSize });
          return owned(
            instances.map((row) => ({
              sid: row.sid,
              sender: row.shortCode,
              accountSid: row.accountSid,
              smsCapable: null,
              inbound: isGiven(row.smsUrl),
            })),
            digits,
            accountSid,
          );
        }),
      holderOf: (e164) =>
        asked(async () => {
          const { instances } = await client.api.v2010.accounts.page({ pageSize: relativePageSize });
          const own = readAccount(await of.fetch(), accountSid);
          const relatives = new Set([own.ownerSid, ...instances.map(({ sid }) => sid)]);
          relatives.delete(accountSid);
          const looked = [...relatives].slice(0, relativeLimit).map(async (sid) => {
            const sender = await numbersOf(sid, e164).catch(() => null);
            return sender === null ? undefined : sid;
          });
          return (await Promise.all(looked)).find((sid) => sid !== undefined) ?? null;
        }),
    };
  };

/**
 * The one request that most keys may make; a Restricted key that may not list messages gets a second chance
 * (https://www.twilio.com/docs/iam/api-keys/restricted-api-keys).
 */
async function accept(client: Twilio, accountSid: string): Promise<void> {
  const of = client.api.v2010.accounts(accountSid);
  try {
    const { instances } = await of.messages.page({ pageSize: 1 });
    for (const message of instances) belongs(message.accountSid, accountSid);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.providerCode !== noPermission) throw error;
    const { instances } = await of.incomingPhoneNumbers.page({ pageSize: 1 });
    for (const number of instances) belongs(number.accountSid, accountSid);
  }
}

/** https://www.twilio.com/docs/api/errors/70051 */
const noPermission = 70051;

/** The most of an account's relatives that are looked into for a number that it does not hold. */
const relativeLimit = 10;
const relativePageSize = 20;

/** A whole number is given as the filter, so that what else fits it are a few longer ones at most. One page, never more. */
const senderPageSize = 20;

/** The SDK's client for a credential. */
export async function openClient(credential: Credential, http: TwilioHttp): Promise<Twilio> {
  const { default: createClient } = await import('twilio');
  const user = credential.method === 'api-key' ? credential.apiKeySid : credential.accountSid;
  return createClient(user, credential.secret.reveal(), {
    accountSid: credential.accountSid,
    // Empty, not absent: what is absent the SDK takes from TWILIO_REGION and TWILIO_EDGE, which speak of another setup.
    region: credential.region ?? '',
    edge: credential.region === undefined ? '' : (regions.get(credential.region) ?? ''),
    // The SDK types its client as a class and calls nothing of it but `request`.
    httpClient: http as unknown as RequestClient,
  });
}

const isGiven = (text: unknown): boolean => typeof text === 'string' && text !== '';

type NumberPage = Awaited<ReturnType<ReturnType<Twilio['api']['v2010']['accounts']>['incomingPhoneNumbers']['page']>>;

const readNumber = (row: NumberPage['instances'][number]): OwnedSender => ({
  sid: row.sid,
  sender: row.phoneNumber,
  accountSid: row.accountSid,
  smsCapable: typeof row.capabilities?.sms === 'boolean' ? row.capabilities.sms : null,
  // An application, where there is one, counts instead of the URL.
  inbound: isGiven(row.smsUrl) || isGiven(row.smsApplicationSid),
});

function owned(rows: readonly OwnedSender[], sender: string, accountSid: string): OwnedSender | null {
  for (const row of rows) belongs(row.accountSid, accountSid);
  return rows.find((row) => row.sender === sender) ?? null;
}

const statuses: readonly unknown[] = ['active', 'suspended', 'closed'] satisfies Account['status'][];
const types: readonly unknown[] = ['Trial', 'Full'] satisfies Account['type'][];

/** Twilio's own limit: https://www.twilio.com/docs/iam/api/account */
const nameLimit = 64;

/** Takes only the named fields: the answer holds the Auth Token in clear text. */
function readAccount(
  {
    sid,
    friendlyName,
    status,
    type,
    ownerAccountSid,
  }: Awaited<ReturnType<ReturnType<Twilio['api']['v2010']['accounts']>['fetch']>>,
  accountSid: string,
): Account {
  belongs(sid, accountSid);
  if (!statuses.includes(status) || !types.includes(type))
    throw notTwilio('It names no status and type of an account.');
  return { sid, name: printable(friendlyName ?? '', nameLimit), status, type, ownerSid: ownerAccountSid ?? sid };
}
