import { type OverviewRow, readOverview } from '../../../app/status/read-overview.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { Context } from '../../command/context.ts';
import { withOrg } from '../../command/copyable.ts';
import { styleFor } from '../../render/style.ts';
import { overviewLines } from './status-all-text.ts';

/** What `--all` prints instead of the status: one row for each organization. */
export async function showAll(context: Context, { json }: { readonly json: boolean }): Promise<ExitCode> {
  const { clock, organizations, out, openWorkspace, version } = context;
  const open = (id: string) => openWorkspace(id, { prompts: false });
  const rows = (await readOverview(await organizations.list(), open, clock)).map(addressed);
  out.write(json ? overviewDocument(version, rows) : overviewLines(rows, styleFor(out, context), clock.now()));
  return exitCode.done;
}

/** The row with its organization in the command, which would be about another one without it. */
const addressed = (row: OverviewRow): OverviewRow => {
  const command = row.next?.command ?? null;
  if (row.next === null || command === null) return row;
  return { ...row, next: { ...row.next, command: withOrg(command, row.organization) } };
};

const overviewDocument = (version: string, organizations: readonly OverviewRow[]): string =>
  jsonText({ schema: 'smsctl.status-all/1', version, organizations, exitCode: exitCode.done, error: null });
