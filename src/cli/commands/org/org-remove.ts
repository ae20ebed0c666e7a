import { typeOrganization } from '../../../app/setup/typed-confirmation.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { counted } from '../../../domain/text/counts.ts';
import { cannotAsk, UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { knownOrganization } from '../../command/known-organization.ts';
import { vaultOf } from '../../command/vault.ts';
import { headerLine } from '../../render/header.ts';

export async function run(
  context: Context,
  { confirm }: { readonly confirm?: string },
  [id = '']: readonly string[],
): Promise<ExitCode> {
  const { organizations, out, err } = context;
  await knownOrganization(id, organizations);
  const workspace = context.openWorkspace(id, { prompts: context.interactive });
  const saved = await workspace.settings.load();
  err.write(`${headerLine(id, saved ?? {})}Its settings and its secrets will be deleted.\n`);
  await confirmed(context, id, confirm);
  // With nothing that points to them, the secrets go first; what cannot be deleted keeps the settings, which know of it.
  const vault = vaultOf(workspace);
  const { pending = [] } = await vault.commit([], ({ pending: left }) => (left === undefined ? {} : { pending: left }));
  if (pending.length > 0) {
    throw new UserError({
      code: 'org.secrets-left',
      message: `${counted(pending.length, 'secret')} of ${id} could not be deleted. Its settings stay, to say where they are.`,
      hints: [
        'Unlock the secret store, and run the same command again.',
        `If the store is not on this machine any more, run \`smsctl credentials remove pending --org ${id}\` first.`,
      ],
      exit: exitCode.unknown,
    });
  }
  await organizations.remove(id);
  out.write(`${id} is deleted here. At the provider nothing was changed.\n`);
  return exitCode.done;
}

async function confirmed({ interactive, prompter }: Context, id: string, given: string | undefined): Promise<void> {
  if (given === id) return;
  if (given === undefined && interactive) {
    await typeOrganization({ key: 'org.remove', organization: id, what: `Delete ${id}` }, prompter);
    return;
  }
  const hint = `Run \`smsctl org remove ${id} --confirm ${id}\`.`;
  if (given === undefined) throw cannotAsk('Confirmation required: this cannot be undone', hint);
  throw new UserError({
    code: 'input.missing',
    message: '`--confirm` names another organization.',
    hints: [hint],
  });
}
