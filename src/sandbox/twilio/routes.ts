import { createHash } from 'node:crypto';
import { type Answer, errorAnswer, json } from './answer.ts';
import {
  alphaSenderBody,
  brandBody,
  campaignBody,
  destinationSenderBody,
  hostedOrderBody,
  pageBody,
  poolNumberBody,
  poolShortCodeBody,
  profileBody,
  serviceBody,
  tollFreeBody,
} from './messaging-resources.ts';
import { profilePolicies } from './profile-policies.ts';
import {
  accountBody,
  apiKeyBody,
  balanceBody,
  callerIdBody,
  listBody,
  messageBody,
  phoneNumberBody,
  shortCodeBody,
} from './resources.ts';
import type {
  Actor,
  SandboxAccount,
  SandboxApiKey,
  SandboxMessage,
  SandboxMessagingService,
  SandboxPhoneNumber,
  SandboxShortCode,
  World,
} from './world.ts';

interface Visit {
  readonly world: World;
  readonly actor: Actor;
  /** The one that the path names; on hosts whose paths name none, the credential's own. */
  readonly account: SandboxAccount;
  readonly url: URL;
  /** What stands in the path's braces, without the account. */
  readonly segments: readonly string[];
  readonly form: URLSearchParams;
  /** When the request came, ISO 8601, UTC. */
  readonly at: string;
}

interface Route {
  /** Method and path, as Twilio's OpenAPI definitions write it. */
  readonly on: string;
  /** Undefined: there is no such thing. */
  readonly answer: (visit: Visit) => Answer | { readonly answer: Answer; readonly next: World } | undefined;
}

/** A filter as Twilio reads it: part of the number is enough, and `*` stands for one digit. */
function matches(text: string, filter: string | null): boolean {
  if (filter === null) return true;
  const pattern = filter.replace(/[^\d*+]/g, '').replace(/[+]/g, '\\+');
  return new RegExp(pattern.replaceAll('*', '\\d')).test(text);
}

const ownedBy =
  ({ sid }: SandboxAccount) =>
  (thing: { readonly accountSid: string }): boolean =>
    thing.accountSid === sid;

const serviceOf = ({ world, account, segments: [sid] }: Visit): SandboxMessagingService | undefined =>
  world.services.filter(ownedBy(account)).find((service) => service.sid === sid);

/** What of `things` is in the pool of the service that the path names. */
function pool<Thing extends SandboxPhoneNumber | SandboxShortCode>(
  visit: Visit,
  things: readonly Thing[],
): { readonly service: SandboxMessagingService; readonly members: readonly Thing[] } | undefined {
  const service = serviceOf(visit);
  return service && { service, members: things.filter(({ sid }) => service.pool.includes(sid)) };
}

/** True for those that may read accounts: Auth Tokens and Main keys. */
const readsAccounts = ({ kind }: Actor): boolean => kind === 'account' || kind === 'main';

// Standard and Restricted keys get this answer although they are good: https://www.twilio.com/docs/iam/api-keys/key-resource-v1
const invalidUsername = errorAnswer(401, 20003, 'Authentication Error - invalid username');

export const table: readonly Route[] = [
  {
    on: 'GET /2010-04-01/Accounts.json',
    answer: ({ world, actor, account, url }) => {
      if (!readsAccounts(actor)) return invalidUsername;
      const family = world.accounts.filter(({ sid, ownerSid }) => sid === account.sid || ownerSid === account.sid);
      return json(200, listBody('accounts', family.map(accountBody), url));
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{Sid}.json',
    answer: ({ actor, account }) => (readsAccounts(actor) ? json(200, accountBody(account)) : invalidUsername),
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/Balance.json',
    answer: ({ account }) => (account.balance === undefined ? undefined : json(200, balanceBody(account))),
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json',
    answer: ({ world, account, url }) => {
      const from = url.searchParams.get('From');
      const found = world.messages
        .filter(ownedBy(account))
        .filter((message) => from === null || message.from === from)
        .toSorted((one, other) => other.at.localeCompare(one.at));
      return json(200, listBody('messages', found.map(messageBody), url));
    },
  },
  { on: 'POST /2010-04-01/Accounts/{AccountSid}/Messages.json', answer: send },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
    answer: ({ world, account, segments: [sid] }) => {
      const message = world.messages.filter(ownedBy(account)).find((each) => each.sid === sid);
      if (message === undefined) return undefined;
      const [present = 'queued', ...rest] = message.statuses;
      const moved = { ...message, statuses: rest.length === 0 ? [present] : rest };
      const messages = world.messages.map((each) => (each.sid === sid ? moved : each));
      return { answer: json(200, messageBody(message)), next: { ...world, messages } };
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/Keys.json',
    answer: ({ world, actor, account, url }) => {
      if (!readsAccounts(actor)) return invalidUsername;
      return json(200, listBody('keys', world.apiKeys.filter(ownedBy(account)).map(apiKeyBody), url));
    },
  },
  { on: 'POST /2010-04-01/Accounts/{AccountSid}/Keys.json', answer: makeKey },
  {
    on: 'DELETE /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json',
    answer: ({ world, actor, account, segments: [sid] }) => {
      if (!readsAccounts(actor)) return invalidUsername;
      const key = world.apiKeys.filter(ownedBy(account)).find((each) => each.sid === sid);
      const next = { ...world, apiKeys: world.apiKeys.filter((each) => each !== key) };
      return key && { answer: { status: 204, headers: {}, body: '' }, next };
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json',
    answer: ({ world, account, url }) => {
      const filter = url.searchParams.get('PhoneNumber');
      const found = world.phoneNumbers.filter(ownedBy(account)).filter(({ number }) => matches(number, filter));
      return json(200, listBody('incoming_phone_numbers', found.map(phoneNumberBody), url));
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes.json',
    answer: ({ world, account, url }) => {
      const filter = url.searchParams.get('ShortCode');
      const found = world.shortCodes.filter(ownedBy(account)).filter(({ digits }) => matches(digits, filter));
      return json(200, listBody('short_codes', found.map(shortCodeBody), url));
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json',
    answer: ({ world, actor, account, segments: [sid] }) => {
      if (!readsAccounts(actor)) return invalidUsername;
      const key = world.apiKeys.filter(ownedBy(account)).find((each) => each.sid === sid);
      return key && json(200, apiKeyBody(key));
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json',
    answer: ({ world, account, url }) =>
      json(200, listBody('outgoing_caller_ids', world.callerIds.filter(ownedBy(account)).map(callerIdBody), url)),
  },
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

function send({ world, account, form, at }: Visit): Answer | { readonly answer: Answer; readonly next: World } {
  const to = form.get('To') ?? '';
  const from = form.get('From');
  const serviceSid = form.get('MessagingServiceSid');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) {
    return errorAnswer(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  }
  const senders = [...world.phoneNumbers, ...world.shortCodes].filter(ownedBy(account));
  const isOwn = senders.some((sender) => ('number' in sender ? sender.number : sender.digits) === from);
  if (serviceSid === null && !isOwn) {
    return errorAnswer(400, 21606, 'The From number is not a valid, SMS-capable sender of this account');
  }
  if (account.type === 'Trial' && !world.callerIds.some(({ number }) => number === to)) {
    return errorAnswer(
      400,
      21608,
      'The number is unverified. Trial accounts cannot send messages to unverified numbers',
    );
  }
  const fate = world.fates.find((each) => each.to === to);
  const message: SandboxMessage = {
    sid: `SM${(world.messages.length + 1).toString(16).padStart(32, '0')}`,
    accountSid: account.sid,
    from,
    serviceSid,
    to,
    body: form.get('Body') ?? '',
    statuses: fate?.statuses ?? ['queued', 'sent', 'delivered'],
    errorCode: fate?.errorCode ?? null,
    at,
  };
  return { answer: json(201, messageBody(message)), next: { ...world, messages: [...world.messages, message] } };
}

/** A Standard key, which is the only kind that this resource makes. Its SID and its secret follow from what there is. */
function makeKey({ world, actor, account, form }: Visit): ReturnType<Route['answer']> {
  if (!readsAccounts(actor)) return invalidUsername;
  const name = form.get('FriendlyName') ?? '';
  const digest = createHash('sha256').update(`${account.sid} ${name} ${world.apiKeys.length}`).digest('hex');
  const key: SandboxApiKey = {
    sid: `SK${digest.slice(0, 32)}`,
    secret: `sandbox-key-no-secret-at-all-${digest.slice(32, 40)}`,
    kind: 'standard',
    accountSid: account.sid,
    name,
  };
  const next = { ...world, apiKeys: [...world.apiKeys, key] };
  return { answer: json(201, { ...apiKeyBody(key), secret: key.secret }), next };
}
