import { json } from './answer.ts';
import {
  alphaSenderBody,
  brandBody,
  campaignBody,
  destinationSenderBody,
  hostedOrderBody,
  poolNumberBody,
  poolShortCodeBody,
  profileBody,
  serviceBody,
  tollFreeBody,
} from './messaging-resources.ts';
import { pageBody } from './page.ts';
import { profilePolicies } from './profile-policies.ts';
import { ownedBy, type Route, type Visit } from './route.ts';
import type { SandboxMessagingService, SandboxPhoneNumber, SandboxShortCode } from './world.ts';

const serviceOf = ({ world, account, segments: [sid] }: Visit): SandboxMessagingService | undefined =>
  world.services.filter(ownedBy(account)).find((service) => service.sid === sid);

/** The `things` in the sender pool of the service that the path names. */
function pool<Thing extends SandboxPhoneNumber | SandboxShortCode>(
  visit: Visit,
  things: readonly Thing[],
): { readonly service: SandboxMessagingService; readonly members: readonly Thing[] } | undefined {
  const service = serviceOf(visit);
  return service && { service, members: things.filter(({ sid }) => service.pool.includes(sid)) };
}

/** Routes of Twilio's newer hosts, whose paths name no account. */
export const messagingRoutes: readonly Route[] = [
  {
    on: 'GET /v1/Services',
    answer: ({ world, account, url }) => {
      const registered = new Set(world.campaigns.map(({ serviceSid }) => serviceSid));
      const found = world.services.filter(ownedBy(account));
      return json(
        200,
        pageBody(
          'services',
          found.map((each) => serviceBody(each, registered.has(each.sid))),
          url,
        ),
      );
    },
  },
  {
    on: 'GET /v1/Services/{Sid}',
    answer: (visit) => {
      const service = serviceOf(visit);
      const isRegistered = visit.world.campaigns.some(({ serviceSid }) => serviceSid === service?.sid);
      return service && json(200, serviceBody(service, isRegistered));
    },
  },
  {
    on: 'GET /v1/Services/{ServiceSid}/PhoneNumbers',
    answer: (visit) => {
      const found = pool(visit, visit.world.phoneNumbers);
      const rows = found?.members.map((member) => poolNumberBody(member, found.service.sid));
      return rows && json(200, pageBody('phone_numbers', rows, visit.url));
    },
  },
  {
    on: 'GET /v1/Services/{ServiceSid}/PhoneNumbers/{Sid}',
    answer: (visit) => {
      const found = pool(visit, visit.world.phoneNumbers);
      const member = found?.members.find(({ sid }) => sid === visit.segments[1]);
      return found && member && json(200, poolNumberBody(member, found.service.sid));
    },
  },
  {
    on: 'GET /v1/Services/{ServiceSid}/ShortCodes/{Sid}',
    answer: (visit) => {
      const found = pool(visit, visit.world.shortCodes);
      const member = found?.members.find(({ sid }) => sid === visit.segments[1]);
      return found && member && json(200, poolShortCodeBody(member, found.service.sid));
    },
  },
  {
    on: 'GET /v1/Services/{ServiceSid}/AlphaSenders',
    answer: (visit) => {
      const service = serviceOf(visit);
      if (service === undefined) return undefined;
      const rows = service.alphaSenders.map((sender, index) => alphaSenderBody(sender, index, service));
      return json(200, pageBody('alpha_senders', rows, visit.url));
    },
  },
  {
    on: 'GET /v1/Services/{ServiceSid}/DestinationAlphaSenders',
    answer: (visit) => {
      const service = serviceOf(visit);
      if (service === undefined) return undefined;
      const rows = (service.destinationSenders ?? []).map((each, index) => destinationSenderBody(each, index, service));
      return json(200, pageBody('alpha_senders', rows, visit.url));
    },
  },
  {
    on: 'GET /v1/Services/{MessagingServiceSid}/Compliance/Usa2p',
    answer: (visit) => {
      const service = serviceOf(visit);
      if (service === undefined) return undefined;
      const found = visit.world.campaigns.filter(({ serviceSid }) => serviceSid === service.sid);
      return json(200, pageBody('compliance', found.map(campaignBody), visit.url));
    },
  },
  {
    on: 'GET /v1/a2p/BrandRegistrations',
    answer: ({ world, account, url }) =>
      json(200, pageBody('data', world.brands.filter(ownedBy(account)).map(brandBody), url)),
  },
  {
    on: 'GET /v1/a2p/BrandRegistrations/{Sid}',
    answer: ({ world, account, segments: [sid] }) => {
      const brand = world.brands.filter(ownedBy(account)).find((each) => each.sid === sid);
      return brand && json(200, brandBody(brand));
    },
  },
  {
    on: 'GET /v1/Tollfree/Verifications',
    answer: ({ world, account, url }) => {
      const filter = url.searchParams.get('TollfreePhoneNumberSid');
      const found = world.tollFreeVerifications
        .filter(ownedBy(account))
        .filter(({ numberSid }) => filter === null || numberSid === filter);
      return json(200, pageBody('verifications', found.map(tollFreeBody), url));
    },
  },
  {
    on: 'GET /v1/Messaging/GeoPermissions',
    answer: ({ world, account, url }) => {
      const asked = url.searchParams.get('CountryCode')?.split(',');
      const found = world.geoPermissions
        .filter(ownedBy(account))
        .filter(({ country }) => asked === undefined || asked.includes(country));
      const permissions = found.map(({ country, enabled, note = '' }) => ({
        country_code: country,
        type: 'country',
        enabled,
        prefix: '',
        message: note,
      }));
      return json(200, { permissions });
    },
  },
  {
    on: 'GET /v1/CustomerProfiles',
    answer: ({ world, account, url }) => {
      const status = url.searchParams.get('Status');
      const policy = url.searchParams.get('PolicySid');
      const found = world.profiles
        .filter(ownedBy(account))
        .filter((each) => status === null || each.status === status)
        .filter((each) => policy === null || profilePolicies[each.policy ?? 'primary-business'] === policy);
      return json(200, pageBody('results', found.map(profileBody), url));
    },
  },
  {
    on: 'GET /v2/HostedNumber/Orders',
    answer: ({ world, account, url }) => {
      const number = url.searchParams.get('PhoneNumber');
      const found = world.hostedOrders
        .filter(ownedBy(account))
        .filter((order) => number === null || order.number === number);
      return json(200, pageBody('items', found.map(hostedOrderBody), url));
    },
  },
];
