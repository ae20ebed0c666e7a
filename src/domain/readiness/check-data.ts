/** A field of `checks[].data` in the document of `verify`. Part of the machine interface. */
export interface DataField {
  readonly type: 'text' | 'number' | 'boolean' | 'text or null' | 'number or null';
  /** One sentence without a full stop, with the unit of a number. */
  readonly meaning: string;
}

type Fields = Readonly<Record<string, DataField>>;

const text = (meaning: string): DataField => ({ type: 'text', meaning });
const number = (meaning: string): DataField => ({ type: 'number', meaning });
const boolean = (meaning: string): DataField => ({ type: 'boolean', meaning });
const textOrNull = (meaning: string): DataField => ({ type: 'text or null', meaning });

const deliveredAt = text('when a message was delivered that decided the check (ISO 8601, UTC)');
const problems = text(
  "of an application's configuration: what is wrong with its variables, separated by commas: both-methods, contradiction, incomplete, invalid, missing, placeholder, reference, region or template",
);
const refusals = text('error codes of the refusal, separated by commas');

/** Fields that any check may have. */
export const anyCheckData: Fields = {
  background: text('for an unknown: the page of the provider, or the error of the system'),
  doubt: boolean('true if a delivered message would disprove the warning'),
};

/** The other fields, by check. Each is absent if it does not apply. */
export const checkData: Readonly<Record<string, Fields>> = {
  'number.saved': { problems },
  'credentials.saved': { problems },
  'number.owned': {
    sid: text('masked SID of the number'),
    holder: text('masked SID of the parent account or subaccount that holds the number'),
    hosting: text('state of the order to host the number, as Twilio names it'),
  },
  'number.pool': {
    countries: text('countries for which the service holds the sender ID (ISO 3166-1, separated by commas)'),
    left: number('how many countries of contacts are not among them'),
  },
  'number.registered': {
    seen: boolean('false if no registration was found'),
    campaign: text('state of the A2P campaign, as Twilio names it'),
    brand: textOrNull('state of the brand, as Twilio names it; null if it cannot be read'),
    mock: boolean('true if the campaign is a mock'),
    numbers: number('how many numbers the Messaging Service holds'),
    verification: text('state of the toll-free verification, as Twilio names it'),
    refusals,
    refusedRecipients: number('to how many recipients carriers refused the last messages'),
    deliveredAt,
  },
  'number.inbound': {
    webhook: text('kind of the webhook: none, application, https, http, local, demo or invalid'),
    on: text('what has the webhook: number or service'),
  },
  'credentials.accepted': {
    causes: text(
      'probable causes of a rejection, separated by commas, most likely first: changed-secret, copying, key-deleted, not-active, other-account, region, region-variable, rotated, token-as-key-secret, unknown-account or unknown-key',
    ),
  },
  'credentials.account': {
    status: text('status of the account, as Twilio names it'),
    type: text('type of the account, as Twilio names it'),
    subaccount: boolean('true if it is a subaccount'),
    key: text('kind of the credentials: auth-token, main, parents-main or standard-or-restricted'),
    verified: { type: 'number or null', meaning: 'verified recipients of a trial; null if it cannot be read' },
    textable: number('contacts that can receive SMS'),
  },
  'credentials.profile': {
    profile: text('state of the Primary Compliance Profile: in-review, rejected, draft or none'),
    deliveredAt,
  },
  'credentials.funds': {
    balance: text('balance in `currency`, as a decimal number'),
    currency: text('ISO 4217'),
    contacts: number('contacts in countries with a known price'),
    cost: text('what one segment to each of these contacts costs at least, without carrier fees, as a decimal number'),
    costAtMost: text('the same on the most expensive networks'),
    priceCurrency: text('currency of the prices (ISO 4217)'),
    unpriced: text('countries of contacts without a known price (ISO 3166-1, separated by commas)'),
  },
  'credentials.age': { days: number('days since the credentials were saved') },
  'credentials.shadowed': { variables: number('how many environment variables differ from the saved credentials') },
  'method.current': { replacedAt: text('when the credentials were replaced (ISO 8601, UTC)') },
  'contacts.checked': { rows: number('rows of the list') },
  'contacts.quality': {
    rows: number('rows of the list'),
    textable: number('rows that can receive SMS'),
    share: number('share of these rows in percent, without opted-out rows, rounded down to one decimal'),
    minimum: number('minimum share in percent'),
  },
  'contacts.countries': {
    countries: number('countries of the contacts'),
    closed: number('countries for which the geo permission is off'),
    unsaid: number('countries for which Twilio names no permission'),
  },
  'contacts.reachable': {
    countries: number('countries of the contacts'),
    unreachable: number('countries that the sender cannot reach'),
    doubtful: number('countries that the sender may not reach'),
    arrives: number('contacts that the sender reaches'),
    overwritten: number('contacts who see another sender'),
    needsRegistration: number('contacts in countries that require a registered sender ID'),
    refused: number('contacts that the sender cannot reach'),
    unknown: number('contacts in countries without a known rule'),
    rulesAsOf: text('date of the sender rules (YYYY-MM-DD)'),
  },
};
