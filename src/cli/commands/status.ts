import { type CommandSpec, jsonOption } from '../command.ts';
import { statusForm } from '../render/status-document.ts';

export const statusCommand: CommandSpec = {
  path: 'status',
  summary: 'show who owns SMS, the number, the method, the last verification, and what to do next',
  description:
    'Offline: reads the settings alone, no keychain, no network. Identifiers are masked, so that it can be pasted into a ticket.',
  options: [jsonOption(statusForm)],
  examples: ['smsctl status', 'smsctl status --json | jq .next'],
  document: statusForm,
  load: () => import('../actions/status.ts'),
};
