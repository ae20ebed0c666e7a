import type {
  Brand,
  Campaign,
  CountryPermission,
  MessagingService,
  ProfileState,
  TollFreeVerification,
} from '../domain/facts.ts';
import { printable } from '../domain/printable.ts';
import type { Provider } from '../ports.ts';
import { asRow, found, isGiven, type Row, rowsOf, shown, sidIn, text } from './twilio-answers.ts';
import type { TwilioApi } from './twilio-api.ts';
import { otherAccount } from './twilio-errors.ts';

type MessagingReads = Pick<
  Provider,
  | 'hostedOrder'
  | 'profile'
  | 'messagingService'
  | 'messagingServices'
  | 'inPool'
  | 'alphaSenders'
  | 'campaigns'
  | 'brand'
  | 'brands'
  | 'tollFreeVerification'
  | 'geoPermissions'
>;

/**
 * The reads on Twilio's newer hosts. Their paths name no account: they answer for the credential's own, so that what comes
 * back has to be compared (https://www.twilio.com/docs/iam/api/subaccounts).
 */
export function twilioMessaging(api: TwilioApi, accountSid: string): MessagingReads {
  const own = (row: Row): Row => {
    if (row.account_sid !== accountSid) throw otherAccount();
    return row;
  };
  const messaging = (path: string, query?: Readonly<Record<string, string | number>>): Promise<Row> =>
    api.get('messaging', `/v1${path}`, query);
  const page = { PageSize: listPageSize };
  /** Empty also where there is nothing that could have such a list. */
  const list = async (path: string, key: string): Promise<readonly Row[]> => {
    const body = await found(messaging(path, page));
    return body === null ? [] : rowsOf(body, key).map(own);
  };
  return {
    hostedOrder: async (e164) => {
      const query = { PhoneNumber: e164, ...page };
      const rows = rowsOf(await api.get('numbers', '/v2/HostedNumber/Orders', query), 'items').map(own);
      const latest = newest(rows.filter((row) => row.phone_number === e164));
      return latest === undefined ? null : word(latest, 'status');
    },
    profile: async () => {
      const query = { PolicySid: primaryProfilePolicy, ...page };
      const rows = rowsOf(await api.get('trusthub', '/v1/CustomerProfiles', query), 'results').map(own);
      const states = rows.map((row) => profileStates[text(row, 'status')] ?? 'draft');
      return profileOrder.find((state) => states.includes(state)) ?? 'none';
    },
    messagingService: async (sid) => {
      const row = await found(messaging(`/Services/${sid}`));
      return row === null ? null : readService(own(row));
    },
    messagingServices: async () => {
      const body = await messaging('/Services', { PageSize: servicePageSize });
      const services = rowsOf(body, 'services').map((row) => readService(own(row)));
      // Only what is registered can be what is looked for; the hint of a service costs no request.
      const likely = services.toSorted((one, other) => Number(other.registered) - Number(one.registered));
      const isLastPage = !isGiven(asRow(body.meta ?? {}).next_page_url);
      return { services: likely.slice(0, serviceLimit), all: isLastPage && likely.length <= serviceLimit };
    },
    inPool: async (serviceSid, senderSid) => {
      const kind = senderSid.startsWith('SC') ? 'ShortCodes' : 'PhoneNumbers';
      const member = await found(messaging(`/Services/${serviceSid}/${kind}/${senderSid}`));
      return member !== null && own(member) === member;
    },
    alphaSenders: async (serviceSid) => {
      const rows = await Promise.all([
        list(`/Services/${serviceSid}/AlphaSenders`, 'alpha_senders'),
        // Those for single countries.
        list(`/Services/${serviceSid}/DestinationAlphaSenders`, 'alpha_senders'),
      ]);
      return [...new Set(rows.flat().map((row) => shown(row, 'alpha_sender', 11)))];
    },
    campaigns: async (serviceSid) =>
      (await list(`/Services/${serviceSid}/Compliance/Usa2p`, 'compliance')).map(
        (row): Campaign => ({
          status: word(row, 'campaign_status'),
          mock: row.mock === true,
          brandSid: sidIn(row, 'brand_registration_sid'),
          errors: texts(row.errors, 'description'),
        }),
      ),
    brand: async (sid) => {
      // Asked for by the name that a campaign of this account gives: whose brand it is does not matter.
      return readBrand(await messaging(`/a2p/BrandRegistrations/${sid}`));
    },
    brands: async () => {
      const rows = rowsOf(await messaging('/a2p/BrandRegistrations', page), 'data');
      return new Map(rows.map((row) => [sidIn(row), readBrand(row)]));
    },
    tollFreeVerification: async (numberSid) => {
      const body = await messaging('/Tollfree/Verifications', { TollfreePhoneNumberSid: numberSid, ...page });
      const rows = rowsOf(body, 'verifications')
        .map(own)
        .filter((row) => row.tollfree_phone_number_sid === numberSid);
      const row = rows.find(({ status }) => status === 'TWILIO_APPROVED') ?? newest(rows);
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

/** Enough for all that a sender or a service can have of these; the first page is the only one that is read. */
const listPageSize = 20;

/** The services that are known of in one request, and the most that are looked through for a number: each costs two or three. */
const servicePageSize = 100;
const serviceLimit = 10;

/** "Primary Customer Profile of type Business", a constant of Twilio's: https://www.twilio.com/docs/trust-hub */
const primaryProfilePolicy = 'RN6433641899984f951173ef1738c3bdd0';

const profileStates: Readonly<Record<string, ProfileState>> = {
  'twilio-approved': 'approved',
  'pending-review': 'in-review',
  'in-review': 'in-review',
  'twilio-rejected': 'rejected',
  draft: 'draft',
};

/** The best of several counts. */
const profileOrder: readonly ProfileState[] = ['approved', 'in-review', 'rejected', 'draft'];

/** One of the provider's own words for a state. */
const word = (row: Row, key: string): string => shown(row, key, 40);

const createdAt = (row: Row): number => Date.parse(shown(row, 'date_created')) || 0;

const newest = (rows: readonly Row[]): Row | undefined =>
  rows.toSorted((one, other) => createdAt(other) - createdAt(one))[0];

const readService = (row: Row): MessagingService => ({
  sid: sidIn(row),
  name: shown(row, 'friendly_name', 64),
  inbound:
    row.use_inbound_webhook_on_number === true ? 'number' : isGiven(row.inbound_request_url) ? 'service' : 'nowhere',
  registered: row.us_app_to_person_registered === true,
});

const readBrand = (row: Row): Brand => ({ status: word(row, 'status'), mock: row.mock === true });

/** The texts in a list, or under a key in a list of objects; anything else in it is left out. */
function texts(list: unknown, key: string): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  return rows
    .map((row) => (typeof row === 'string' ? row : (row as Row | null)?.[key]))
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((value) => printable(value));
}

function readVerification(row: Row): TollFreeVerification {
  const all = [...texts([row], 'rejection_reason'), ...texts(row.rejection_reasons, 'reason')];
  const until = Date.parse(shown(row, 'edit_expiration'));
  return {
    status: word(row, 'status'),
    reasons: [...new Set(all)],
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
