import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { statusDocumentSpec } from './status-document.ts';

export const statusCommand: CommandSpec = {
  path: 'status',
  summary: 'show who owns SMS, the number, the method, the last verification, and what to do next',
  description:
    'Offline: reads the settings alone, no keychain, no network. Identifiers are masked, so that it can be pasted into a ticket. --support and --bundle also probe the secret stores, which asks nobody; still no network.',
  options: [
    {
      flags: '--support',
      help: 'print what support asks for instead: versions, stores (probed), masked settings, variables by name',
    },
    {
      flags: '--bundle <file>',
      help: 'write the same as one JSON document (smsctl.support/1) with a list of what was masked',
    },
    { flags: '-y, --yes', help: 'with --bundle: replace a file that exists' },
    jsonOption(statusDocumentSpec),
  ],
  examples: ['smsctl status', 'smsctl status --json | jq .next', 'smsctl status --bundle support.json'],
  document: statusDocumentSpec,
  withoutCredentials: true,
  load: () => import('./status.ts'),
};
