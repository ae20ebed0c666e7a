import { type Unresolved, unresolvedIn } from '../settings/unresolved.ts';
import { Secret } from '../text/secret.ts';
import type { Assignment } from './dotenv-file.ts';
import { type ApplicationSetting, secretSettings, variableNames } from './variable-names.ts';

/** A value of an application's configuration, and where it is. */
export interface FoundValue {
  readonly setting: Exclude<ApplicationSetting, 'dsn'>;
  readonly name: string;
  /** Null: it is not from a file. */
  readonly line: number | null;
  readonly raw: string | Secret;
  /** Why it is no value. */
  readonly unresolved: Unresolved | undefined;
}

/** The values among the variables, in the order in which they count: by name, and of one name the last. Empty ones are left out. */
export function foundValues(assignments: readonly Assignment[]): readonly FoundValue[] {
  const given = assignments.filter(({ value }) => value.trim() !== '');
  const found = variableNames.flatMap(({ name, setting, isBare = false }) =>
    given
      .filter((each) => variableOf(each) === name)
      .toReversed()
      .flatMap((each) => valuesOf(each, setting).map((value) => ({ ...value, isBare }))),
  );
  const hasOwnNames = (setting: ApplicationSetting) => found.some((each) => each.setting === setting && !each.isBare);
  const isOfFunctions =
    found.some((each) => each.isBare && each.setting === 'accountSid') && !hasOwnNames('accountSid');
  return found
    .filter(({ isBare, setting }) => !isBare || (isOfFunctions && !hasOwnNames(setting)))
    .map(({ isBare: _, ...value }) => value);
}

const variableOf = ({ name, variable = name }: Assignment): string => variable;

function valuesOf(assignment: Assignment, setting: ApplicationSetting): readonly FoundValue[] {
  const { name, value, line } = assignment;
  const text = value.trim();
  if (setting === 'dsn') return valuesOfDsn(text, { name, line });
  const meant = meaning(text, variableOf(assignment), setting);
  const isName = meant === 'sender';
  return [
    {
      setting: meant,
      name,
      line,
      raw: secretSettings.has(meant) ? new Secret(value) : value,
      unresolved: unresolvedIn(text, { wordsCount: !isName || /_/.test(text) }),
    },
  ];
}

/** Some variables take two kinds of values. The values tell them apart. */
function meaning(text: string, name: string, setting: FoundValue['setting']): FoundValue['setting'] {
  if (setting === 'sender' && /^MG[0-9a-f]{32}$/i.test(text)) return 'messagingService';
  if (setting === 'messagingService' && /^\+\d/.test(text)) return 'sender';
  if (name === 'TWILIO_USERNAME' && /^AC/i.test(text)) return 'accountSid';
  // Beside an Account SID, the password is its Auth Token.
  if (name === 'TWILIO_PASSWORD' && /^[0-9a-f]{32}$/i.test(text)) return 'authToken';
  return setting;
}

/** `twilio://SID:TOKEN@default?from=FROM` */
function valuesOfDsn(text: string, place: Pick<FoundValue, 'name' | 'line'>): readonly FoundValue[] {
  const whole = /^twilio:\/\/([^:@/?#]*):([^@/?#]*)@[^?#]*(?:\?([^#]*))?$/i.exec(text);
  if (whole === null) {
    return [{ ...place, setting: 'authToken', raw: new Secret(text), unresolved: unresolvedIn(text) }];
  }
  const [, sid = '', token = '', query = ''] = whole;
  const from = new URLSearchParams(query).get('from') ?? '';
  const isKey = /^SK/i.test(sid);
  const parts = [
    { setting: isKey ? 'apiKeySid' : 'accountSid', value: decoded(sid) },
    { setting: isKey ? 'apiKeySecret' : 'authToken', value: decoded(token) },
    // A `+` that is not escaped is a blank in a query.
    { setting: 'sender', value: from.replace(/^ (?=\d)/, '+') },
  ] as const;
  return parts
    .filter(({ value }) => value !== '')
    .flatMap(({ setting, value }) => valuesOf({ ...place, value }, setting));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names that look like Twilio's and that smsctl does not know, for a hint on a misspelled one. At most five. */
export const unknownNames = (assignments: readonly Assignment[]): readonly string[] =>
  [...new Set(assignments.map(({ name }) => name))]
    .filter((name) => /TWILIO/i.test(name) && /SID|TOKEN|SECRET|KEY|FROM|NUMBER|PHONE|SENDER|SERVICE/i.test(name))
    .filter((name) => !variableNames.some((each) => each.name === name))
    .filter((name) => /^\w{1,60}$/.test(name) && !/VERIFY|TWIML|WHATSAPP|WEBHOOK|TO_NUMBER|VIDEO|SYNC/i.test(name))
    .slice(0, 5);
