import { contactReasons } from '../numbers/contact-reasons.ts';
import { maskSender, maskSid } from '../text/mask.ts';
import { regions } from './credential.ts';
import { secretTools } from './secret-tools.ts';

type Treatment = 'kept' | 'masked' | 'dropped';

type Shown = string | number | boolean;

/** The shared form of a value. Undefined if it does not have the expected format; it is not shared then. */
type Show = (value: unknown) => Shown | undefined;

/** The shared values, and how each value was treated. */
export interface ShareableSettings {
  /** By the name of the setting: `number.sender`. */
  readonly values: Readonly<Record<string, Shown>>;
  readonly manifest: readonly { readonly setting: string; readonly treatment: Treatment }[];
  /** The number of values with unknown names. The names are not shared either. */
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
const store = oneOf('keychain', 'file', 'env', 'command', 'memory');
/** Words of a command that say which program it is and what it does, and nothing about the team: `op`, `read`, `--output`. */
const commandWord = matching(
  new RegExp(
    `^(?:${[...secretTools.keys()].join('|')}|read|get|show|item|kv|secrets?|secretsmanager|get-secret-value|versions|access|keyvault|lookup|--?[a-z][a-z-]*)$`,
  ),
);
/** A short code is public. A sender ID is free text, and is not shared. */
const sender = matching(/^(?:\+[1-9]\d{6,14}|\d{3,8})$/, maskSender);
const numberTypes = [
  ...['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'VOIP'],
  ...['PERSONAL_NUMBER', 'PAGER', 'UAN', 'VOICEMAIL', 'UNKNOWN'],
];

/** Of active and standby credentials: without the secret's key and the fingerprint. */
const credentials = (prefix: string): readonly (readonly [string, Show])[] => [
  [`${prefix}.accountSid`, sid('AC')],
  [`${prefix}.method`, method],
  [`${prefix}.apiKeySid`, sid('SK')],
  [`${prefix}.region`, oneOf(...regions.keys())],
  [`${prefix}.store`, store],
  [`${prefix}.secretCommand[]`, commandWord],
  [`${prefix}.savedAt`, time],
];

/** The settings that may be shared, each with the format that it must have. Others are not shared. */
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

/** Known names whose values are never shared. The names are, to show that the values exist. */
const withheld = new Set([
  ...['owner.team', 'owner.contact', 'method.confirmed.by', 'method.confirmed.fingerprint'],
  ...['credentials.secretKey', 'credentials.fingerprint', 'standby[].secretKey', 'standby[].fingerprint'],
  ...[
    'contacts.source',
    'contacts.column',
    'contacts.countryColumn',
    'contacts.consentColumn',
    'contacts.sheet',
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

/** The part of the settings that may be sent to support. An allow-list: unknown values are dropped. */
export function shareSettings(settings: object): ShareableSettings {
  const values: Record<string, Shown> = {};
  const manifest: { setting: string; treatment: Treatment }[] = [];
  let unknown = 0;
  for (const { name, place, value } of leavesOf(settings)) {
    if (!isKnown(name)) {
      unknown += 1;
      continue;
    }
    const shown = showOf(name)?.(value);
    if (shown !== undefined) values[place] = shown;
    manifest.push({ setting: place, treatment: shown === undefined ? 'dropped' : shown === value ? 'kept' : 'masked' });
  }
  return { values, manifest, unknown };
}

const hidden = '[hidden]';

/** A text about the settings, such as the detail of a check, without the values that `shareSettings` does not share. */
export function withoutWithheld(text: string, settings: object): string {
  const words = leavesOf(settings).flatMap(({ name, value }) => {
    const isShown = showOf(name)?.(value) !== undefined;
    // An unknown name may be private as well.
    const names = isKnown(name) ? [] : name.split(/[.[\]]+/);
    return [...names, ...(isShown || typeof value !== 'string' ? [] : [value])];
  });
  return [...new Set(words)]
    .filter((word) => word !== '')
    .sort((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replace(wholeWord(word), hidden), text);
}

const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');

const showOf = (name: string): Show | undefined => allowed.get(name) ?? (countryCount.test(name) ? number : undefined);

const isKnown = (name: string): boolean => showOf(name) !== undefined || withheld.has(name);

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
