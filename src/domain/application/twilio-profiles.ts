import { didYouMean, listed } from '../text/nearest.ts';
import { printable } from '../text/printable.ts';
import type { Secret } from '../text/secret.ts';
import { invalidSource, isJsonObject as isObject, jsonSource } from '../text/source-problem.ts';
import { UserError } from '../user-error.ts';
import type { Assignment } from './dotenv-file.ts';

/** A profile of Twilio's command line. */
interface TwilioProfile {
  readonly id: string;
  readonly assignments: readonly Assignment[];
  /** True if `config.json` does not hold its key: versions before 3.0 kept it in the keychain of the operating system. */
  readonly isInKeychain: boolean;
}

const title = 'configuration of twilio-cli';

/** The fields of a profile, and the variables that they stand for. */
const fields = [
  ['accountSid', 'TWILIO_ACCOUNT_SID'],
  ['apiKey', 'TWILIO_API_KEY'],
  ['apiSecret', 'TWILIO_API_SECRET'],
  ['region', 'TWILIO_REGION'],
  ['edge', 'TWILIO_EDGE'],
] as const;

/** A profile as it is written, and where it is. */
interface WrittenProfile {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/**
 * A profile in the `config.json` of twilio-cli: `wanted`, or the active one, or the only one. Throws `UserError`: `input.invalid`,
 * `input.ambiguous`, `input.unknown-name`. `name` is the file's, printable. The format is that of
 * https://github.com/twilio/twilio-cli-core (src/services/config.js): `profiles` by id, `projects` of versions before 3.0, and the
 * active one in `activeProject`.
 */
export function readTwilioProfile(raw: string, wanted: string | undefined, name: string): TwilioProfile {
  const { value, placeOf } = jsonSource(raw, title, name);
  const fail = (pointer: string, problem: string): UserError =>
    invalidSource(title, name, { ...placeOf(pointer), problem });
  if (!isObject(value)) throw fail('', 'it is not a JSON object');
  const profiles = writtenProfiles(value, fail);
  const active = value.activeProject;
  const profile = choose(profiles, wanted?.trim(), typeof active === 'string' ? active : undefined, name);
  const line = (field: string): number => placeOf(`${profile.pointer}/${field}`).line;
  const assignments = fields.flatMap(([field, variable]): readonly Assignment[] => {
    const found = profile.values[field];
    if (found === undefined || found === null || found === '') return [];
    if (typeof found !== 'string') throw fail(`${profile.pointer}/${field}`, `\`${field}\` is not a text`);
    return [{ name: `${field} of profile ${printable(profile.id, 60)}`, variable, value: found, line: line(field) }];
  });
  const has = (variable: string): boolean => assignments.some((each) => each.variable === variable);
  if (!has('TWILIO_ACCOUNT_SID')) throw fail(profile.pointer, 'the profile has no `accountSid`');
  return { id: profile.id, assignments, isInKeychain: !has('TWILIO_API_KEY') || !has('TWILIO_API_SECRET') };
}

/** The key of a profile as the keychain of the operating system holds it: `SID|SECRET`. Empty if it is written in another way. */
export function keyInKeychain(entry: Secret, id: string): readonly Assignment[] {
  const [sid, secret] = entry.reveal().split('|');
  if (sid === undefined || secret === undefined) return [];
  const of = (field: string): string => `${field} of profile ${printable(id, 60)} in the keychain`;
  return [
    { name: of('apiKey'), variable: 'TWILIO_API_KEY', value: sid, line: null },
    { name: of('apiSecret'), variable: 'TWILIO_API_SECRET', value: secret, line: null },
  ];
}

function writtenProfiles(
  { profiles = {}, projects = [] }: Readonly<Record<string, unknown>>,
  fail: (pointer: string, problem: string) => UserError,
): readonly WrittenProfile[] {
  if (!isObject(profiles)) throw fail('/profiles', '`profiles` is not an object');
  if (!Array.isArray(projects)) throw fail('/projects', '`projects` is not a list');
  const checked = (id: unknown, values: unknown, pointer: string): WrittenProfile => {
    if (!isObject(values) || typeof id !== 'string') throw fail(pointer, 'the profile is not an object with a name');
    return { id, values, pointer };
  };
  const ofProfiles = Object.entries(profiles).map(([id, values]) =>
    checked(id, values, `/profiles/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  const ofProjects = projects.map((values: unknown, index) =>
    checked(isObject(values) ? values.id : undefined, values, `/projects/${index}`),
  );
  return [...ofProfiles, ...ofProjects.filter(({ id }) => !ofProfiles.some((each) => each.id === id))];
}

function choose(
  profiles: readonly WrittenProfile[],
  wanted: string | undefined,
  active: string | undefined,
  name: string,
): WrittenProfile {
  const ids = profiles.map(({ id }) => printable(id, 60));
  const found =
    profiles.find(({ id }) => id === (wanted ?? active)) ??
    (wanted === undefined && profiles.length === 1 ? profiles[0] : undefined);
  if (found !== undefined) return found;
  if (profiles.length === 0) {
    throw new UserError({
      code: 'input.invalid',
      message: `${name} has no profile.`,
      hints: ['Make one with `twilio profiles:create`, or run `smsctl setup`.'],
    });
  }
  if (wanted !== undefined) {
    throw new UserError({
      code: 'input.unknown-name',
      message: `Unknown profile \`${printable(wanted, 60)}\` of twilio-cli.`,
      hints: [...didYouMean(wanted, ids, (id) => `twilio-cli:${id}`), `Choose one of: ${ids.join(', ')}.`],
    });
  }
  throw new UserError({
    code: 'input.ambiguous',
    message: `twilio-cli has several profiles, and none is active: ${listed(
      ids.map((id) => `\`${id}\``),
      'and',
    )}.`,
    hints: [`Name one of them, such as \`smsctl setup --from twilio-cli:${ids[0]}\`.`],
  });
}
