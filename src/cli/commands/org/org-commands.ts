import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { type CommandSpec, type GlobalOptions, jsonOption } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import {
  configExplainDocumentSpec,
  configPathDocument,
  configPathDocumentSpec,
  orgChangeDocument,
  orgChangeDocumentSpec,
  orgListDocumentSpec,
} from './org-documents.ts';

const useDocument = orgChangeDocumentSpec('use');
const renameDocument = orgChangeDocumentSpec('rename');
const removeDocument = orgChangeDocumentSpec('remove');

const organization = { name: '<organization>', help: 'organization ID, e.g. acme-eu', values: 'organization' } as const;

export const orgListCommand: CommandSpec = {
  path: 'org list',
  summary: 'list the organizations on this machine',
  description:
    'Lists each organization with its number and masked Account SID, and the one that commands use now. Works offline.',
  options: [jsonOption(orgListDocumentSpec)],
  examples: [
    ['list the organizations', 'smsctl org list'],
    ['list their IDs in a script', "smsctl org list --json | jq -r '.organizations[].id'"],
  ],
  document: orgListDocumentSpec,
  withoutOrganization: true,
  withoutCredentials: true,
  load: () => import('./org-list.ts'),
};

export const orgUseCommand: CommandSpec = {
  path: 'org use',
  summary: 'set the default organization',
  description:
    'Sets the default for commands at a terminal. In scripts, pass `--org` or set SMSCTL_ORG. A directory can have a ' +
    '.smsctl.json such as {"org": "acme-eu"}. If only one organization is set up, commands use it.',
  arguments: [organization],
  options: [jsonOption(useDocument)],
  examples: [['use acme-eu by default', 'smsctl org use acme-eu']],
  document: useDocument,
  withoutOrganization: true,
  withoutCredentials: true,
  load: async () => ({ run: useOrganization }),
};

async function useOrganization(
  { organizations, out, version }: Context,
  { json = false }: { readonly json?: boolean },
  [id = '']: readonly string[],
): Promise<ExitCode> {
  const { knownOrganization } = await import('../../command/known-organization.ts');
  await organizations.use(await knownOrganization(id, organizations));
  out.write(
    json
      ? orgChangeDocument(version, 'use', { organization: id })
      : `${id} is the default organization at a terminal now.\n`,
  );
  return exitCode.done;
}

export const orgRenameCommand: CommandSpec = {
  path: 'org rename',
  summary: 'change the ID of an organization',
  description:
    'Keeps its secrets, last results and default status. Never replaces another organization. If it was interrupted, run it ' +
    'again. A .smsctl.json that names the former ID must be changed by hand.',
  arguments: [organization, { name: '<new>', help: 'new ID' }],
  options: [jsonOption(renameDocument)],
  examples: [['rename default to acme-eu', 'smsctl org rename default acme-eu']],
  document: renameDocument,
  withoutOrganization: true,
  organizationIn: ([id]) => id,
  withoutCredentials: true,
  load: () => import('./org-rename.ts'),
};

export const orgRemoveCommand: CommandSpec = {
  path: 'org remove',
  summary: 'delete an organization with its settings and secrets',
  description:
    'Deletes the settings, results and stored secrets on this machine, after you type the ID. You cannot undo it. Numbers, ' +
    'keys and registrations at Twilio stay.',
  arguments: [organization],
  options: [
    { flags: '--confirm <organization>', help: 'repeat the ID to skip the prompt', values: 'organization' },
    jsonOption(removeDocument),
  ],
  examples: [
    ['delete acme-eu', 'smsctl org remove acme-eu'],
    ['delete it from a script', 'smsctl org remove acme-eu --confirm acme-eu'],
  ],
  document: removeDocument,
  withoutOrganization: true,
  organizationIn: ([id]) => id,
  load: () => import('./org-remove.ts'),
};

export const configPathCommand: CommandSpec = {
  path: 'config path',
  summary: 'print the path of the settings file',
  description: 'Prints the path even if the file does not exist.',
  options: [jsonOption(configPathDocumentSpec)],
  examples: [
    ['print the path', 'smsctl config path'],
    ['print the path of another organization', 'smsctl config path --org acme-eu'],
  ],
  document: configPathDocumentSpec,
  withoutCredentials: true,
  organization: 'may-be-new',
  load: async () => ({ run: printPath }),
};

async function printPath(
  { openWorkspace, organizations, out, version }: Context,
  { org: organization, json = false }: GlobalOptions & { readonly json?: boolean },
): Promise<ExitCode> {
  const { location: settings } = openWorkspace(organization, { prompts: false }).settings;
  out.write(
    json
      ? configPathDocument(version, { organization, settings, exists: await organizations.exists(organization) })
      : `${printable(settings, 4096)}\n`,
  );
  return exitCode.done;
}

export const configExplainCommand: CommandSpec = {
  path: 'config explain',
  summary: 'show each setting and its source',
  description:
    'Commands use the saved settings. If an environment variable is set that only setup reads, the line shows the value that ' +
    'setup would use. Identifiers are masked, and secrets are never shown. Works offline.',
  options: [jsonOption(configExplainDocumentSpec)],
  examples: [
    ['show the settings', 'smsctl config explain'],
    ['read them in a script', 'smsctl config explain --json'],
  ],
  document: configExplainDocumentSpec,
  load: () => import('./config-explain.ts'),
};
