import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { organizationPattern, organizationRule } from '../../../domain/settings/settings.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { knownOrganization } from '../../command/known-organization.ts';
import { recover } from '../../command/recover.ts';
import { headerLine } from '../../render/header.ts';
import { orgChangeDocument } from './org-documents.ts';

export async function run(
  { organizations, openWorkspace, out, err, version }: Context,
  { json = false }: { readonly json?: boolean },
  [from = '', to = '']: readonly string[],
): Promise<ExitCode> {
  const isValid = organizationPattern.test(from) && organizationPattern.test(to);
  const state = isValid ? await organizations.renaming(from, to) : 'absent';
  if (state === 'absent') await knownOrganization(from, organizations);
  if (!organizationPattern.test(to)) throw invalid(to);
  if (state === 'new') {
    const workspace = openWorkspace(from, { prompts: false });
    const settings = (await workspace.settings.load()) ?? {};
    if (!json) err.write(headerLine(from, settings));
    await recover(workspace, (words) => {
      if (!json) err.write(`${words}\n`);
    });
  }
  await organizations.rename(from, to);
  out.write(
    json
      ? orgChangeDocument(version, 'rename', { organization: to, former: from })
      : `Renamed organization ${from} to ${to}.\n`,
  );
  return exitCode.done;
}

const invalid = (id: string): UserError =>
  new UserError({
    code: 'input.invalid',
    message: `Invalid organization ID \`${printable(id, 80)}\`.`,
    hints: [organizationRule],
  });
