import { contactReasons } from '../numbers/contact-reasons.ts';
import { maskSender, maskSid } from '../text/mask.ts';
import { regions } from './credential.ts';

/** What became of a value on its way out. */
type Treatment = 'kept' | 'masked' | 'dropped';

type Shown = string | number | boolean;

/** What a value is shown as; undefined: it is not of the form that is expected there, and stays behind. */
type Show = (value: unknown) => Shown | undefined;

/** What left, and what became of everything that was there. */
export interface ShareableSettings {
  /** By the name of the setting: `number.sender`. */
  readonly values: Readonly<Record<string, Shown>>;
  readonly manifest: readonly { readonly setting: string; readonly treatment: Treatment }[];
  /** Values under names that are none of ours: not even the names are told. */
  readonly unknown: number;
}

const oneOf =
  (...known: readonly string[]): Show =>
  (value) =>
    typeof value === 'string' && known.includes(value) ? value : undefined;
const matching =
  (pattern: RegExp, show: (text: string) => string = (text) => text): Show =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? show(value) : undefined;
const number: Show = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const yes: Show = (value) => (value === true ? value : undefined);
const time = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/);
const country = matching(/^(?:[A-Z]{2}|001)$/);
const sid = (prefix: string): Show => matching(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), maskSid);
const method = oneOf('auth-token', 'api-key');
const store = oneOf('keychain', 'file', 'env', 'memory');
/** A short code is public; a sender ID is free text, and stays behind. */
const sender = matching(/^(?:\+[1-9]\d{6,14}|\d{3,8})$/, maskSender);
const numberTypes = [
  ...['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'VOIP'],
  ...['PERSONAL_NUMBER', 'PAGER', 'UAN', 'VOICEMAIL', 'UNKNOWN'],
];

/** Of credentials, active or standing by: never the secret's key, never the fingerprint. */
const credentials = (prefix: string): readonly (readonly [string, Show])[] => [
  [`${prefix}.accountSid`, sid('AC')],
  [`${prefix}.method`, method],
  [`${prefix}.apiKeySid`, sid('SK')],
  [`${prefix}.region`, oneOf(...regions.keys())],
  [`${prefix}.store`, store],
  [`${prefix}.savedAt`, time],
];

/** The settings that may leave the machine, each with the form it must have. Whatever is not here stays behind. */
const allowed: ReadonlyMap<string, Show> = new Map<string, Show>([
  ['number.sender', sender],
  ['number.kind', oneOf('number', 'short-code', 'alphanumeric')],
  ['number.country', country],
  ['number.type', oneOf(...numberTypes)],
  ['number.messagingService', sid('MG')],
  ...credentials('credentials'),
  ...credentials('standby[]'),
  ['method.confirmed.at', time],
  ['method.confirmed.method', method],
  ['method.confirmed.accountSid', sid('AC')],
  ['contacts.country', country],
  ['contacts.minimum', number],
  ['contacts.numbers', oneOf('national', 'international')],
  ['contacts.result.rows', number],
  ['contacts.result.textable', number],
  ['contacts.result.bytes', number],
  ['contacts.result.modifiedAt', time],
  ['contacts.result.checkedAt', time],
  ...Object.keys(contactReasons).map((reason) => [`contacts.result.reasons.${reason}`, number] as const),
  ...numberTypes.map((type) => [`contacts.result.types.${type}`, number] as const),
  ['contacts.acknowledged.at', time],
  ['contacts.shortForm.at', time],
  ['contacts.shortForm.sender', sender],
  ['contacts.shortForm.method', method],
  ['pending[].store', store],
  ['pending[].doomed', yes],
  ['pendingKeys[].requestedAt', time],
  ['pendingKeys[].sid', sid('SK')],
]);
const countryCount = /^contacts\.result\.countries\.(?:[A-Z]{2}|001)$/;

/** Names of ours whose values never leave: told by name, so that whoever looks knows that they are there. */
const withheld = new Set([
  ...['owner.team', 'owner.contact', 'method.confirmed.by', 'method.confirmed.fingerprint'],
  ...['credentials.secretKey', 'credentials.fingerprint', 'standby[].secretKey', 'standby[].fingerprint'],
  ...[
    'contacts.source',
    'contacts.column',
    'contacts.countryColumn',
    'contacts.consentColumn',
    'contacts.result.name',
    'contacts.result.rules',
  ],
  ...[
    'contacts.acknowledged.by',
    'contacts.shortForm.by',
    'pending[].key',
    'pendingKeys[].name',
    'pendingKeys[].accountSid',
  ],
]);

/** What of the saved settings may be sent to somebody. An allow-list: what it does not know is dropped, not passed. */
export function shareSettings(settings: object): ShareableSettings {
  const values: Record<string, Shown> = {};
  const manifest: { setting: string; treatment: Treatment }[] = [];
  let unknown = 0;
  for (const { name, place, value } of leavesOf(settings)) {
    const show = allowed.get(name) ?? (countryCount.test(name) ? number : undefined);
    if (show === undefined && !withheld.has(name)) {
      unknown += 1;
      continue;
    }
    const shown = show?.(value);
    if (shown !== undefined) values[place] = shown;
    manifest.push({ setting: place, treatment: shown === undefined ? 'dropped' : shown === value ? 'kept' : 'masked' });
  }
  return { values, manifest, unknown };
}

interface Leaf {
  /** `pending[].key`. */
  readonly name: string;
  /** `pending[0].key`. */
  readonly place: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, name = '', place = ''): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => leavesOf(each, `${name}[]`, `${place}[${index}]`));
  if (typeof value !== 'object' || value === null) return [{ name, place, value }];
  const below = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, below(name, key), below(place, key)));
}
