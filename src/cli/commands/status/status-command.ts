import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { statusDocumentSpec } from './status-document.ts';

export const statusCommand: CommandSpec = {
  path: 'status',
  summary: 'show the setup, its last verification and the next step',
  description:
    'Works offline and reads the settings only. Identifiers are masked, so you can paste the output into a ticket. ' +
    '--support and --bundle also check the secret stores, without a prompt.',
  options: [
    { flags: '--all', help: 'show every organization in one table', conflicts: ['--support', '--bundle', '--org'] },
    { flags: '--support', help: 'print versions, secret stores, failing checks, settings' },
    {
      flags: '--bundle <file>',
      help: 'write a support bundle (JSON, smsctl.support/1)',
      conflicts: ['--support', '--json'],
    },
    { flags: '-y, --yes', help: 'replace an existing file', requires: ['--bundle'] },
    jsonOption(statusDocumentSpec),
  ],
  examples: [
    ['show the setup', 'smsctl status'],
    ['show every organization', 'smsctl status --all'],
    ['read the next step in a script', 'smsctl status --json | jq .next'],
    ['write a support bundle', 'smsctl status --bundle support.json'],
  ],
  document: statusDocumentSpec,
  withoutCredentials: true,
  needsNoOrganization: ({ all }) => all === true,
  load: () => import('./status.ts'),
};
