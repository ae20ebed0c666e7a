import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { type CommandSpec, type GlobalOptions, jsonOption } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { configExplainDocumentSpec, orgListDocumentSpec } from './org-documents.ts';

const organization = { name: '<organization>', help: 'its id, such as acme-eu', values: 'organization' } as const;

export const orgListCommand: CommandSpec = {
  path: 'org list',
  summary: 'list the organizations that are set up here',
  description: 'Offline. Shows each with its number and its masked Account SID, and which one a command is about now.',
  options: [jsonOption(orgListDocumentSpec)],
  examples: ['smsctl org list', 'smsctl org list --json'],
  document: orgListDocumentSpec,
  withoutOrganization: true,
  withoutCredentials: true,
  load: () => import('./org-list.ts'),
};

export const orgUseCommand: CommandSpec = {
  path: 'org use',
  summary: 'choose the organization that commands are about where nothing else says so',
  description:
    'For people at a terminal. Scripts say it with `--org` or SMSCTL_ORG, and a directory with a .smsctl.json such as {"org": "acme-eu"}. Where only one organization is set up, commands are about that one.',
  arguments: [organization],
  examples: ['smsctl org use acme-eu'],
  withoutOrganization: true,
  withoutCredentials: true,
  load: async () => ({ run: useOrganization }),
};

async function useOrganization(
  { organizations, out }: Context,
  _: object,
  [id = '']: readonly string[],
): Promise<ExitCode> {
  const { knownOrganization } = await import('../../command/known-organization.ts');
  await organizations.use(await knownOrganization(id, organizations));
  out.write(`Commands at a terminal are about ${id} now, where nothing else says so.\n`);
  return exitCode.done;
}

export const orgRenameCommand: CommandSpec = {
  path: 'org rename',
  summary: 'give an organization another id',
  description:
    'Its secrets stay where they are; its last results and the choice of `org use` follow. Never replaces another organization, and can be run again after it was interrupted. A .smsctl.json that names it has to be changed by hand.',
  arguments: [organization, { name: '<new>', help: 'its new id' }],
  examples: ['smsctl org rename default acme-eu'],
  withoutOrganization: true,
  organizationIn: ([id]) => id,
  withoutCredentials: true,
  load: () => import('./org-rename.ts'),
};

export const orgRemoveCommand: CommandSpec = {
  path: 'org remove',
  summary: 'delete an organization: its settings, and its secrets in their stores',
  description:
    'Asks for its id to be typed. What belongs to it at the provider stays: numbers, keys, registrations. Cannot be undone.',
  arguments: [organization],
  options: [
    { flags: '--confirm <organization>', help: 'its id once more, instead of typing it', values: 'organization' },
  ],
  examples: ['smsctl org remove acme-eu', 'smsctl org remove acme-eu --confirm acme-eu'],
  withoutOrganization: true,
  organizationIn: ([id]) => id,
  load: () => import('./org-remove.ts'),
};

export const configPathCommand: CommandSpec = {
  path: 'config path',
  summary: "print where the organization's settings are",
  description: 'The path alone, whether the file is there or not.',
  examples: ['smsctl config path', 'smsctl config path --org acme-eu'],
  withoutCredentials: true,
  organization: 'may-be-new',
  load: async () => ({ run: printPath }),
};

async function printPath({ openWorkspace, out }: Context, { org }: GlobalOptions): Promise<ExitCode> {
  out.write(`${printable(openWorkspace(org, { prompts: false }).settings.location, 4096)}\n`);
  return exitCode.done;
}

export const configExplainCommand: CommandSpec = {
  path: 'config explain',
  summary: 'show each value that commands use, and what gives it',
  description:
    'Offline. Commands use what is saved. If a variable is set that only setup reads, the line says what setup would take. Identifiers are masked, and secrets are never shown.',
  options: [jsonOption(configExplainDocumentSpec)],
  examples: ['smsctl config explain', 'smsctl config explain --json'],
  document: configExplainDocumentSpec,
  load: () => import('./config-explain.ts'),
};
