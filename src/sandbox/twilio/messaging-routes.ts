import { json } from './answer.ts';
import * as bodies from './messaging-resources.ts';
import { profilePolicies } from './profile-policies.ts';
import type { RouteAnswer, Routes, Visit } from './route.ts';
import type { SandboxMessagingService, SandboxPhoneNumber, SandboxShortCode, World } from './world.ts';

/** Answers about the service that the path names. */
const ofService =
  (answer: (service: SandboxMessagingService, visit: Visit) => RouteAnswer) =>
  (visit: Visit): RouteAnswer => {
    const service = visit.own(visit.world.services).find(({ sid }) => sid === visit.segments[0]);
    return service && answer(service, visit);
  };

/** Those of `senders` that are in the pool of the service. */
const poolOf = <Sender extends SandboxPhoneNumber | SandboxShortCode>(
  { pool }: SandboxMessagingService,
  senders: readonly Sender[],
): readonly Sender[] => senders.filter(({ sid }) => pool.includes(sid));

const isRegistered = ({ sid, hintsCampaign }: SandboxMessagingService, { campaigns }: World): boolean =>
  hintsCampaign ?? campaigns.some(({ serviceSid }) => serviceSid === sid);

/** Routes of Twilio's newer hosts, whose paths name no account. */
export const messagingRoutes: Routes = {
  'GET /v1/Services': ({ world, own, list }) => {
    const rows = own(world.services).map((service) => bodies.serviceBody(service, isRegistered(service, world)));
    return list('services', rows);
  },
  'GET /v1/Services/{Sid}': ofService((service, { world }) =>
    json(200, bodies.serviceBody(service, isRegistered(service, world))),
  ),
  'GET /v1/Services/{ServiceSid}/PhoneNumbers': ofService((service, { world, list }) => {
    const members = poolOf(service, world.phoneNumbers);
    return list(
      'phone_numbers',
      members.map((member) => bodies.poolNumberBody(member, service.sid)),
    );
  }),
  'GET /v1/Services/{ServiceSid}/PhoneNumbers/{Sid}': ofService((service, { world, segments: [, sid] }) => {
    const member = poolOf(service, world.phoneNumbers).find((each) => each.sid === sid);
    return member && json(200, bodies.poolNumberBody(member, service.sid));
  }),
  'GET /v1/Services/{ServiceSid}/ShortCodes/{Sid}': ofService((service, { world, segments: [, sid] }) => {
    const member = poolOf(service, world.shortCodes).find((each) => each.sid === sid);
    return member && json(200, bodies.poolShortCodeBody(member, service.sid));
  }),
  'GET /v1/Services/{ServiceSid}/AlphaSenders': ofService((service, { list }) => {
    const rows = service.alphaSenders.map((sender, index) => bodies.alphaSenderBody(sender, index, service));
    return list('alpha_senders', rows);
  }),
  'GET /v1/Services/{ServiceSid}/DestinationAlphaSenders': ofService((service, { list }) => {
    const senders = service.destinationSenders ?? [];
    const rows = senders.map((sender, index) => bodies.destinationSenderBody(sender, index, service));
    return list('alpha_senders', rows);
  }),
  'GET /v1/Services/{MessagingServiceSid}/Compliance/Usa2p': ofService(({ sid }, { world, list }) =>
    list('compliance', world.campaigns.filter(({ serviceSid }) => serviceSid === sid).map(bodies.campaignBody)),
  ),
  'GET /v1/a2p/BrandRegistrations': ({ world, own, list }) => list('data', own(world.brands).map(bodies.brandBody)),
  'GET /v1/a2p/BrandRegistrations/{Sid}': ({ world, own, segments: [sid] }) => {
    const brand = own(world.brands).find((each) => each.sid === sid);
    return brand && json(200, bodies.brandBody(brand));
  },
  'GET /v1/Tollfree/Verifications': ({ world, own, query, list }) => {
    const filter = query('TollfreePhoneNumberSid');
    const found = own(world.tollFreeVerifications).filter(({ numberSid }) => filter === null || numberSid === filter);
    return list('verifications', found.map(bodies.tollFreeBody));
  },
  'GET /v1/Messaging/GeoPermissions': ({ world, own, query }) => {
    const asked = query('CountryCode')?.split(',');
    const found = own(world.geoPermissions).filter(({ country }) => asked === undefined || asked.includes(country));
    return json(200, { permissions: found.map(bodies.permissionBody) });
  },
  'GET /v1/CustomerProfiles': ({ world, own, query, list }) => {
    const [status, policy] = [query('Status'), query('PolicySid')];
    const found = own(world.profiles)
      .filter((each) => status === null || each.status === status)
      .filter((each) => policy === null || profilePolicies[each.policy ?? 'primary-business'] === policy);
    return list('results', found.map(bodies.profileBody));
  },
  'GET /v2/HostedNumber/Orders': ({ world, own, query, list }) => {
    const filter = query('PhoneNumber');
    const found = own(world.hostedOrders).filter(({ number }) => filter === null || number === filter);
    return list('items', found.map(bodies.hostedOrderBody));
  },
};
