/**
 * Twilio's JSON for each resource, with every field that its OpenAPI definitions name
 * (https://github.com/twilio/twilio-oai, twilio_api_v2010).
 */
import type {
  SandboxAccount,
  SandboxApiKey,
  SandboxMessage,
  SandboxPhoneNumber,
  SandboxShortCode,
  World,
} from './world.ts';

const version = '2010-04-01';
const created = 'Thu, 01 Jan 2026 09:00:00 +0000';
const accountPath = (sid: string): string => `/${version}/Accounts/${sid}`;

const subresources = {
  addresses: 'Addresses',
  applications: 'Applications',
  authorized_connect_apps: 'AuthorizedConnectApps',
  available_phone_numbers: 'AvailablePhoneNumbers',
  balance: 'Balance',
  calls: 'Calls',
  conferences: 'Conferences',
  connect_apps: 'ConnectApps',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  messages: 'Messages',
  notifications: 'Notifications',
  outgoing_caller_ids: 'OutgoingCallerIds',
  queues: 'Queues',
  recordings: 'Recordings',
  short_codes: 'SMS/ShortCodes',
  signing_keys: 'SigningKeys',
  sip: 'SIP',
  transcriptions: 'Transcriptions',
  usage: 'Usage',
};

/** Contains the Auth Token, as Twilio's does. smsctl must not keep it. */
export const accountBody = ({ sid, authToken, name, ownerSid, status, type }: SandboxAccount) => ({
  auth_token: authToken,
  date_created: created,
  date_updated: created,
  friendly_name: name,
  owner_account_sid: ownerSid,
  sid,
  status,
  subresource_uris: Object.fromEntries(
    Object.entries(subresources).map(([key, path]) => [key, `${accountPath(sid)}/${path}.json`]),
  ),
  type,
  uri: `${accountPath(sid)}.json`,
});

/** Without the secret, which is only shown when the key is created. */
export const apiKeyBody = ({ sid, name = 'A key of the sandbox' }: SandboxApiKey) => ({
  sid,
  friendly_name: name,
  date_created: created,
  date_updated: created,
});

export const balanceBody = ({ sid, balance, currency = 'USD' }: SandboxAccount) => ({
  account_sid: sid,
  balance,
  currency,
});

export const callerIdBody = ({ sid, accountSid, number }: World['callerIds'][number]) => ({
  sid,
  date_created: created,
  date_updated: created,
  friendly_name: number,
  account_sid: accountSid,
  phone_number: number,
  uri: `${accountPath(accountSid)}/OutgoingCallerIds/${sid}.json`,
});

export const phoneNumberBody = ({ sid, number, accountSid, capabilities, inboundUrl, origin }: SandboxPhoneNumber) => ({
  account_sid: accountSid,
  address_requirements: 'none',
  address_sid: null,
  api_version: version,
  beta: false,
  bundle_sid: null,
  capabilities,
  date_created: created,
  date_updated: created,
  emergency_address_sid: null,
  emergency_address_status: 'unregistered',
  emergency_status: 'Inactive',
  friendly_name: number,
  identity_sid: null,
  origin,
  phone_number: number,
  sid,
  sms_application_sid: null,
  sms_fallback_method: 'POST',
  sms_fallback_url: null,
  sms_method: 'POST',
  sms_url: inboundUrl,
  status: 'in-use',
  status_callback: null,
  status_callback_method: 'POST',
  trunk_sid: null,
  uri: `${accountPath(accountSid)}/IncomingPhoneNumbers/${sid}.json`,
  voice_application_sid: null,
  voice_caller_id_lookup: false,
  voice_fallback_method: 'POST',
  voice_fallback_url: null,
  voice_method: 'POST',
  voice_receive_mode: 'voice',
  voice_url: null,
});

export const shortCodeBody = ({ sid, digits, accountSid, inboundUrl }: SandboxShortCode) => ({
  account_sid: accountSid,
  api_version: version,
  date_created: created,
  date_updated: created,
  friendly_name: digits,
  short_code: digits,
  sid,
  sms_fallback_method: 'POST',
  sms_fallback_url: null,
  sms_method: 'POST',
  sms_url: inboundUrl,
  uri: `${accountPath(accountSid)}/SMS/ShortCodes/${sid}.json`,
});

/** The oldest host writes dates as RFC 2822. */
const rfc2822 = (iso: string): string => new Date(iso).toUTCString().replace('GMT', '+0000');

/** States of a message that Twilio has not sent. */
const unsent: readonly string[] = ['accepted', 'scheduled', 'queued', 'failed', 'canceled'];

/** When the message was sent, ISO 8601; null: never, or not yet. */
export function sentAtOf({ sentAt, statuses: [status = 'queued'], at }: SandboxMessage): string | null {
  return sentAt === undefined ? (unsent.includes(status) ? null : at) : sentAt;
}

export const messageBody = (message: SandboxMessage) => {
  const { sid, accountSid, from, serviceSid, to, body, statuses, errorCode, direction = 'outbound-api' } = message;
  const sentAt = sentAtOf(message);
  const [status = 'queued'] = statuses;
  const uri = `${accountPath(accountSid)}/Messages/${sid}.json`;
  return {
    account_sid: accountSid,
    api_version: version,
    body,
    date_created: rfc2822(message.at),
    date_sent: sentAt && rfc2822(sentAt),
    date_updated: rfc2822(message.updatedAt ?? message.at),
    direction,
    error_code: status === 'failed' || status === 'undelivered' ? errorCode : null,
    error_message: null,
    from,
    messaging_service_sid: serviceSid,
    num_media: '0',
    // Twilio counts the segments when it has chosen a sender.
    num_segments: String(from === null ? 0 : (message.segments ?? 1)),
    price: message.price ?? null,
    price_unit: message.currency ?? 'USD',
    sid,
    status,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
    to,
    uri,
  };
};
