import { type Credential, regions } from '../domain/credential.ts';
import { asRow, type Row, recognizes } from './twilio-answers.ts';
import { type TwilioHttpOptions, twilioHttp } from './twilio-http.ts';

export type TwilioOptions = Omit<TwilioHttpOptions, 'recognizes'>;

/** The hosts that are asked: https://www.twilio.com/docs/usage/api */
type Product = 'api' | 'messaging' | 'accounts' | 'trusthub' | 'numbers';
type Parameters = Readonly<Record<string, string | number>>;

/** Twilio's REST API, as one credential sees it. Every function rejects with `ProviderError` and with nothing else. */
export interface TwilioApi {
  readonly get: (product: Product, path: string, query?: Parameters) => Promise<Row>;
  /** Rejects with a fault of ours unless the options let writes through. */
  readonly post: (product: Product, path: string, form: Parameters) => Promise<Row>;
}

/** Asks nothing of the network. Throws `UserError` as `twilioHttp` does. */
export function twilioApi(credential: Credential, options: TwilioOptions): TwilioApi {
  const http = twilioHttp({ ...options, recognizes });
  const user = credential.method === 'api-key' ? credential.apiKeySid : credential.accountSid;
  const pair = { user, password: credential.secret };
  const urlOf = (product: Product, path: string): string => `https://${hostOf(product, credential.region)}${path}`;
  return {
    get: async (product, path, query = {}) =>
      asRow(await http.request({ method: 'GET', url: urlOf(product, path), query, ...pair })),
    post: async (product, path, form) =>
      asRow(await http.request({ method: 'POST', url: urlOf(product, path), form, ...pair })),
  };
}

/** A region is reached through its edge: https://www.twilio.com/docs/global-infrastructure */
function hostOf(product: Product, region: string | undefined): string {
  if (region === undefined) return `${product}.twilio.com`;
  const edge = regions.get(region);
  // What was read from outside passed `parseRegion` or the settings' schema; a host is made of nothing else.
  if (edge === undefined) throw new Error('A region that is none of Twilio.');
  return `${product}.${edge}.${region}.twilio.com`;
}
