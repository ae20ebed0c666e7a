import { typeOrganization } from '../../../app/setup/typed-confirmation.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { counted } from '../../../domain/text/counts.ts';
import { cannotAsk, UserError } from '../../../domain/user-error.ts';
import type { Prompter } from '../../../ports.ts';
import type { Context } from '../../command/context.ts';
import { knownOrganization } from '../../command/known-organization.ts';
import { vaultOf } from '../../command/vault.ts';
import { headerLine } from '../../render/header.ts';
import { orgChangeDocument } from './org-documents.ts';

interface RemoveOptions {
  readonly confirm?: string;
  readonly json?: boolean;
}

export async function run(
  context: Context,
  { confirm, json = false }: RemoveOptions,
  [id = '']: readonly string[],
): Promise<ExitCode> {
  const { organizations, out, err, version } = context;
  const interactive = context.interactive && !json;
  await knownOrganization(id, organizations);
  const workspace = context.openWorkspace(id, { prompts: interactive });
  const saved = await workspace.settings.load();
  if (!json) err.write(`${headerLine(id, saved ?? {})}This deletes its settings and its secrets.\n`);
  await confirmed(interactive ? context.prompter : null, id, confirm);
  // The settings are deleted last: they list the secrets that could not be deleted.
  const vault = vaultOf(workspace);
  const { pending = [] } = await vault.commit([], ({ pending: left }) => (left === undefined ? {} : { pending: left }));
  if (pending.length > 0) {
    throw new UserError({
      code: 'org.secrets-left',
      message: `${counted(pending.length, 'secret')} of ${id} could not be deleted, so its settings were kept.`,
      hints: [
        'Unlock the secret store, then run the command again.',
        `If the store is no longer on this machine, run \`smsctl credentials remove pending --org ${id}\` first.`,
      ],
      exit: exitCode.unknown,
    });
  }
  await organizations.remove(id);
  out.write(
    json
      ? orgChangeDocument(version, 'remove', { organization: id })
      : `Deleted organization ${id} on this machine. Nothing was changed at Twilio.\n`,
  );
  return exitCode.done;
}

async function confirmed(prompter: Prompter | null, id: string, given: string | undefined): Promise<void> {
  if (given === id) return;
  if (given === undefined && prompter !== null) {
    await typeOrganization({ key: 'org.remove', organization: id, what: `Delete ${id}` }, prompter);
    return;
  }
  const hint = `Run \`smsctl org remove ${id} --confirm ${id}\`.`;
  if (given === undefined) throw cannotAsk('Confirmation required: this cannot be undone', hint);
  throw new UserError({
    code: 'input.missing',
    message: `\`--confirm\` names another organization than \`${id}\`.`,
    hints: [hint],
  });
}
