import type { ColumnUse } from '../../domain/columns/contact-plan.ts';
import {
  type CheckedList,
  type ContactsReport,
  type ContactsSummary,
  isEnough,
  textableShare,
} from '../../domain/contacts/contact-quality.ts';
import { listFindings, needsAction } from '../../domain/contacts/list-findings.ts';
import { type ContactReason, contactReasons } from '../../domain/numbers/contact-reasons.ts';
import { costSentences } from '../../domain/prices/cost-sentences.ts';
import type { ListCost } from '../../domain/prices/list-cost.ts';
import type { Finding } from '../../domain/readiness/check.ts';
import { type Counts, countText, mostFirst, numberTypeWords } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import { roleWords } from './column-words.ts';
import { type Style, wrap } from './style.ts';

const longestSummary = 5;
/** Reasons whose remedy is shown. */
const mostRemedies = 5;

/** How a check was made, and how the saved sender reaches the lists. */
interface CheckDetails {
  readonly minimum: number;
  /** The country of numbers without one; absent: none. */
  readonly country?: string | undefined;
  /** The flag, the variable or the setting that gave it. */
  readonly countryFrom: string;
  /** Null: no sender is saved. */
  readonly sender: Finding | null;
  /** Of one segment to each contact. Null: not known. */
  readonly cost: ListCost | null;
}

/** The result of a contact check in a few lines: what was read, why rows are not textable, and whether enough are. */
export const contactsLines = (report: ContactsReport, minimum: number, style: Style): string =>
  [
    ...factLines(report, style),
    ...reasonLines(report, style, longestSummary),
    ...findingLines(report, style, namesOption),
    ...verdictLines(report, minimum, style),
    '',
  ].join('\n');

/** The whole report on contact lists. What needs attention comes last. `--verbose` cuts nothing. */
export function contactsReport(
  report: ContactsReport,
  { minimum, country, countryFrom, sender, cost }: CheckDetails,
  style: Style,
): string {
  const blocks = [
    [
      ...factLines(report, style),
      ...(country === undefined
        ? []
        : [field('Country', `${country} for numbers without one (${countryFrom})`, style)]),
    ],
    reasonLines(report, style),
    findingLines(report, style, (code) => style.verbose || needsAction(code)),
    [...verdictLines(report, minimum, style), ...senderLines(sender, style), ...costLines(cost, style)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const senderLines = (sender: Finding | null, style: Style): readonly string[] =>
  sender === null || sender.status === 'skip'
    ? []
    : [field('Sender', `${style.mark(sender.status)} ${printable(sender.detail, 1000)}`, style)];

const costLines = (cost: ListCost | null, style: Style): readonly string[] =>
  cost === null ? [] : [field('Cost', costSentences(cost), style)];

const labelWidth = 'Not textable'.length + 2;
/** In columns. On narrower screens, a label has a line of its own. */
const wideEnough = 60;

/** `  Label         text`, with every further line below the text. */
function field(label: string, text: string, style: Style, paint = (each: string) => each): string {
  const margin = 2 + labelWidth;
  if (style.columns < wideEnough && margin + text.length > style.columns) {
    return `  ${style.dim(label)}\n${paint(wrap(text, style.columns, 4))}`;
  }
  return `  ${style.dim(label.padEnd(labelWidth))}${paint(wrap(text, style.columns, margin).trimStart())}`;
}

/** Lines with one label: the others have blanks in its place. */
const fields = (label: string, texts: readonly string[], style: Style): readonly string[] =>
  texts.map((text, at) => {
    if (at === 0) return field(label, text, style);
    return style.columns < wideEnough ? wrap(text, style.columns, 4) : wrap(text, style.columns, 2 + labelWidth);
  });

function factLines({ lists, result }: ContactsReport, style: Style): readonly string[] {
  return [
    ...fields(
      'Columns',
      lists.map((list) => `${printable(list.name, 60)}${sheetWords(list)}: ${columnWords(list)}`),
      style,
    ),
    ...lists.filter((list) => style.verbose || needsLook(list)).flatMap((list) => sampleLines(list, style)),
    ...(result.textable === 0
      ? []
      : [
          field('Countries', countWords(result.countries, countryLabel, style), style),
          field('Types', countWords(result.types, numberTypeWords, style), style),
        ]),
  ];
}

const sheetWords = ({ sheet }: CheckedList): string => (sheet === null ? '' : `, sheet "${printable(sheet, 40)}"`);

const groundWords = { option: ', by option', header: '', content: ', by its values' } as const;

/** `"mobile" (phone, 12 rows), "land" (country). Not used: "fax" (fax or other device)`. */
function columnWords({ columns }: CheckedList): string {
  const phones = columns.filter(({ role, used }) => role === 'number' && used).length;
  const named = ({ name, role, ground, used, rows }: ColumnUse): string => {
    const count = used && role === 'number' && phones > 1 && rows !== null ? `, ${countText(rows)} rows` : '';
    return `"${printable(name, 40)}" (${roleWords[role]}${used ? groundWords[ground] : ''}${count})`;
  };
  const used = columns.filter((column) => column.used).map(named);
  const others = columns.filter((column) => !column.used).map(named);
  return `${used.join(', ')}${others.length === 0 ? '' : `. Not used: ${others.join(', ')}`}`;
}

/** True if a person should compare the first rows with the columns. */
const needsLook = ({ columns }: CheckedList): boolean =>
  columns.some(({ used, ground }) => used && ground === 'content');

const sampleLines = ({ samples }: CheckedList, style: Style): readonly string[] =>
  samples.map(({ line, cells }) => {
    const shown = cells.map(({ shown: cell }) => (cell === '' ? '-' : style.masked(printable(cell, 40))));
    return field('', `line ${line}: ${shown.join(' | ')}`, style, style.dim);
  });

const countryLabel = (code: string): string => (code === '001' ? 'no country' : code);

/** `US 76, GB 4`, most first; many are cut. */
function countWords(counts: Counts, label: (key: string) => string, { verbose }: Style): string {
  const sorted = mostFirst(counts);
  const shown = verbose || sorted.length <= longestSummary + 1 ? sorted : sorted.slice(0, longestSummary);
  const rest = sorted.slice(shown.length).reduce((sum, [, count]) => sum + count, 0);
  const words = shown.map(([key, count]) => `${label(key)} ${countText(count)}`);
  if (rest > 0) words.push(`${sorted.length - shown.length} others ${countText(rest)}`);
  return words.join(', ');
}

/** Each reason with its count and first rows. Without `most`, all of them, the most frequent ones with what to do. */
function reasonLines(
  { lists: checked, result, examples }: ContactsReport,
  style: Style,
  most?: number,
): readonly string[] {
  const sorted = mostFirst(result.reasons);
  const shown = most === undefined || sorted.length <= most + 1 ? sorted : sorted.slice(0, most);
  const rest = sorted.slice(shown.length).reduce((sum, [, count]) => sum + count, 0);
  const digits = Math.max(0, ...[...shown.map(([, count]) => count), rest].map((count) => countText(count).length));
  const margin = (style.columns < wideEnough ? 4 : 2 + labelWidth) + digits + 2;
  const lines = shown.flatMap(([reason, count], at) => {
    const places = placesOf(examples[reason as ContactReason] ?? [], count);
    const { title, remedy } = contactReasons[reason as ContactReason];
    const head = `${countText(count).padStart(digits)}  ${wrap(`${title}${places}`, style.columns, margin).trimStart()}`;
    // A finding about the same rows says it with an example.
    const isFinding = checked.some(({ findings }) => findings.some(({ code }) => code === reason));
    const toDo =
      most === undefined && !isFinding && (style.verbose || at < mostRemedies)
        ? [wrap(`${style.arrow} ${remedy}`, style.columns, margin)]
        : [];
    return [{ head, toDo }];
  });
  if (rest > 0) lines.push({ head: `${countText(rest).padStart(digits)}  of other reasons`, toDo: [] });
  return lines.flatMap(({ head, toDo }, at) => [`${labelled(at === 0 ? 'Not textable' : '', style)}${head}`, ...toDo]);
}

/** A label, or blanks in its place, in front of a text that is already wrapped. */
function labelled(label: string, style: Style): string {
  if (style.columns >= wideEnough) return `  ${style.dim(label.padEnd(labelWidth))}`;
  return label === '' ? '    ' : `  ${style.dim(label)}\n    `;
}

function placesOf(rows: NonNullable<ContactsReport['examples'][ContactReason]>, count: number): string {
  if (rows.length === 0) return '';
  const places = rows
    .slice(0, 3)
    .map(({ list, line }) => (list === null ? String(line) : `${printable(list, 30)}:${line}`));
  return ` (${rows.length > 1 ? 'lines' : 'line'} ${places.join(', ')}${count > 3 ? ' and more' : ''})`;
}

type FindingCode = CheckedList['findings'][number]['code'];

/** True for a finding that an option settles. */
const namesOption = (code: FindingCode): boolean => listFindings[code].remedy.includes('`--');

/** Findings about the lists, and the country that fits most numbers, each with what to do. */
function findingLines(
  { lists, proposal }: ContactsReport,
  style: Style,
  isShown: (code: FindingCode) => boolean,
): readonly string[] {
  const found = lists.flatMap(({ name, findings }) =>
    findings
      .filter(({ code }) => isShown(code))
      .flatMap(({ code, line, column, count, detail }) => {
        const { meaning, remedy } = listFindings[code];
        const place = line === null ? '' : `:${line}${column === null ? '' : `:${column}`}`;
        const often = count > 1 ? ` (${countText(count)} times)` : '';
        const seen = detail === null ? '' : ` Found: ${printable(detail, 300).replace(/\.$/, '')}.`;
        const words = `${printable(name, 60)}${place}${often}: ${meaning}${seen}`;
        return needsAction(code) ? [words, `${style.arrow} ${remedy}`] : [words];
      }),
  );
  if (proposal !== null) {
    const { country, share } = proposal;
    found.push(
      `Most numbers have no country. ${share} % of them match numbers of ${country}.`,
      `${style.arrow} Add \`--contacts-country ${country}\`.`,
    );
  }
  return fields('Findings', found, style);
}

function verdictLines({ result }: ContactsReport, minimum: number, style: Style): readonly string[] {
  return [field('Textable', textableWords(result, minimum), style, isEnough(result, minimum) ? style.good : style.bad)];
}

/** `94 of 100 rows (94 %), below the minimum of 95 %.` Rows that must not be texted are not among them. */
export function textableWords(summary: ContactsSummary, minimum: number): string {
  const { rows, textable, reasons } = summary;
  const refused = reasons['do-not-text'] ?? 0;
  const counted = `${countText(textable)} of ${countText(rows - refused)} rows (${textableShare(summary)} %)`;
  const uncounted = refused === 0 ? '' : ` ${countText(refused)} do-not-text rows are not counted.`;
  return `${counted}, ${isEnough(summary, minimum) ? 'enough for' : 'below'} the minimum of ${minimum} %.${uncounted}`;
}
