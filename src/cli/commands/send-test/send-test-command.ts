import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { parseDuration } from '../../command/duration.ts';
import { sendTestDocumentSpec } from './send-test-document.ts';

export const sendTestCommand: CommandSpec = {
  path: 'send-test',
  summary: 'send one real message, and follow it to its end',
  description:
    'The only command that sends, and costs what a message costs. Looks first whether it would leave; asks twice. Exit code 0: delivered; 1: not sent, or not delivered; 3: no word of a delivery yet.',
  options: [
    {
      flags: '--to <number>',
      help: 'the recipient, in E.164 or as dialled in the country of the sender',
      required: true,
    },
    { flags: '--body <text>', help: 'the text; by default one sentence that names the team' },
    { flags: '--yes', help: 'send without asking' },
    {
      flags: '--follow <time>',
      help: 'how long to wait for the delivery, such as 2m (default 60s)',
      parse: parseDuration,
    },
    jsonOption(sendTestDocumentSpec),
  ],
  examples: ['smsctl send-test --to +12025550123', 'smsctl send-test --to +12025550123 --yes --json | jq -r .status'],
  document: sendTestDocumentSpec,
  load: () => import('./send-test.ts'),
};
