import { chooseOrganization } from '../../app/choose-organization.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { maskSender, maskSid } from '../../domain/mask.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Context } from '../context.ts';
import { type ListedOrganization, orgListDocument } from '../render/org-documents.ts';
import { styleFor } from '../render/style.ts';

interface OrgListOptions {
  readonly org?: string;
  readonly json?: boolean;
}

export async function run(context: Context, { org, json = false }: OrgListOptions): Promise<ExitCode> {
  const { organizations, out, env, version } = context;
  const ids = await organizations.list();
  const choice = { flag: org, variable: env.SMSCTL_ORG, interactive: true };
  const { id: current, source } = await chooseOrganization(choice, organizations);
  const listed = await Promise.all(ids.map((id) => look(id, context)));
  if (json) {
    out.write(orgListDocument(version, current, listed));
    return exitCode.done;
  }
  const { strong, dim } = styleFor(out, context);
  if (ids.length === 0) out.write('No organization is set up here. Start with `smsctl setup`.\n');
  const width = Math.max(...ids.map((id) => id.length), 0) + 2;
  for (const { id, accountSid, sender, readable } of listed) {
    const mark = id === current ? '*' : ' ';
    const about = readable
      ? `${sender ?? 'no number'}, ${accountSid ?? 'no credentials'}`
      : 'its settings cannot be read';
    out.write(`${mark} ${id === current ? strong(id.padEnd(width)) : id.padEnd(width)}${dim(about)}\n`);
  }
  context.err.write(`Commands are about ${current} (${source}).\n`);
  return exitCode.done;
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
