import type BaseTwilio from 'twilio/lib/base/BaseTwilio.js';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import { type Credential, regions } from '../../domain/settings/credential.ts';
import { asRow, type Row, recognizes } from './twilio-answers.ts';
import { type TwilioHttpOptions, twilioHttp } from './twilio-http.ts';

export type TwilioOptions = Omit<TwilioHttpOptions, 'recognizes'>;

/** Twilio's hosts: https://www.twilio.com/docs/usage/api */
export type Product = 'api' | 'messaging' | 'monitor' | 'accounts' | 'trusthub' | 'numbers' | 'pricing';
export type Values = Readonly<Record<string, string | number>>;

/** Twilio's REST API, as one credential sees it. Every function rejects with `ProviderError` and with nothing else. */
export interface TwilioApi {
  readonly get: (product: Product, path: string, query?: Values) => Promise<Row>;
  /** Rejects with a bug unless the options allow writes. */
  readonly post: (product: Product, path: string, form: Values) => Promise<Row>;
  readonly delete: (product: Product, path: string) => Promise<void>;
}

/**
 * Requests go through Twilio's SDK client, which chooses the region's host and the user agent, and then through
 * `twilioHttp`. Sends nothing yet. Throws `UserError` as `twilioHttp` does.
 */
export function twilioApi(credential: Credential, options: TwilioOptions): TwilioApi {
  const http = twilioHttp({ ...options, recognizes });
  const user = credential.method === 'api-key' ? credential.apiKeySid : credential.accountSid;
  let opened: Promise<Client> | undefined;
  const client = (): Promise<Client> => {
    opened ??= openClient(credential, user, async ({ method, uri, params, data, headers }) => ({
      statusCode: 200,
      body: await http.request({
        method,
        url: uri,
        query: params as Values,
        form: data as Values,
        agentName: headers?.['User-Agent'],
        user,
        password: credential.secret,
      }),
    }));
    return opened;
  };
  const send = async (request: Pick<RequestOpts, 'method' | 'params' | 'data'>, product: Product, path: string) => {
    const { body } = await (await client()).request({ ...request, uri: `https://${product}.twilio.com${path}` });
    return asRow(body);
  };
  return {
    get: (product, path, query = {}) => send({ method: 'get', params: query }, product, path),
    post: (product, path, form) => send({ method: 'post', data: form }, product, path),
    delete: async (product, path) => {
      await send({ method: 'delete' }, product, path);
    },
  };
}

type Client = BaseTwilio.Client;
type RequestOpts = BaseTwilio.RequestOpts;
/** The part of the SDK's HTTP client that is used. Unsuccessful answers have been thrown before. */
type SendRequest = (
  opts: Parameters<RequestClient['request']>[0],
) => Promise<{ readonly statusCode: number; readonly body: Row }>;

/**
 * The client alone: the SDK's resources, TwiML and JWT would take longer to load. The SDK never gets the secret, so that it
 * cannot print it; `twilioHttp` signs in. The region comes from the settings, not from the SDK's environment variables.
 */
async function openClient({ accountSid, region }: Credential, user: string, request: SendRequest): Promise<Client> {
  const { default: base } = await import('twilio/lib/base/BaseTwilio.js');
  return new base.Client(user, 'kept-by-the-http-client', {
    accountSid,
    region: region ?? '',
    edge: region === undefined ? '' : edgeOf(region),
    httpClient: { request } as unknown as RequestClient,
    userAgentExtensions: ['smsctl'],
  });
}

/** A region is reached through its edge: https://www.twilio.com/docs/global-infrastructure */
function edgeOf(region: string): string {
  const edge = regions.get(region);
  // `parseRegion` or the settings' schema has checked the region, which becomes part of a host.
  if (edge === undefined) throw new Error('Unknown Twilio region.');
  return edge;
}
