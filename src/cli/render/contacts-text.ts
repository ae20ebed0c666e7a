import type { ColumnRole } from '../../domain/columns/contact-plan.ts';
import {
  type CheckedList,
  type ContactsReport,
  isEnough,
  textableShare,
} from '../../domain/contacts/contact-quality.ts';
import { listFindings } from '../../domain/contacts/list-findings.ts';
import { type ContactReason, contactReasons } from '../../domain/numbers/contact-reasons.ts';
import { countText, numberTypeWords } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import { type Style, wrap } from './style.ts';

/** The most that are shown of countries and types; the rest is one line. */
const longestChart = 10;
const widestBar = 24;

interface Entry {
  readonly label: string;
  readonly count: number;
  /** In dim behind the label. */
  readonly note?: string;
}

/** Counts that add up: what can be texted, and each reason why the rest cannot; with what to do. */
export function contactsLines(report: ContactsReport, minimum: number, style: Style): string {
  const { lists, result } = report;
  const share = textableShare(result);
  const enough = isEnough(result, minimum);
  const paint = enough ? style.good : style.bad;
  const refused = result.reasons['do-not-text'] ?? 0;
  const wanted = result.rows - refused;
  const words = `${share} % can be texted: ${countText(result.textable)} of ${countText(wanted)} rows; at least ${minimum} % is wanted`;
  return [
    ...lists.flatMap((list) => listWords(list, style)),
    ...bar(share / 100, style, paint),
    paint(wrap(words, style.columns, 2)),
    ...(refused === 0 ? [] : [wrap(`Do not text: ${countText(refused)}, not counted above`, style.columns, 2)]),
    ...chart('Why not', reasonEntries(report), result.rows, style),
    ...chart('Countries', entriesOf(result.countries), result.textable, style),
    ...chart('Types', entriesOf(result.types, numberTypeWords), result.textable, style),
    '',
  ].join('\n');
}

/** What a column is used for, in a word or two. */
const roleWords: Readonly<Record<ColumnRole, string>> = {
  number: 'phone',
  'dialling-code': 'dialing code',
  'area-code': 'area code',
  extension: 'extension',
  label: 'number type',
  country: 'country',
  'opt-out': 'opt-out',
  consent: 'consent',
  'other-person': "another person's number",
  machine: 'fax or other device',
  identifier: 'identifier',
};

const groundWords = { option: ' (option)', header: '', content: ' (by its values)' } as const;

function listWords({ name, columns, samples }: CheckedList, style: Style): readonly string[] {
  const shown = columns.map(({ name: column, role, used, ground, rows }) => {
    const count =
      rows === null || columns.filter((each) => each.role === 'number' && each.used).length < 2
        ? ''
        : `, ${countText(rows)} rows`;
    return `${used ? '' : 'not used: '}"${printable(column, 40)}": ${roleWords[role]}${used ? groundWords[ground] : ''}${count}`;
  });
  return [
    wrap(`${printable(name)}: ${shown.join('; ')}`, style.columns, 2),
    ...samples.map(({ line, cells }) =>
      style.dim(
        wrap(
          `line ${line}: ${cells.map(({ shown: cell }) => (cell === '' ? '-' : style.masked(printable(cell, 40)))).join(' | ')}`,
          style.columns,
          4,
        ),
      ),
    ),
  ];
}

const bar = (
  share: number,
  { columns, barFull, barEmpty }: Style,
  paint: (text: string) => string,
): readonly string[] => {
  const width = Math.min(columns - 4, widestBar * 2);
  const full = Math.round(share * width);
  return [`  ${paint(barFull.repeat(full))}${barEmpty.repeat(width - full)}`];
};

function reasonEntries({ result, examples }: ContactsReport): readonly Entry[] {
  return Object.entries(result.reasons).map(([reason, count = 0]) => {
    const rows = examples[reason as ContactReason] ?? [];
    const places = rows.map(({ list, line }) => (list === null ? String(line) : `${printable(list, 30)}:${line}`));
    return {
      label: contactReasons[reason as ContactReason]?.title ?? reason,
      count,
      ...(places.length > 0 && { note: `line ${places.slice(0, 3).join(', ')}${count > 3 ? ' and more' : ''}` }),
    };
  });
}

const entriesOf = (counts: Readonly<Record<string, number>>, label = (key: string) => key): readonly Entry[] =>
  Object.entries(counts).map(([key, count]) => ({ label: key === '001' ? 'no country' : label(key), count }));

function chart(title: string, entries: readonly Entry[], total: number, style: Style): readonly string[] {
  if (entries.length === 0) return [];
  const sorted = entries.toSorted((one, other) => other.count - one.count);
  const shown = sorted.length > longestChart + 1 && title !== 'Why not' ? sorted.slice(0, longestChart) : sorted;
  const rest = sorted.slice(shown.length);
  const lines = [
    ...shown,
    ...(rest.length === 0
      ? []
      : [{ label: `${rest.length} more`, count: rest.reduce((sum, { count }) => sum + count, 0) }]),
  ];
  const digits = Math.max(...lines.map(({ count }) => countText(count).length));
  // A narrow screen has room for the words, and not for bars.
  const width = Math.min(widestBar, Math.floor((style.columns - digits - 30) / 2));
  return [
    '',
    `  ${style.strong(title)}`,
    ...lines.map((entry) => chartLine(entry, total, digits, Math.max(width, 0), style)),
  ];
}

function chartLine({ label, count, note }: Entry, total: number, digits: number, width: number, style: Style): string {
  const full = Math.min(Math.max(Math.round((count / Math.max(total, 1)) * width), 1), width);
  const drawn = width < 4 ? '' : `${style.barFull.repeat(full)}${' '.repeat(width - full)}  `;
  const margin = 4 + digits + 2 + drawn.length;
  const room = style.columns - margin;
  const withNote = note !== undefined && label.length + note.length + 3 <= room;
  const words = wrap(label, style.columns, margin).trimStart();
  return `    ${countText(count).padStart(digits)}  ${drawn}${words}${withNote ? style.dim(` (${note})`) : ''}`;
}

/** What was noticed about the lists themselves, and what to do about everything; most rows first. */
export function adviceLines({ lists, result, proposal }: ContactsReport, style: Style): string {
  const lines: string[] = [];
  const say = (text: string) => lines.push(wrap(text, style.columns, 2));
  const worth = lists.flatMap((list) => list.findings.map((finding) => ({ list, finding })));
  for (const { list, finding } of worth) {
    const { meaning, remedy } = listFindings[finding.code];
    const place = finding.line === null ? '' : `:${finding.line}${finding.column === null ? '' : `:${finding.column}`}`;
    const often = finding.count > 1 ? ` (${countText(finding.count)} times)` : '';
    const detail = finding.detail === null ? '' : ` ${printable(finding.detail, 300)}`;
    say(
      `${printable(list.name, 60)}${place}: ${meaning}${often}${detail} ${remedy.startsWith('Nothing') ? '' : remedy}`,
    );
  }
  if (proposal !== null) {
    const { country, share } = proposal;
    say(
      `${style.arrow} Most numbers are written without a country; ${share} % of them look like numbers of ${country}: add \`--contacts-country ${country}\`.`,
    );
  }
  const counted = Object.entries(result.reasons).toSorted(([, one = 0], [, other = 0]) => other - one);
  for (const [reason, count = 0] of counted.slice(0, 5)) {
    const { title, remedy } = contactReasons[reason as ContactReason];
    say(`${style.arrow} ${title} (${countText(count)}): ${remedy}`);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
