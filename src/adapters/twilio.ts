import type { RequestClient, Twilio } from 'twilio';
import { type Credential, regions } from '../domain/credential.ts';
import type { Account, OwnedSender } from '../domain/facts.ts';
import { printable } from '../domain/printable.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { OpenProvider } from '../ports.ts';
import { notTwilio } from './twilio-errors.ts';
import { type TwilioHttp, type TwilioHttpOptions, twilioHttp } from './twilio-http.ts';

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
    return {
      accept: () =>
        asked(async () => {
          const { instances } = await of.messages.page({ pageSize: 1 });
          for (const message of instances) belongs(message.accountSid, accountSid);
        }),
      account: () => asked(async () => readAccount(await of.fetch(), accountSid)),
      phoneNumber: (e164) =>
        asked(async () => {
          // PhoneNumber is a pattern: `+1202555014` finds +12025550142, too.
          const { instances } = await of.incomingPhoneNumbers.page({ phoneNumber: e164, pageSize: senderPageSize });
          return owned(
            instances.map((row) => ({
              sid: row.sid,
              sender: row.phoneNumber,
              accountSid: row.accountSid,
              smsCapable: typeof row.capabilities?.sms === 'boolean' ? row.capabilities.sms : null,
            })),
            e164,
            accountSid,
          );
        }),
      shortCode: (digits) =>
        asked(async () => {
          const { instances } = await of.shortCodes.page({ shortCode: digits, pageSize: senderPageSize });
          return owned(
            instances.map((row) => ({
              sid: row.sid,
              sender: row.shortCode,
              accountSid: row.accountSid,
              smsCapable: null,
            })),
            digits,
            accountSid,
          );
        }),
    };
  };

/** A whole number is given as the filter, so that what else fits it are a few longer ones at most. One page, never more. */
const senderPageSize = 20;

async function openClient(credential: Credential, http: TwilioHttp): Promise<Twilio> {
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

/** The list that each path answers with. Without it the SDK would take almost any JSON for an empty list. */
const lists: Readonly<Record<string, string>> = {
  'Messages.json': 'messages',
  'IncomingPhoneNumbers.json': 'incoming_phone_numbers',
  'SMS/ShortCodes.json': 'short_codes',
};

function recognizes(path: string, body: Readonly<Record<string, unknown>>): boolean {
  const list = lists[path.replace(/^\/2010-04-01\/Accounts\/\w+\//, '')];
  return list === undefined ? typeof body.sid === 'string' : Array.isArray(body[list]);
}

/** Whatever the SDK throws beside our own errors comes from an answer that it cannot read; it may hold the request, and stays here. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw notTwilio('It does not have the form of an answer of Twilio.');
  }
}

function belongs(seen: unknown, accountSid: string): void {
  if (seen !== accountSid) throw notTwilio('It is about another account than the one asked for.');
}

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
