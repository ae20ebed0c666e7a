import { didYouMean } from '../text/nearest.ts';
import { printable } from '../text/printable.ts';
import { invalidSource, isJsonObject as isObject, jsonSource } from '../text/source-problem.ts';
import type { UserError } from '../user-error.ts';
import type { AnswerKey } from './question.ts';
import type { ContactsSettings, CredentialSettings, NumberSettings, Settings } from './settings.ts';

/** Its number grows when an older version would misread the file. */
export const exportSchema = 'smsctl.config-export/1';

const title = 'exported settings';

/** What a field holds; `words` are a list of texts. An optional one may be null: the team has none. */
type FieldKind = 'text' | 'optional text' | 'number' | 'words';

/** The fields of a section without those that are not shared. A new field of the settings has to be placed here. */
type Shared<Section, Left extends keyof Section = never> = Readonly<
  Record<Exclude<keyof Section, Left> & string, FieldKind>
>;

/**
 * The settings that a team shares, by the names of their answers. Left out: secrets and what identifies or places them on one
 * machine; what is derived from the sender; the contact list's path and counts; and what a person has confirmed or acknowledged.
 */
const sharedFields: {
  readonly owner: Shared<NonNullable<Settings['owner']>>;
  readonly number: Shared<NumberSettings, 'kind' | 'type'>;
  readonly credentials: Shared<CredentialSettings, 'secretKey' | 'fingerprint' | 'savedAt'>;
  readonly contacts: Shared<ContactsSettings, 'source' | 'result' | 'acknowledged' | 'shortForm'>;
} = {
  owner: { team: 'text', contact: 'text' },
  number: { sender: 'text', country: 'text', messagingService: 'optional text' },
  credentials: {
    accountSid: 'text',
    method: 'text',
    apiKeySid: 'text',
    region: 'optional text',
    store: 'text',
    secretCommand: 'words',
  },
  contacts: {
    column: 'optional text',
    country: 'optional text',
    countryColumn: 'optional text',
    consentColumn: 'optional text',
    numbers: 'optional text',
    sheet: 'optional text',
    minimum: 'number',
  },
};

type SharedFields = typeof sharedFields;
type SharedKey = { [S in keyof SharedFields]: `${S}.${keyof SharedFields[S] & string}` }[keyof SharedFields];

/** Every shared field is an answer of the setup. */
const answerOf = (key: SharedKey): AnswerKey => key;

const sections = Object.entries(sharedFields) as readonly [keyof SharedFields, Readonly<Record<string, FieldKind>>][];

/** What may be shared of the settings, with the name of its schema. Undefined: no section is saved. */
export function exportedSettings(settings: Settings): object | undefined {
  const found = sections.flatMap(([section, fields]) => {
    const saved: Readonly<Record<string, unknown>> | undefined = settings[section] && { ...settings[section] };
    return saved === undefined ? [] : [[section, sharedOf(saved, fields)] as const];
  });
  return found.length === 0 ? undefined : { schema: exportSchema, ...Object.fromEntries(found) };
}

function sharedOf(saved: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, FieldKind>>): object {
  const shared = Object.entries(fields).map(([field, kind]) => [
    field,
    saved[field] ?? (kind === 'optional text' ? null : undefined),
  ]);
  return Object.fromEntries(shared.filter(([, value]) => value !== undefined));
}

/** An answer in an exported file, and its line. */
interface ExportedAnswer {
  readonly key: AnswerKey;
  /** As a question parses it; null: the team has none. */
  readonly raw: string | null;
  readonly line: number;
}

/**
 * The answers in a file that `config export` wrote. Refuses every other field. Throws `UserError` (`input.invalid`) with the place
 * and without a value. `name` is the file's, printable.
 */
export function readExportedSettings(text: string, name: string): readonly ExportedAnswer[] {
  const { value, placeOf } = jsonSource(text, title, name);
  const fail = (pointer: string, problem: string, ...hints: readonly string[]): UserError =>
    invalidSource(title, name, { ...placeOf(pointer), problem }, ...hints);
  if (!isObject(value)) throw fail('', 'it is not a JSON object');
  refuseOtherSchema(value.schema, fail);
  return Object.entries(value).flatMap(([section, fields]) => {
    if (section === 'schema') return [];
    const kinds = sections.find(([each]) => each === section)?.[1];
    if (kinds === undefined)
      throw fail(`/${section}`, unknownField(section), ...didYouMean(section, Object.keys(sharedFields)));
    if (!isObject(fields)) throw fail(`/${section}`, `\`${section}\` is not an object`);
    return Object.entries(fields).map(([field, content]) => {
      const pointer = `/${section}/${field}`;
      const path = `${section}.${field}`;
      const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined;
      if (kind === undefined) throw fail(pointer, unknownField(path), ...didYouMean(field, Object.keys(kinds)));
      const raw = rawOf(kind, content);
      if (raw === undefined) throw fail(pointer, `\`${path}\` is not ${kindNames[kind]}`);
      return { key: answerOf(path as SharedKey), raw, line: placeOf(pointer).line };
    });
  });
}

const kindNames: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  'optional text': 'a text or null',
  number: 'a number',
  words: 'a list of texts',
};

function rawOf(kind: FieldKind, content: unknown): string | null | undefined {
  if (kind === 'optional text' && content === null) return null;
  if (kind === 'text' || kind === 'optional text') return typeof content === 'string' ? content : undefined;
  if (kind === 'number') return typeof content === 'number' ? String(content) : undefined;
  const isList = Array.isArray(content) && content.every((each) => typeof each === 'string');
  return isList ? JSON.stringify(content) : undefined;
}

/** A misspelled name, a newer field, or a secret that was added by hand. */
const unknownField = (path: string): string => `\`config export\` writes no field \`${printable(path, 60)}\``;

function refuseOtherSchema(
  schema: unknown,
  fail: (pointer: string, problem: string, ...hints: string[]) => UserError,
): void {
  if (schema === exportSchema) return;
  const [, kind = '', version = ''] =
    (typeof schema === 'string' && /^smsctl\.([a-z-]{1,40})\/([1-9]\d{0,8})$/.exec(schema)) || [];
  if (kind === 'config-export') {
    throw fail(
      '/schema',
      `a newer smsctl wrote it (version ${version}, supported: 1)`,
      'Update smsctl, then run the command again.',
    );
  }
  const seen =
    kind === ''
      ? `its \`schema\` is not \`${exportSchema}\``
      : `it is a document of smsctl of another kind (\`${kind}\`)`;
  throw fail('/schema', seen, 'Write a file to share with `smsctl config export --out FILE`.');
}
