import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { Context } from '../../command/context.ts';
import { knownOrganization } from '../../command/known-organization.ts';

export async function run({ organizations, out }: Context, _: object, [id = '']: readonly string[]): Promise<ExitCode> {
  await organizations.use(await knownOrganization(id, organizations));
  out.write(`Commands at a terminal are about ${id} now, where nothing else says so.\n`);
  return exitCode.done;
}
