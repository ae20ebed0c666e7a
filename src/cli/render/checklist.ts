import { type CheckResult, type CheckStatus, remedyLine } from '../../domain/readiness/check.ts';
import type { Selection } from '../../domain/readiness/selection.ts';
import { selectionText } from '../../domain/readiness/selection.ts';
import {
  firstUnknown,
  isOpen,
  mostSevere,
  mostUrgent,
  summarize,
  summaryText,
  type Verdict,
  verdictSentence,
  verdictWords,
} from '../../domain/readiness/verdict.ts';
import { capitalized, counted } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Copyable } from '../command/copyable.ts';
import { age } from './age.ts';
import { localDates } from './day.ts';
import { type Style, wrap } from './style.ts';

// A title is a statement that is true if the check passes, so that it is not printed here. A detail says what was seen, and a
// remedy is an instruction with its command in backticks. Outside text goes through `shown`.

/** Text that may hold outside text and dates, for a screen. */
const shown = (text: string): string => localDates(printable(text, 1000));

const indent = 2;
const margin = 4;
/** `✔ unknown`. */
const badgeWidth = 9;

/** What the lines of a check are made of. */
type ShownCheck = Pick<
  CheckResult,
  'id' | 'status' | 'detail' | 'code' | 'remedy' | 'blockedBy' | 'checkedAt' | 'data'
>;

/** A check: its status, its id, what was seen and what to do. Leaves out what to do if it is the same for `next`, the check below. */
export function checkLines(result: ShownCheck, style: Style, now: Date, next?: ShownCheck): string {
  const { id, data, status } = result;
  const lines = [`${' '.repeat(indent)}${style.badge(status)} ${seenLines(result, style, now)}`];
  const toDo = remedyOf(result);
  if (toDo !== undefined && (next === undefined || toDo !== remedyOf(next))) {
    lines.push(wrap(`${style.arrow} ${shown(toDo)}`, style.columns, margin));
  }
  if (style.verbose && typeof data.background === 'string') {
    lines.push(style.dim(wrap(`Underlying error: ${shown(data.background)}`, style.columns, margin)));
  }
  const ids = new RegExp(`${id.replaceAll(', ', ',\\s+')}:`);
  return `${lines.join('\n').replace(ids, (found) => style.dim(found))}\n`;
}

/** The id and what was seen, with room for the badge in the first line. */
function seenLines({ id, detail, code, checkedAt }: ShownCheck, style: Style, now: Date): string {
  const when = isRemembered(checkedAt, now) ? ` (${age(checkedAt, now)})` : '';
  const cited = code === null || detail.includes(`error ${code}`) ? '' : ` [error ${code}]`;
  const badge = '#'.repeat(indent + badgeWidth - margin);
  const lines = wrap(`${badge} ${id}: ${shown(detail)}${when}${cited}`, style.columns, margin);
  return lines.slice(margin + badge.length).trimStart();
}

/** True for a result of an earlier run. */
const isRemembered = (checkedAt: string | null, now: Date): checkedAt is string =>
  checkedAt !== null && now.getTime() - Date.parse(checkedAt) > 60_000;

/** None for a blocked check: the remedy is that of the check that blocks it. */
const remedyOf = ({ remedy, blockedBy }: ShownCheck): string | undefined =>
  remedy === null || blockedBy !== null ? undefined : remedyLine(remedy);

/** True for what needs attention: a failure, a warning or an unknown that no other check causes. */
const needsAttention = (result: CheckResult): boolean => isOpen(result) || result.status === 'warn';

const everyLine = (results: readonly CheckResult[], style: Style, now: Date): string =>
  results.map((result, index) => checkLines(result, style, now, results[index + 1])).join('');

/** The checks that need attention; with `verbose`, all of them. */
const openLines = (results: readonly CheckResult[], style: Style, now: Date): string =>
  everyLine(style.verbose ? results : merged(results.filter(needsAttention)), style, now);

/** The results, with neighbors that say the same as one that has all their ids: an outage is the same for every check. */
function merged(results: readonly CheckResult[]): readonly CheckResult[] {
  const groups: CheckResult[] = [];
  for (const result of results) {
    const last = groups.at(-1);
    if (last === undefined || whatIsSaid(last) !== whatIsSaid(result)) groups.push(result);
    else groups[groups.length - 1] = { ...last, id: `${last.id}, ${result.id}` };
  }
  return groups;
}

const whatIsSaid = ({ status, detail, code, remedy }: CheckResult): string =>
  JSON.stringify([status, detail, code, remedy]);

/**
 * The results of one step: a line for those that pass, a line for those that others block, then what needs attention. The worst
 * comes last, above a question that may follow.
 */
export function resultLines(results: readonly CheckResult[], style: Style, now: Date): string {
  if (style.verbose) return everyLine(results, style, now);
  const open = results.filter(needsAttention);
  const rank: readonly CheckStatus[] = ['warn', 'unknown', 'fail'];
  const sorted = open.toSorted((one, other) => rank.indexOf(one.status) - rank.indexOf(other.status));
  const quiet = results.filter((result) => !open.includes(result) && result.blockedBy === null);
  return `${quietLine(quiet, style)}${blockedLines(results, style, indent)}${everyLine(merged(sorted), style, now)}`;
}

/** `9 checks pass, 2 skipped`. Empty if there are none. */
function quietLine(results: readonly CheckResult[], style: Style): string {
  const { pass, skip } = summarize(results);
  const skipped = skip === 0 ? [] : [pass === 0 ? `${counted(skip, 'check')} skipped` : `${skip} skipped`];
  const passed = pass === 0 ? [] : [`${counted(pass, 'check')} ${pass === 1 ? 'passes' : 'pass'}`];
  const words = [...passed, ...skipped].join(', ');
  return words === '' ? '' : `${' '.repeat(indent)}${style.mark(pass === 0 ? 'skip' : 'pass')} ${words}\n`;
}

/** `7 checks skipped: depend on credentials.accepted`, for those that another check blocks. Empty if none is blocked. */
function blockedLines(results: readonly CheckResult[], style: Style, margin: number): string {
  const line = (status: CheckStatus, words: string): string => {
    const blocked = results.filter((result) => result.status === status && result.blockedBy !== null);
    if (blocked.length === 0) return '';
    const roots = [...new Set(blocked.map(({ blockedBy }) => blockedBy))].join(', ');
    const depend = blocked.length === 1 ? 'depends' : 'depend';
    const text = `${counted(blocked.length, 'check')} ${words}: ${depend} on ${roots}`;
    return `${style.dim(wrap(text, style.columns, margin))}\n`;
  };
  return `${line('skip', 'skipped')}${line('unknown', 'unknown')}`;
}

/** A headline of the checklist with its counts, and the checks that need attention. */
export function headlineLines(results: readonly CheckResult[], style: Style, now: Date): string {
  const headline = results[0]?.headline ?? '';
  return `${headingLine(headline, results, style)}${openLines(results, style, now)}`;
}

/** The failing checks that were not selected and that selected ones depend on. Empty if none fails. */
export function neededLines(needed: readonly CheckResult[], style: Style, now: Date): string {
  const open = needed.filter(isOpen);
  if (open.length === 0) return '';
  return `${headingLine('Required by the selected checks', open, style)}${openLines(open, style, now)}`;
}

/** A space that `wrap` does not break at. */
const unbroken = '\u0001';

function headingLine(words: string, results: readonly CheckResult[], style: Style): string {
  const counts = `(${summaryText(summarize(results))})`;
  const mark = style.mark(mostSevere(results) ?? 'skip');
  // In plain lines the mark is a word; otherwise it is one character, in color.
  const wider = '#'.repeat(mark.startsWith('[') ? mark.length - 1 : 0);
  const lines = wrap(`${wider}${words} ${counts.replaceAll(' ', unbroken)}`, style.columns, 2).trimStart();
  const heading = lines.slice(wider.length, -counts.length);
  return `${mark} ${style.strong(heading)}${style.dim(counts)}\n`;
}

/** Groups results by headline as they come. Yields a group when it is complete. */
export async function* byHeadline(results: AsyncIterable<CheckResult>): AsyncGenerator<readonly CheckResult[]> {
  let group: CheckResult[] = [];
  for await (const result of results) {
    if (group.length > 0 && group[0]?.headline !== result.headline) {
      yield group;
      group = [];
    }
    group.push(result);
  }
  if (group.length > 0) yield group;
}

interface Judged {
  readonly verdict: Verdict;
  /** Of the selected checks. */
  readonly results: readonly CheckResult[];
  /** Of what the selected checks need. Absent: every check was selected, as `selection` is then. */
  readonly needed?: readonly CheckResult[];
  readonly selection?: Selection;
  /** False: an application's configuration was verified, which cannot be ready. Absent: true. */
  readonly canBeReady?: boolean;
  /** Counts a warning as a failure, and every unknown. Absent: false. */
  readonly strict?: boolean;
  /** Absent: all results are new. */
  readonly now?: Date;
  /** Absent: the commands in the lines are copied as they are. */
  readonly copyable?: Copyable;
}

/** The checks that others block, and the verdict in a sentence with what to do first. Only a complete run says that SMS can be used. */
export function verdictLines(judged: Judged, style: Style): string {
  const { verdict, results, needed = [] } = judged;
  const color = {
    ready: style.good,
    'not-ready': style.bad,
    unknown: style.careful,
    partial: style.careful,
  }[verdict];
  const blocked = style.verbose ? '' : blockedLines([...results, ...needed], style, 0);
  const text = `${capitalized(verdictWords[verdict])}: ${sentenceOf(judged)}${ageOf(judged)}${nextStep(judged)}`;
  const words = wrap(text, style.columns).replace(/^[^:]+:/, (word) => color(style.strong(word)));
  return `${blocked}\n${words}\n`;
}

function sentenceOf({ verdict, results, needed = [], selection, strict = false }: Judged): string {
  const counts = summaryText(summarize(results));
  if (selection !== undefined && !selection.complete) {
    const open = needed.filter(isOpen);
    const also = open.length === 0 ? '' : ` Required by them: ${summaryText(summarize(open))}.`;
    return `${selectionText(selection)} (${counts}).${also}`;
  }
  if (verdict === 'partial') return `${counts}.`;
  const sentence = verdictSentence(verdict, summarize(results), { strict });
  return verdict === 'ready' ? `${sentence} ${counts}` : sentence;
}

/** The age of the oldest result, after the verdict. Empty if all are new. */
function ageOf({ results, now }: Judged): string {
  if (now === undefined) return '';
  const remembered = results.map(({ checkedAt }) => checkedAt).filter((each) => isRemembered(each, now));
  const [oldest] = remembered.toSorted();
  return oldest === undefined ? '' : ` (oldest result: ${age(oldest, now)})`;
}

/** What to do first, after the verdict. */
function nextStep({ verdict, results, needed = [], canBeReady = true, copyable = (words) => words }: Judged): string {
  if (verdict === 'ready') return '';
  if (verdict === 'partial' && !canBeReady) return toBeReady;
  if (verdict === 'partial') return copyable(' To learn whether SMS can be used, run all checks: `smsctl verify`');
  const all = [...results, ...needed];
  const first = mostUrgent(all) ?? firstUnknown(all);
  return first?.remedy ? ` First: ${shown(remedyLine(first.remedy))}` : '';
}

const toBeReady =
  ' A configuration does not show whether SMS can be used. To learn that, set up an organization: `smsctl setup`';

/** Says that results come from a mock server. Empty for Twilio. */
export const standInNote = (provider: string): string =>
  provider === 'twilio' ? '' : `Not Twilio: requests go to ${printable(provider)} (SMSCTL_TWILIO_URL).\n`;
