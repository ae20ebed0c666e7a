import { type FindingLog, findingLog } from '../../../domain/contacts/list-findings.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { OpenContactsOptions } from '../../../ports.ts';
import { planList } from '../list-plan.ts';
import { tableOf, takeRows } from './sheet-table.ts';
import type { Workbook } from './workbook.ts';

/** The rows of a sheet that show whether it is a contact list. */
const sampleRows = 200;
/** Sheets that are looked into. */
const mostSheets = 50;
const shownSheets = 10;

/**
 * The index of the sheet to read: the named one, or the first visible one that looks like a contact list, or the first with rows.
 * Rejects with `UserError` (`contacts.no-sheet`, `contacts.empty`).
 */
export async function chooseSheet(
  workbook: Workbook,
  name: string,
  options: OpenContactsOptions,
  log: FindingLog,
): Promise<number> {
  const { sheets } = workbook;
  if (options.sheet !== undefined) {
    const named = namedSheet(workbook, name, options.sheet);
    if (!(await hasRows(workbook, named))) throw noRows(`Sheet "${printable(options.sheet, 40)}" of ${name}`);
    return named;
  }
  const visible = sheets.flatMap(({ isHidden }, at) => (isHidden ? [] : [at])).slice(0, mostSheets);
  const likely = sheets.length === 1 ? [] : await likelySheets(workbook, visible, name, options);
  const hidden = sheets.flatMap(({ isHidden }, at) => (isHidden ? [at] : [])).slice(0, mostSheets);
  const chosen = likely[0] ?? (await firstWithRows(workbook, [...visible, ...hidden]));
  if (chosen === undefined) throw noRows(name);
  if (sheets[chosen]?.isHidden === true) log.add('hidden-sheet', undefined, undefined, 1, quoted(workbook, [chosen]));
  const others = sheets.flatMap((_, at) => (at === chosen ? [] : [at]));
  if (likely.length > 1) {
    const detail = `${quoted(workbook, [chosen])} was read, ${quoted(workbook, likely.slice(1))} not.`;
    log.add('other-contact-sheets', undefined, undefined, likely.length - 1, detail);
  } else if (others.length > 0) {
    const detail = `${quoted(workbook, [chosen])} was read, ${quoted(workbook, others)} not.`;
    log.add('other-sheets', undefined, undefined, others.length, detail);
  }
  return chosen;
}

/** Sheets in which smsctl recognizes a phone column; those in which it is only probable if there is no other. */
async function likelySheets(
  workbook: Workbook,
  visible: readonly number[],
  name: string,
  options: OpenContactsOptions,
): Promise<readonly number[]> {
  const certain: number[] = [];
  const possible: number[] = [];
  for (const at of visible) {
    const rows = await firstRows(workbook, at, sampleRows);
    if (rows.length === 0) continue;
    const log = findingLog();
    try {
      await planList(await tableOf(rows, name, log), options, log);
      certain.push(at);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.code === 'contacts.column-uncertain') possible.push(at);
    }
  }
  return certain.length > 0 ? certain : possible;
}

async function firstRows(workbook: Workbook, sheet: number, limit: number) {
  const rows = workbook.rows(sheet);
  const first = await takeRows(rows, limit);
  await rows.return(undefined);
  return first;
}

const hasRows = async (workbook: Workbook, sheet: number): Promise<boolean> =>
  (await firstRows(workbook, sheet, 1)).length > 0;

async function firstWithRows(workbook: Workbook, sheets: readonly number[]): Promise<number | undefined> {
  for (const at of sheets) if (await hasRows(workbook, at)) return at;
  return undefined;
}

function namedSheet({ sheets }: Workbook, name: string, wanted: string): number {
  const exact = sheets.findIndex((sheet) => sheet.name === wanted);
  const plain = wanted.trim().toLowerCase();
  // Excel compares names of sheets without case.
  const at = exact === -1 ? sheets.findIndex((sheet) => sheet.name.trim().toLowerCase() === plain) : exact;
  if (at !== -1) return at;
  throw new UserError({
    code: 'contacts.no-sheet',
    message: `Sheet not found in ${printable(name)}: "${printable(wanted, 40)}".`,
    hints: [`Sheets: ${quoted({ sheets }, [...sheets.keys()])}.`],
  });
}

/** `"Customers", "Old" (hidden) and 3 more`. */
function quoted({ sheets }: Pick<Workbook, 'sheets'>, wanted: readonly number[]): string {
  const shown = wanted.slice(0, shownSheets).map((at) => {
    const sheet = sheets[at];
    return `"${printable(sheet?.name ?? '', 40)}"${sheet?.isHidden === true ? ' (hidden)' : ''}`;
  });
  return `${shown.join(', ')}${wanted.length > shown.length ? ` and ${wanted.length - shown.length} more` : ''}`;
}

const noRows = (what: string): UserError =>
  new UserError({
    code: 'contacts.empty',
    message: `${printable(what)} is empty.`,
    hints: ['Name a list with a header and at least one row.'],
  });
