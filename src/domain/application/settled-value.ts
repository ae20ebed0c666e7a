import type { Parsed } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';
import type { Place, Problem, UsedVariable } from './configuration.ts';
import type { FoundValue } from './found-values.ts';

/** The value of a setting, or what is wrong with it. `value` is absent if it is not set or invalid. */
export interface SettledValue<T> {
  readonly value?: T;
  /** The variable that counts. Absent: it is not set. */
  readonly from?: FoundValue;
  readonly problem?: Problem;
}

/** `TWILIO_AUTH_TOKEN (line 3)` */
export const variableText = ({ name, line }: Pick<FoundValue, 'name' | 'line'>): string =>
  line === null ? name : `${name} (line ${line})`;

/** The end of a text on a missing value: the names that are set and look like Twilio's. */
export const unknownText = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` smsctl does not know: ${names.join(', ')}.`;

const isSame = (one: FoundValue, other: FoundValue): boolean =>
  one.raw instanceof Secret
    ? other.raw instanceof Secret && one.raw.equals(other.raw)
    : !(other.raw instanceof Secret) && one.raw.trim() === other.raw.trim();

/** Another variable, or the same one again, that has another value than the first. */
export const contradicting = ([first, ...others]: readonly FoundValue[]): FoundValue | undefined =>
  first === undefined ? undefined : others.find((other) => !isSame(first, other));

/** `title` is what the variables hold, such as `Auth Token`. */
export function contradiction(one: FoundValue, other: FoundValue, title: string, isFatal: boolean): Problem {
  const [first, second] = [one, other].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) as [FoundValue, FoundValue];
  const detail =
    one.name === other.name
      ? `${one.name} is set twice with different values (lines ${first.line} and ${second.line}). Programs differ in which one they take.`
      : `${variableText(one)} and ${variableText(other)} have different values for the ${title}.`;
  return {
    id: 'contradiction',
    isFatal,
    detail: isFatal ? detail : `${detail} smsctl verified ${variableText(one)}.`,
    remedy: one.name === other.name ? 'Remove one of the two lines.' : 'Remove the variable that no program uses.',
  };
}

/** Reads one setting: refuses contradictions and what only stands for a value, then parses. */
export function settled<T>(
  values: readonly FoundValue[],
  title: string,
  place: Place,
  parse: (raw: string | Secret) => Parsed<T>,
): SettledValue<T> {
  const [from] = values;
  if (from === undefined) return {};
  const other = contradicting(values);
  if (other !== undefined) return { from, problem: contradiction(from, other, title, true) };
  if (from.unresolved !== undefined) return { from, problem: unresolvedProblem(from, place) };
  const parsed = parse(from.raw);
  if (parsed.ok) return { from, value: parsed.value };
  const detail = `${variableText(from)}: ${parsed.problem}`;
  return { from, problem: { id: 'invalid', isFatal: true, detail, remedy: `Correct ${from.name} in ${place.name}.` } };
}

/** For a value that refers to another, or is no value. Names the command that resolves it. */
export function unresolvedProblem(from: FoundValue, place: Place): Problem {
  const { name: where, form, file, command, commandForResolved: resolved } = place;
  const { unresolved } = from;
  if (unresolved === undefined) throw new Error('The value is resolved.');
  const { kind, what, print, run, resolve } = unresolved;
  const common = { id: kind, isFatal: true, detail: `${variableText(from)} is ${what}.` } as const;
  if (kind === 'placeholder') return { ...common, remedy: `Put the real value into ${where}.` };
  if (form === 'manifest')
    return { ...common, remedy: `Read the Secret of the cluster, which holds the value: \`${resolved}\`` };
  if (form === 'twilio-cli') return { ...common, remedy: resolve };
  if (run !== undefined) {
    return { ...common, remedy: `Use the resolved values: \`${run(file)} ${resolved}\`` };
  }
  if (print !== undefined) {
    return { ...common, remedy: `Set the variable from its program: \`${from.name}=$(${print}) ${resolved}\`` };
  }
  if (kind === 'template' && file !== null) {
    const dotted = file.includes('/') ? file : `./${file}`;
    return {
      ...common,
      remedy: `If a shell fills it in, let one do so: \`set -a; . ${dotted}; set +a; ${resolved}\``,
    };
  }
  return { ...common, remedy: kind === 'template' ? `${resolve} Then run \`${command}\`.` : resolve };
}

export const usedVariable = (setting: string, { from }: SettledValue<unknown>): readonly UsedVariable[] =>
  from === undefined ? [] : [{ name: from.name, setting, line: from.line }];
