import { type Credential, regions } from '../domain/credential.ts';
import type { Account, OwnedSender } from '../domain/facts.ts';
import { maskSid } from '../domain/mask.ts';
import { printable } from '../domain/printable.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { UserError } from '../domain/user-error.ts';
import type { OpenProvider, Provider } from '../ports.ts';
import { parseLoopback, type TwilioHttpOptions, twilioHttp } from './twilio-http.ts';

/** A pattern finds parts of numbers, too; more matches than this are not looked through. */
const matchLimit = 50;

/**
 * Twilio through its SDK, which is loaded with the first call. Variables that the SDK would read by itself are kept from it:
 * what counts is the credential. Throws `UserError` `provider.url-refused` for a `baseUrl` that is not on loopback.
 */
export function openTwilio(options: TwilioHttpOptions): OpenProvider {
  if (options.baseUrl !== undefined) parseLoopback(options.baseUrl);
  return async (credential) => {
    const { default: twilio } = await import('twilio');
    const { accountSid, secret } = credential;
    const region = credential.region ?? 'us1';
    const http = twilioHttp(options);
    const client = twilio(userOf(credential), secret.reveal(), {
      accountSid,
      // Never absent: the SDK would take TWILIO_REGION and TWILIO_EDGE instead. Empty means the default host; and a region
      // without its edge names a host that was switched off.
      region: region === 'us1' ? '' : region,
      edge: region === 'us1' ? '' : (regions.get(region) ?? ''),
      httpClient: http as unknown as InstanceType<typeof twilio.RequestClient>,
    });
    return guarded({
      accept: async () => {
        const messages = await client.messages.page({ pageSize: 1 });
        if (!Array.isArray(messages.instances)) throw foreign('a list of messages');
      },
      account: async () => asAccount(await client.api.v2010.accounts(accountSid).fetch(), accountSid),
      phoneNumber: async (e164) => {
        const found = await client.incomingPhoneNumbers.list({ phoneNumber: e164, limit: matchLimit });
        const match = found.find(({ phoneNumber }) => phoneNumber === e164);
        if (match === undefined) return null;
        const { sid, phoneNumber, accountSid: holder, capabilities } = match;
        return asSender(sid, phoneNumber, holder, capabilities?.sms === true);
      },
      shortCode: async (digits) => {
        const found = await client.shortCodes.list({ shortCode: digits, limit: matchLimit });
        const match = found.find(({ shortCode }) => shortCode === digits);
        return match === undefined ? null : asSender(match.sid, match.shortCode, match.accountSid, null);
      },
    });
  };
}

const userOf = (credential: Credential): string =>
  credential.method === 'api-key' ? credential.apiKeySid : credential.accountSid;

interface FetchedAccount {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly type: string;
  readonly ownerAccountSid: string;
}

/** Takes what is wanted and leaves the rest behind: the body holds the Auth Token in clear. */
function asAccount({ sid, friendlyName, status, type, ownerAccountSid }: FetchedAccount, asked: string): Account {
  if (sid !== asked) throw foreign(`account ${maskSid(asked)}`);
  if (status !== 'active' && status !== 'suspended' && status !== 'closed') throw foreign("an account's status");
  return {
    sid,
    name: printable(friendlyName ?? '', 64),
    status,
    type: type === 'Trial' ? 'Trial' : 'Full',
    ownerSid: ownerAccountSid,
  };
}

function asSender(sid: string, sender: string, accountSid: string, smsCapable: boolean | null): OwnedSender {
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) throw foreign('whose number it is');
  return { sid, sender, accountSid, smsCapable };
}

const foreign = (missing: string): ProviderError =>
  new ProviderError({
    kind: 'not-twilio',
    message: `What answered is not the provider: it does not tell ${missing}.`,
    hints: ['A proxy or the login page of a network may be in between: open any page in a browser, then try again.'],
  });

/** Nothing but our own errors leaves: the SDK's may hold the request, with its headers. */
function guarded(provider: Provider): Provider {
  const guard =
    <A extends readonly unknown[], T>(call: (...parameters: A) => Promise<T>) =>
    async (...parameters: A): Promise<T> => {
      try {
        return await call(...parameters);
      } catch (error) {
        if (error instanceof UserError) throw error;
        throw foreign('what was asked for, in the form that is expected');
      }
    };
  return {
    accept: guard(provider.accept),
    account: guard(provider.account),
    phoneNumber: guard(provider.phoneNumber),
    shortCode: guard(provider.shortCode),
  };
}
