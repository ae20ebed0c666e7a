import type { OverviewRow } from '../../../app/status/read-overview.ts';
import { verdictWords } from '../../../domain/readiness/verdict.ts';
import { printable } from '../../../domain/text/printable.ts';
import { age, spanSince } from '../../render/age.ts';
import { periodWords } from '../../render/period-text.ts';
import { fill, type Style, wrap } from '../../render/style.ts';

const heads = ['Organization', 'Verdict', 'Number', 'Method', 'Owner', 'Last verified'] as const;

/** The columns of the verdict and of the owner. */
const [verdictColumn, ownerColumn] = [1, 4];

/** Between two columns. */
const gap = '  ';

/** One row for each organization: a table, or a block of lines for each if the table does not fit. */
export function overviewLines(organizations: readonly OverviewRow[], style: Style, now: Date): string {
  if (organizations.length === 0) return 'No organization is set up here. Start with `smsctl setup`.\n';
  const rows = organizations.map((row) => cellsOf(row, now));
  const table = tableLines(rows, organizations, style, now);
  const [lines, notes] =
    table === undefined ? [blockLines(rows, organizations, style), []] : [table, organizations.flatMap(periodNote)];
  return `${lines}\n${endLines(organizations, notes, style)}`;
}

function cellsOf({ organization, number, credentials, owner, verification, problem }: OverviewRow, now: Date) {
  const { completedAt, verdict } = verification;
  if (problem !== null) return [organization, 'unreadable', '-', '-', '-', '-'];
  return [
    organization,
    verdictWords[verdict],
    printable(number?.sender ?? '-'),
    shortMethods[credentials?.method ?? ''] ?? '-',
    printable(owner?.team ?? '-', 100),
    completedAt === null ? 'never' : age(completedAt, now),
  ];
}

const shortMethods: Readonly<Record<string, string>> = { 'auth-token': 'Auth Token', 'api-key': 'API key' };

/** Undefined: it does not fit. */
function tableLines(
  rows: readonly (readonly string[])[],
  organizations: readonly OverviewRow[],
  style: Style,
  now: Date,
): string | undefined {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const others = widths.filter((_, column) => column !== ownerColumn).reduce((sum, width) => sum + width, 0);
  const left = style.columns - others - gap.length * (heads.length - 1);
  // Only the owner's column is wrapped, at white space.
  const words = rows.flatMap((row) => (row[ownerColumn] ?? '').split(' '));
  if (left < Math.max(...['Owner', ...words].map(({ length }) => length))) return undefined;
  widths[ownerColumn] = Math.min(widths[ownerColumn] ?? 0, left);
  const line = (cells: readonly string[], paint: Paint = (text) => text): string =>
    cells
      .map((cell, column) => paint(cell.padEnd(widths[column] ?? 0), column))
      .join(gap)
      .trimEnd();
  const lines = rows.flatMap((row, index) => {
    const span = spanOf(organizations[index], now);
    const owner = fill(row[ownerColumn] ?? '', widths[ownerColumn] ?? 0);
    const height = Math.max(owner.length, span === '' ? 1 : 2);
    return Array.from({ length: height }, (_, at) =>
      line(
        row.map((cell, column) => {
          if (column === ownerColumn) return owner[at] ?? '';
          if (at === 0) return cell;
          return at === 1 && column === verdictColumn ? span : '';
        }),
        (text, column) => (column === verdictColumn && at === 0 ? paintOf(organizations[index], style)(text) : text),
      ),
    );
  });
  return `${[style.dim(line(heads)), ...lines].join('\n')}\n`;
}

/** For how long the verdict has been the same, such as `12 days`. Empty: it is not known, or less than a minute. */
function spanOf(row: OverviewRow | undefined, now: Date): string {
  const { period = null, verdict } = row?.verification ?? {};
  return period === null || period.verdict !== verdict ? '' : (spanSince(period.since, now) ?? '');
}

type Paint = (text: string, column: number) => string;

const paintOf = (row: OverviewRow | undefined, { good, bad, careful }: Style): ((text: string) => string) =>
  row?.problem === null ? { ready: good, 'not-ready': bad, unknown: careful }[row.verification.verdict] : bad;

function blockLines(rows: readonly (readonly string[])[], organizations: readonly OverviewRow[], style: Style): string {
  const labels = [...heads.slice(verdictColumn + 1), 'Not ready since'];
  const width = Math.max(...labels.map(({ length }) => length)) + 4;
  return rows
    .map(([organization = '', verdict = '', ...cells], index) => {
      const row = organizations[index];
      const title = `${style.strong(organization)}: ${paintOf(row, style)(verdict)}\n`;
      if (row === undefined || row.problem !== null) return title;
      const lines = [
        ...cells.map((cell, column) => [heads[column + verdictColumn + 1] ?? '', cell] as const),
        ...[periodWords(row.verification)].filter((words) => words !== undefined),
      ].map(
        ([label, text]) =>
          `  ${style.dim(`${label}:`.padEnd(width - 2))}${wrap(text, style.columns, width).trimStart()}\n`,
      );
      return title + lines.join('');
    })
    .join('\n');
}

/** Since when an organization is not ready, which no column has room for. */
function periodNote({ organization, verification }: OverviewRow): readonly string[] {
  const words = verification.verdict === 'not-ready' ? periodWords(verification) : undefined;
  if (words === undefined) return [];
  const [label, text] = words;
  return [`${organization}: ${label.toLowerCase()} ${text}.`];
}

/** The rows that cannot be read, notes, and where the details are. */
function endLines(organizations: readonly OverviewRow[], notes: readonly string[], style: Style): string {
  const broken = organizations.flatMap(({ organization, problem }) =>
    problem === null
      ? []
      : [`${organization} cannot be read (${problem.code}). To see why, run \`smsctl status --org ${organization}\`.`],
  );
  const lines = [...notes, ...broken, 'To see one in full, run `smsctl status --org ID`.'];
  return `${lines.map((line) => wrap(line, style.columns)).join('\n')}\n`;
}
