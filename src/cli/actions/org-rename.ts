import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Context } from '../context.ts';
import { knownOrganization, parseOrganizationId } from '../known-organization.ts';
import { headerLine } from '../render/header.ts';
import { recover } from './recover.ts';

export async function run(
  { organizations, openWorkspace, out, err }: Context,
  _: object,
  [from = '', to = '']: readonly string[],
): Promise<ExitCode> {
  await knownOrganization(from, organizations);
  parseOrganizationId(to);
  if (await organizations.exists(to)) {
    throw new UserError({
      code: 'org.exists',
      message: `Organization ${to} exists already.`,
      hints: ['Choose another ID. `smsctl org list` lists those that are taken.'],
    });
  }
  const workspace = openWorkspace(from, { prompts: false });
  err.write(headerLine(from, (await workspace.settings.load()) ?? {}));
  await recover(workspace, (words) => err.write(`${words}\n`));
  await organizations.rename(from, to);
  out.write(`${from} is ${to} now.\n`);
  return exitCode.done;
}
