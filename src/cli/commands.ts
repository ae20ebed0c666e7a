import type { CommandSpec, GroupSpec } from './command/command.ts';
import { acknowledgeCommand } from './commands/acknowledge/acknowledge-command.ts';
import { completeCommand, completionCommand } from './commands/completion/completion-commands.ts';
import { configExportCommand } from './commands/config/config-export-command.ts';
import { contactsCheckCommand } from './commands/contacts/contacts-check-command.ts';
import { contactsClassifyCommand } from './commands/contacts/contacts-classify-command.ts';
import { contactsMergeCommand } from './commands/contacts/contacts-merge-command.ts';
import { contactsRecordCommand } from './commands/contacts/contacts-record-command.ts';
import { credentialsCommands } from './commands/credentials/credentials-commands.ts';
import { deliveriesCommand } from './commands/deliveries/deliveries-command.ts';
import { execCommand } from './commands/exec/exec-command.ts';
import { explainCommand } from './commands/explain/explain-command.ts';
import { helpCommand } from './commands/help/help-command.ts';
import { messageCheckCommand } from './commands/message/message-command.ts';
import {
  configExplainCommand,
  configPathCommand,
  orgListCommand,
  orgRemoveCommand,
  orgRenameCommand,
  orgUseCommand,
} from './commands/org/org-commands.ts';
import { reportCommand } from './commands/report/report-command.ts';
import { sandboxCommand } from './commands/sandbox/sandbox-command.ts';
import { schemaCommand } from './commands/schema/schema-command.ts';
import { sendTestCommand } from './commands/send-test/send-test-command.ts';
import { setupCommand } from './commands/setup/setup-command.ts';
import { statusCommand } from './commands/status/status-command.ts';
import { verifyCommand } from './commands/verify/verify-command.ts';

/** Every command, in the order of the help. Parser, help, error documents and completion read this list. */
export const commands: readonly CommandSpec[] = [
  setupCommand,
  verifyCommand,
  statusCommand,
  deliveriesCommand,
  contactsCheckCommand,
  contactsClassifyCommand,
  contactsMergeCommand,
  contactsRecordCommand,
  ...credentialsCommands,
  explainCommand,
  acknowledgeCommand,
  reportCommand,
  messageCheckCommand,
  sendTestCommand,
  execCommand,
  sandboxCommand,
  orgListCommand,
  orgUseCommand,
  orgRenameCommand,
  orgRemoveCommand,
  configPathCommand,
  configExplainCommand,
  configExportCommand,
  schemaCommand,
  completionCommand,
  completeCommand(() => ({ commands, groups })),
  helpCommand(() => commands),
];

/** The first words that several commands share. */
export const groups: readonly GroupSpec[] = [
  { name: 'contacts', summary: 'check contact lists' },
  { name: 'credentials', summary: 'show, set, switch, rotate and remove the credentials' },
  { name: 'message', summary: 'check a text before you send it' },
  { name: 'org', summary: 'list, choose, rename and delete organizations' },
  { name: 'config', summary: 'show, explain and share the settings' },
];
