import { type CheckResult, remedyLine } from '../../domain/readiness/check.ts';
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
  verdictSentences,
  verdictWords,
} from '../../domain/readiness/verdict.ts';
import { capitalized } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Copyable } from '../command/copyable.ts';
import { age } from './age.ts';
import { type Style, wrap } from './style.ts';

// A title is a statement that is true if the check passes, a detail says what was seen, and a remedy is an instruction with its
// command in backticks. Outside text goes through `printable`.

const indent = 2;
const margin = 4;
/** `✔ unknown`. */
const badgeWidth = 9;

/** A check with what was seen and what to do. Leaves out what to do if it is the same for `next`, the check below. */
export function checkLines(result: CheckResult, style: Style, now: Date, next?: CheckResult): string {
  const { status, title, id, detail, code, checkedAt, data } = result;
  const remembered = checkedAt !== null && now.getTime() - Date.parse(checkedAt) > 60_000;
  const when = remembered ? ` (${age(checkedAt, now)})` : '';
  const fits = indent + badgeWidth + title.length + id.length + 2 <= style.columns;
  const heading = wrap(title, style.columns, indent + badgeWidth + 1).trimStart();
  const lines = [`${' '.repeat(indent)}${style.badge(status)} ${heading}${fits ? ` ${style.dim(id)}` : ''}`];
  const name = fits ? '' : `${id}: `;
  const cited = code === null || detail.includes(`error ${code}`) ? '' : ` [error ${code}]`;
  const seen = `${name}${printable(detail, 1000)}${when}${cited}`;
  lines.push(style.dim(wrap(seen, style.columns, margin)));
  const toDo = remedyOf(result);
  if (toDo !== undefined && (next === undefined || toDo !== remedyOf(next))) {
    lines.push(wrap(`${style.arrow} ${printable(toDo, 1000)}`, style.columns, margin));
  }
  if (style.verbose && typeof data.background === 'string') {
    lines.push(style.dim(wrap(`Behind it: ${printable(data.background, 1000)}`, style.columns, margin)));
  }
  return `${lines.join('\n')}\n`;
}

/** None for a blocked check: the remedy is that of the check that blocks it. */
const remedyOf = ({ remedy, blockedBy }: CheckResult): string | undefined =>
  remedy === null || blockedBy !== null ? undefined : remedyLine(remedy);

/** A headline of the checklist with its checks. */
export function headlineLines(results: readonly CheckResult[], style: Style, now: Date): string {
  const headline = results[0]?.headline ?? '';
  const lines = results.map((result, index) => checkLines(result, style, now, results[index + 1]));
  const heading = wrap(headline, style.columns, 2).trimStart();
  return `${style.mark(mostSevere(results) ?? 'skip')} ${style.strong(heading)}\n${lines.join('')}\n`;
}

/** The failing checks that were not selected and that selected ones depend on. Empty if none fails. */
export function neededLines(needed: readonly CheckResult[], style: Style, now: Date): string {
  const open = needed.filter(isOpen);
  if (open.length === 0) return '';
  const lines = open.map((result, index) => checkLines(result, style, now, open[index + 1]));
  return `${style.mark(mostSevere(open) ?? 'skip')} ${style.strong('Needed by the selected checks')}\n${lines.join('')}\n`;
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
  /** Absent: the commands in the lines are copied as they are. */
  readonly copyable?: Copyable;
}

/** The verdict, in a word, with the counts and what to do first. Only a complete run says whether SMS can be used. */
export function verdictLines(judged: Judged, style: Style): string {
  const { verdict, results, needed = [], selection, copyable = (words) => words } = judged;
  const colour = {
    ready: style.good,
    'not-ready': style.bad,
    unknown: style.careful,
    partial: style.careful,
  }[verdict];
  const all = [...results, ...needed];
  const first = verdict === 'ready' || verdict === 'partial' ? undefined : (mostUrgent(all) ?? firstUnknown(all));
  const counts = summaryText(summarize(results));
  const sentence =
    selection === undefined || selection.complete
      ? `${verdict === 'partial' ? '' : verdictSentences[verdict]} ${counts}`
      : `${selectionText(selection)}: ${counts}${neededText(needed)}`;
  const lines = [
    wrap(`${capitalized(verdictWords[verdict])}: ${sentence}`, style.columns).replace(/^[^:]+:/, (word) =>
      colour(style.strong(word)),
    ),
  ];
  if (verdict === 'partial')
    lines.push(
      wrap(copyable('Only a run of all checks says whether SMS can be used: `smsctl verify`.'), style.columns),
    );
  if (first?.remedy) {
    lines.push(wrap(`${style.arrow} First: ${printable(remedyLine(first.remedy), 1000)}`, style.columns));
  }
  return `${lines.join('\n')}\n`;
}

/** Counts of the failing needed checks, for the end of a line. Empty if none fails. */
function neededText(needed: readonly CheckResult[]): string {
  const open = needed.filter(isOpen);
  return open.length === 0 ? '' : `; needed: ${summaryText(summarize(open))}`;
}

/** Says that results come from a mock server. Empty for Twilio. */
export const standInNote = (provider: string): string =>
  provider === 'twilio' ? '' : `Not Twilio: ${printable(provider)} stands in for it (SMSCTL_TWILIO_URL).\n`;
