import {
  type ChosenOrganization,
  chooseOrganization,
  requireOrganization,
} from '../../../app/organizations/choose-organization.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { maskSender, maskSid } from '../../../domain/text/mask.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { styleFor } from '../../render/style.ts';
import { type ListedOrganization, orgListDocument } from './org-documents.ts';

export async function run(
  context: Context,
  { org, json = false }: { readonly org?: string; readonly json?: boolean },
): Promise<ExitCode> {
  const { organizations, out, version } = context;
  const ids = await organizations.list();
  const using = await currentOrganization(context, org);
  const current = using instanceof UserError || !ids.includes(using.id) ? null : using.id;
  const listed = await Promise.all(ids.map((id) => look(id, context)));
  if (json) {
    out.write(orgListDocument(version, current, listed));
    return exitCode.done;
  }
  const { strong, dim } = styleFor(out, context);
  if (ids.length === 0) out.write('No organization is set up here. To set one up, run `smsctl setup`.\n');
  const width = Math.max(...ids.map((id) => id.length), 0) + 2;
  for (const { id, accountSid, sender, readable } of listed) {
    const mark = id === current ? '*' : ' ';
    const about = readable ? `${sender ?? 'no number'}, ${accountSid ?? 'no credentials'}` : 'settings cannot be read';
    out.write(`${mark} ${id === current ? strong(id.padEnd(width)) : id.padEnd(width)}${dim(about)}\n`);
  }
  if (using instanceof UserError) context.err.write(`No default organization: ${using.message}\n`);
  else if (current !== null) context.err.write(`Default: ${current} (from ${using.source}).\n`);
  return exitCode.done;
}

/** The organization that other commands would use here, or the error that they would end with. */
async function currentOrganization(
  { organizations, env, interactive }: Context,
  flag: string | undefined,
): Promise<ChosenOrganization | UserError> {
  try {
    const chosen = await chooseOrganization({ flag, variable: env.SMSCTL_ORG, interactive }, organizations);
    await requireOrganization(chosen, organizations);
    return chosen;
  } catch (error) {
    // The list helps with an unknown or ambiguous organization. Other errors end the command.
    if (error instanceof UserError && error.code.startsWith('org.')) return error;
    throw error;
  }
}

async function look(id: string, { openWorkspace }: Context): Promise<ListedOrganization> {
  try {
    const { credentials, number } = (await openWorkspace(id, { prompts: false }).settings.load()) ?? {};
    const accountSid = credentials === undefined ? null : maskSid(credentials.accountSid);
    return { id, accountSid, sender: number === undefined ? null : maskSender(number.sender), readable: true };
  } catch (error) {
    if (error instanceof UserError) return { id, accountSid: null, sender: null, readable: false };
    throw error;
  }
}
