import { createHash } from 'node:crypto';
import { errorAnswer, json } from './answer.ts';
import { invalidUsername, readsAccounts } from './authorization.ts';
import { listMessages, loggedMessage } from './message-list.ts';
import * as bodies from './resources.ts';
import type { RouteAnswer, Routes, Visit } from './route.ts';
import type { SandboxApiKey, SandboxMessage } from './world.ts';

/** Twilio's filter: part of the number is enough, and `*` matches one digit. */
function matches(text: string, filter: string | null): boolean {
  if (filter === null) return true;
  const pattern = filter.replace(/[^\d*+]/g, '').replace(/[+]/g, '\\+');
  return new RegExp(pattern.replaceAll('*', '\\d')).test(text);
}

/** Answers Auth Tokens and Main keys only. */
const ofReaders =
  (answer: (visit: Visit) => RouteAnswer) =>
  (visit: Visit): RouteAnswer =>
    readsAccounts(visit.actor) ? answer(visit) : invalidUsername;

const keyOf = ({ world, own, segments: [sid] }: Visit): SandboxApiKey | undefined =>
  own(world.apiKeys).find((each) => each.sid === sid);

/** Routes of Twilio's oldest host, whose paths name an account. */
export const accountRoutes: Routes = {
  'GET /2010-04-01/Accounts.json': ofReaders(({ world, account, list }) => {
    const family = world.accounts.filter(({ sid, ownerSid }) => sid === account.sid || ownerSid === account.sid);
    return list('accounts', family.map(bodies.accountBody));
  }),
  'GET /2010-04-01/Accounts/{Sid}.json': ofReaders(({ account }) => json(200, bodies.accountBody(account))),
  'GET /2010-04-01/Accounts/{AccountSid}/Balance.json': ({ account }) =>
    account.balance === undefined ? undefined : json(200, bodies.balanceBody(account)),
  'GET /2010-04-01/Accounts/{AccountSid}/Messages.json': listMessages,
  'POST /2010-04-01/Accounts/{AccountSid}/Messages.json': send,
  'GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json': ({ world, own, segments: [sid] }) => {
    const message = own(world.messages).find((each) => each.sid === sid);
    if (message === undefined) {
      const [logged] = own(loggedMessage(world, sid));
      return logged && json(200, bodies.messageBody(logged));
    }
    const [present = 'queued', ...rest] = message.statuses;
    const moved = { ...message, statuses: rest.length === 0 ? [present] : rest };
    const messages = world.messages.map((each) => (each.sid === sid ? moved : each));
    return { answer: json(200, bodies.messageBody(message)), next: { ...world, messages } };
  },
  'GET /2010-04-01/Accounts/{AccountSid}/Keys.json': ofReaders(({ world, own, list }) =>
    list('keys', own(world.apiKeys).map(bodies.apiKeyBody)),
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Keys.json': ofReaders(makeKey),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json': ofReaders((visit) => {
    const key = keyOf(visit);
    const next = { ...visit.world, apiKeys: visit.world.apiKeys.filter((each) => each !== key) };
    return key && { answer: { status: 204, headers: {}, body: '' }, next };
  }),
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json': ({ world, own, query, list }) => {
    const found = own(world.phoneNumbers).filter(({ number }) => matches(number, query('PhoneNumber')));
    return list('incoming_phone_numbers', found.map(bodies.phoneNumberBody));
  },
  'GET /2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes.json': ({ world, own, query, list }) => {
    const found = own(world.shortCodes).filter(({ digits }) => matches(digits, query('ShortCode')));
    return list('short_codes', found.map(bodies.shortCodeBody));
  },
  'GET /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json': ofReaders((visit) => {
    const key = keyOf(visit);
    return key && json(200, bodies.apiKeyBody(key));
  }),
  'GET /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json': ({ world, own, list }) =>
    list('outgoing_caller_ids', own(world.callerIds).map(bodies.callerIdBody)),
};

function send({ world, account, own, form, at }: Visit): RouteAnswer {
  const to = form.get('To') ?? '';
  const from = form.get('From');
  const serviceSid = form.get('MessagingServiceSid');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) {
    return errorAnswer(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  }
  const senders = own([...world.phoneNumbers, ...world.shortCodes]);
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
  return { answer: json(201, bodies.messageBody(message)), next: { ...world, messages: [...world.messages, message] } };
}

/** Creates a Standard key, the only kind that this resource creates. Its SID and secret are derived from the world. */
function makeKey({ world, account, form }: Visit): RouteAnswer {
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
  return { answer: json(201, { ...bodies.apiKeyBody(key), secret: key.secret }), next };
}
