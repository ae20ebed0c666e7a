import type {
  Brand,
  Campaign,
  CountryPermission,
  MessagingService,
  PoolMembership,
  ProfileState,
  Refusal,
  TollFreeVerification,
} from '../../domain/readiness/facts.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Provider } from '../../ports.ts';
import { found, type Row, rowsOf, shown, sidIn, sidOrNull, text } from './twilio-answers.ts';
import type { Product, TwilioApi, Values } from './twilio-api.ts';
import { notUnderstood, otherAccount } from './twilio-errors.ts';
import { readPages } from './twilio-pages.ts';
import { webhookOf } from './webhook-address.ts';

type MessagingReads = Pick<
  Provider,
  | 'hostedOrder'
  | 'profile'
  | 'messagingService'
  | 'messagingServices'
  | 'inPool'
  | 'poolSize'
  | 'poolNumbers'
  | 'alphaSender'
  | 'campaigns'
  | 'brand'
  | 'brands'
  | 'tollFreeVerification'
  | 'geoPermissions'
>;

/**
 * The reads on Twilio's newer hosts. Their paths name no account and they answer for the credential's own, so the account of
 * each row is checked (https://www.twilio.com/docs/iam/api/subaccounts).
 */
export function twilioMessaging(api: TwilioApi, accountSid: string): MessagingReads {
  const own = (row: Row): Row => {
    if (row.account_sid !== accountSid) throw otherAccount();
    return row;
  };
  const messaging = (path: string): Promise<Row> => api.get('messaging', `/v1${path}`);
  const pagesAt = (product: Product, path: string, key: string, query: Values) =>
    readPages((parameters) => api.get(product, path, parameters), { path, key, query });
  const page = { PageSize: listPageSize };
  const pages = (path: string, key: string, query: Values = page) => pagesAt('messaging', `/v1${path}`, key, query);
  /** Empty also if the parent resource does not exist. Rejects if the list is longer than what is read. */
  const list = async (path: string, key: string): Promise<readonly Row[]> => {
    const read = await found(pages(path, key));
    if (read === null) return [];
    if (!read.complete) throw notUnderstood('A list of it is longer than smsctl reads.');
    return read.rows.map(own);
  };
  return {
    hostedOrder: async (e164) => {
      const query = { PhoneNumber: e164, ...page };
      const { rows } = await pagesAt('numbers', '/v2/HostedNumber/Orders', 'items', query);
      const latest = newest(rows.map(own).filter((row) => row.phone_number === e164));
      return latest === undefined ? null : word(latest, 'status');
    },
    profile: async () => {
      const { rows, complete } = await pagesAt('trusthub', '/v1/CustomerProfiles', 'results', page);
      // Primary profiles of individuals and of businesses have different policies, so only secondary ones are left out.
      const primary = rows.map(own).filter(({ policy_sid: policy }) => policy !== secondaryProfilePolicy);
      const states = primary.map((row) => profileStates[word(row, 'status').toLowerCase()] ?? 'other');
      const best = profileOrder.find((state) => states.includes(state)) ?? 'none';
      if (best !== 'approved' && !complete) throw notUnderstood('The list of profiles is longer than smsctl reads.');
      return best;
    },
    messagingService: async (sid) => {
      const row = await found(messaging(`/Services/${sid}`));
      return row === null ? null : readService(own(row));
    },
    messagingServices: async () => {
      const { rows, complete } = await pages('/Services', 'services', { PageSize: servicePageSize });
      const services = rows.map((row) => readService(own(row)));
      // Services that say that they are registered come first, which costs no request.
      const likely = services.toSorted((one, other) => Number(other.registered) - Number(one.registered));
      return { services: likely.slice(0, serviceLimit), all: complete && likely.length <= serviceLimit };
    },
    inPool: async (serviceSid, senderSid) => {
      const kind = senderSid.startsWith('SC') ? 'ShortCodes' : 'PhoneNumbers';
      const member = await found(messaging(`/Services/${serviceSid}/${kind}/${senderSid}`));
      return member !== null && own(member) === member;
    },
    poolSize: async (serviceSid) => (await list(`/Services/${serviceSid}/PhoneNumbers`, 'phone_numbers')).length,
    poolNumbers: async (serviceSid) =>
      (await list(`/Services/${serviceSid}/PhoneNumbers`, 'phone_numbers')).map((row) => text(row, 'phone_number')),
    alphaSender: async (serviceSid, sender): Promise<PoolMembership> => {
      const isIt = (row: Row): boolean => shown(row, 'alpha_sender', 11) === sender;
      const [everywhere, perCountry] = await Promise.all([
        list(`/Services/${serviceSid}/AlphaSenders`, 'alpha_senders'),
        list(`/Services/${serviceSid}/DestinationAlphaSenders`, 'alpha_senders'),
      ]);
      const countries = perCountry.filter(isIt).map((row) => shown(row, 'iso_country_code', 2).toUpperCase());
      // Without a country, it is the service's default sender, which the second list repeats.
      if (everywhere.some(isIt) || countries.includes('')) return { holds: true, countries: null };
      return { holds: countries.length > 0, countries };
    },
    campaigns: async (serviceSid) =>
      (await list(`/Services/${serviceSid}/Compliance/Usa2p`, 'compliance')).map(
        (row): Campaign => ({
          status: word(row, 'campaign_status').toUpperCase(),
          mock: row.mock === true,
          brandSid: sidOrNull(row, 'brand_registration_sid'),
          errors: refusals(row.errors),
        }),
      ),
    brand: async (sid) => {
      // The account is not checked: a campaign of this account names the brand.
      return readBrand(await messaging(`/a2p/BrandRegistrations/${sid}`));
    },
    brands: async () => {
      const { rows } = await pages('/a2p/BrandRegistrations', 'data');
      return new Map(rows.map((row) => [sidIn(row), readBrand(row)]));
    },
    tollFreeVerification: async (numberSid) => {
      const query = { TollfreePhoneNumberSid: numberSid, ...page };
      const found = await pages('/Tollfree/Verifications', 'verifications', query);
      const rows = found.rows.map(own).filter((row) => row.tollfree_phone_number_sid === numberSid);
      const isApproved = (row: Row) => word(row, 'status').toUpperCase() === 'TWILIO_APPROVED';
      const row = rows.find(isApproved) ?? newest(rows);
      if (row === undefined && !found.complete) {
        throw notUnderstood('The list of toll-free verifications is longer than smsctl reads.');
      }
      return row === undefined ? null : readVerification(row);
    },
    geoPermissions: async (countries) => {
      const query = { CountryCode: countries.join(',') };
      const body = await found(api.get('accounts', '/v1/Messaging/GeoPermissions', query));
      const rows = body === null ? [] : rowsOf(body, 'permissions');
      return new Map(rows.map(readPermission).filter((entry) => entry !== undefined));
    },
  };
}

/** Most senders and services have fewer rows, so that one request suffices. */
const listPageSize = 100;

/** The services of one request, and how many are searched for a number, which costs one or two requests each. */
const servicePageSize = 100;
const serviceLimit = 30;

/** "Secondary Customer Profile of type Business", a constant of Twilio's: https://www.twilio.com/docs/trust-hub */
const secondaryProfilePolicy = 'RNdfbf3fae0e1107f8aded0e7cead80bf5';

const profileStates: Readonly<Record<string, ProfileState>> = {
  'twilio-approved': 'approved',
  'pending-review': 'in-review',
  'in-review': 'in-review',
  'twilio-rejected': 'rejected',
  draft: 'draft',
};

/** If there are several profiles, the best one counts. */
const profileOrder: readonly ProfileState[] = ['approved', 'other', 'in-review', 'rejected', 'draft'];

/** A state in the provider's words. */
const word = (row: Row, key: string): string => shown(row, key, 40);

const createdAt = (row: Row): number => Date.parse(shown(row, 'date_created')) || 0;

const newest = (rows: readonly Row[]): Row | undefined =>
  rows.toSorted((one, other) => createdAt(other) - createdAt(one))[0];

const readService = (row: Row): MessagingService => ({
  sid: sidIn(row),
  name: shown(row, 'friendly_name', 64),
  inbound: row.use_inbound_webhook_on_number === true ? 'number' : webhookOf(row.inbound_request_url),
  registered: row.us_app_to_person_registered === true,
});

const readBrand = (row: Row): Brand => ({
  status: word(row, 'status').toUpperCase(),
  mock: row.mock === true,
  type: word(row, 'brand_type').toUpperCase(),
  errors: [...refusals(row.errors), ...refusals([row.failure_reason])],
});

/** The refusals in a list of texts or objects. Entries without a text and a code are left out. */
function refusals(list: unknown): readonly Refusal[] {
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  return rows.map(readRefusal).filter(({ text, code }) => text !== '' || code !== null);
}

function readRefusal(value: unknown): Refusal {
  if (typeof value === 'string') return { code: null, text: printable(value), fields: [] };
  const row = (typeof value === 'object' && value !== null ? value : {}) as Row;
  const code = Number(row.error_code ?? row.code ?? Number.NaN);
  const words = [row.description, row.reason, row.message].find((each) => typeof each === 'string' && each !== '');
  const fields: readonly unknown[] = Array.isArray(row.fields) ? row.fields : [];
  return {
    code: Number.isSafeInteger(code) && code > 0 ? code : null,
    text: typeof words === 'string' ? printable(words) : '',
    fields: fields.filter((field) => typeof field === 'string').map((field) => printable(field, 40)),
  };
}

function readVerification(row: Row): TollFreeVerification {
  // The list repeats the single reason, which is older in the API.
  const listed = refusals(row.rejection_reasons);
  const single = refusals([{ reason: row.rejection_reason, code: row.error_code }]);
  const until = Date.parse(shown(row, 'edit_expiration'));
  return {
    status: word(row, 'status').toUpperCase(),
    reasons: listed.length > 0 ? listed : single,
    editable: typeof row.edit_allowed === 'boolean' ? row.edit_allowed : null,
    editableUntil: Number.isNaN(until) ? null : new Date(until).toISOString(),
  };
}

function readPermission(row: Row): readonly [country: string, permission: CountryPermission] | undefined {
  const { country_code: country, enabled } = row;
  const isCountry = typeof country === 'string' && /^[A-Z]{2}$/.test(country);
  return isCountry && typeof enabled === 'boolean'
    ? [country, { enabled, note: shown(row, 'message', 60) }]
    : undefined;
}
