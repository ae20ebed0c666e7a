import type { Twilio } from 'twilio';
import type { Campaign, MessagingService, ProfileState } from '../domain/facts.ts';
import { printable } from '../domain/printable.ts';
import type { Provider } from '../ports.ts';
import { asked, found } from './twilio-answers.ts';
import { notTwilio, otherAccount } from './twilio-errors.ts';

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
  | 'tollFreeVerification'
  | 'geoPermissions'
>;

/**
 * The reads on Twilio's newer hosts. Their paths name no account: they answer for the credential's own, so that what comes
 * back has to be compared (https://www.twilio.com/docs/iam/api/subaccounts).
 */
export function twilioMessaging(client: Twilio, accountSid: string): MessagingReads {
  const { v1: messaging } = client.messaging;
  const own = <Row extends { readonly accountSid: string }>(row: Row): Row => {
    if (row.accountSid !== accountSid) throw otherAccount();
    return row;
  };
  return {
    hostedOrder: (e164) =>
      asked(async () => {
        const page = { phoneNumber: e164, pageSize: listPageSize };
        const { instances } = await client.numbers.v2.hostedNumberOrders.page(page);
        const [latest] = instances
          .map(own)
          .filter(({ phoneNumber }) => phoneNumber === e164)
          .toSorted((one, other) => other.dateCreated.getTime() - one.dateCreated.getTime());
        return latest === undefined ? null : word(latest.status);
      }),
    profile: () =>
      asked(async () => {
        const page = { policySid: primaryProfilePolicy, pageSize: listPageSize };
        const { instances } = await client.trusthub.v1.customerProfiles.page(page);
        const states = instances.map((row) => profileStates[own(row).status] ?? 'draft');
        return profileOrder.find((state) => states.includes(state)) ?? 'none';
      }),
    messagingService: (sid) => found(async () => readService(own(await messaging.services(sid).fetch()))),
    messagingServices: () =>
      asked(async () => {
        const page = await messaging.services.page({ pageSize: serviceLimit });
        return { services: page.instances.map((row) => readService(own(row))), all: page.nextPageUrl === undefined };
      }),
    inPool: async (serviceSid, senderSid) => {
      const service = messaging.services(serviceSid);
      const member = await found(async () =>
        own(
          senderSid.startsWith('SC')
            ? await service.shortCodes(senderSid).fetch()
            : await service.phoneNumbers(senderSid).fetch(),
        ),
      );
      return member !== null;
    },
    alphaSenders: async (serviceSid) => {
      const page = { pageSize: listPageSize };
      const rows = await found(async () => (await messaging.services(serviceSid).alphaSenders.page(page)).instances);
      return (rows ?? []).map((row) => printable(own(row).alphaSender, 11));
    },
    campaigns: async (serviceSid) => {
      const page = { pageSize: listPageSize };
      const rows = await found(async () => {
        const { instances } = await messaging.services(serviceSid).usAppToPerson.page(page);
        return instances.map((row): Campaign => {
          const { campaignStatus, mock, brandRegistrationSid, errors } = own(row);
          const status = word(campaignStatus);
          return { status, mock: mock === true, brandSid: brandRegistrationSid, errors: descriptions(errors) };
        });
      });
      return rows ?? [];
    },
    brand: (sid) =>
      asked(async () => {
        const { status, mock } = own(await messaging.brandRegistrations(sid).fetch());
        return { status: word(status), mock: mock === true };
      }),
    tollFreeVerification: (numberSid) =>
      asked(async () => {
        const page = { tollfreePhoneNumberSid: numberSid, pageSize: listPageSize };
        const { instances } = await messaging.tollfreeVerifications.page(page);
        const rows = instances.map(own).filter(({ tollfreePhoneNumberSid }) => tollfreePhoneNumberSid === numberSid);
        const row = rows.find(({ status }) => status === 'TWILIO_APPROVED') ?? rows[0];
        if (row === undefined) return null;
        const reason = typeof row.rejectionReason === 'string' ? printable(row.rejectionReason) : null;
        return { status: word(row.status), reason };
      }),
    geoPermissions: (countries) =>
      asked(async () => {
        const { permissions } = await client.accounts.v1.messagingGeopermissions.fetch({
          countryCode: countries.join(','),
        });
        if (!Array.isArray(permissions)) throw notTwilio('It names no permissions.');
        const rows: readonly unknown[] = permissions;
        return new Map(rows.map(readPermission).filter((entry) => entry !== undefined));
      }),
  };
}

/** Enough for all that a sender or a service can have of these; the first page is the only one that is read. */
const listPageSize = 20;

/** The most services that are looked through for a number: each costs a request or two. */
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

/** One of the provider's own words for a state; anything else is shown, and fits nothing. */
const word = (value: unknown): string => (typeof value === 'string' ? printable(value, 40) : '');

type ServiceRow = Awaited<ReturnType<ReturnType<Twilio['messaging']['v1']['services']>['fetch']>>;

function readService(row: ServiceRow): MessagingService {
  const { sid, friendlyName, inboundRequestUrl, useInboundWebhookOnNumber, usAppToPersonRegistered } = row;
  const own = typeof inboundRequestUrl === 'string' && inboundRequestUrl !== '' ? 'service' : 'nowhere';
  return {
    sid,
    name: printable(friendlyName ?? '', 64),
    inbound: useInboundWebhookOnNumber === true ? 'number' : own,
    registered: usAppToPersonRegistered === true,
  };
}

function descriptions(errors: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return rows
    .map((row) => (row as { readonly description?: unknown } | null)?.description)
    .filter((text) => typeof text === 'string')
    .map((text) => printable(text));
}

function readPermission(row: unknown): readonly [country: string, enabled: boolean] | undefined {
  const { country_code: country, enabled } = (row ?? {}) as {
    readonly country_code?: unknown;
    readonly enabled?: unknown;
  };
  const isCountry = typeof country === 'string' && /^[A-Z]{2}$/.test(country);
  return isCountry && typeof enabled === 'boolean' ? [country, enabled] : undefined;
}
