import { createHash } from 'node:crypto';
import { errorAnswer, json } from './answer.ts';
import { invalidUsername, readsAccounts } from './authorization.ts';
import { listBody } from './page.ts';
import {
  accountBody,
  apiKeyBody,
  balanceBody,
  callerIdBody,
  messageBody,
  phoneNumberBody,
  shortCodeBody,
} from './resources.ts';
import { ownedBy, type Route, type Visit } from './route.ts';
import type { SandboxApiKey, SandboxMessage } from './world.ts';

/** Twilio's filter: part of the number is enough, and `*` matches one digit. */
function matches(text: string, filter: string | null): boolean {
  if (filter === null) return true;
  const pattern = filter.replace(/[^\d*+]/g, '').replace(/[+]/g, '\\+');
  return new RegExp(pattern.replaceAll('*', '\\d')).test(text);
}

/** Routes of Twilio's oldest host, whose paths name an account. */
export const accountRoutes: readonly Route[] = [
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
];

function send({ world, account, form, at }: Visit): ReturnType<Route['answer']> {
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

/** Creates a Standard key, the only kind that this resource creates. Its SID and secret are derived from the world. */
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
