import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { parseDuration } from '../../command/duration.ts';
import { sendTestDocumentSpec } from './send-test-document.ts';

export const sendTestCommand: CommandSpec = {
  path: 'send-test',
  summary: 'send one real message and wait for its delivery',
  description:
    'Sends a real, billable SMS. No other command sends. First checks whether Twilio would accept the message, then asks ' +
    'for confirmation twice.\n' +
    'Exit code 0: delivered. 1: not sent or not delivered. 3: no delivery report yet.',
  options: [
    {
      flags: '--to <number>',
      help: 'recipient: E.164, or national in the country of the sender',
      required: true,
    },
    { flags: '--body <text>', help: 'text to send (default: a sentence that names the team)' },
    { flags: '--yes', help: 'send without a prompt' },
    {
      flags: '--follow <time>',
      help: 'wait this long for the delivery, e.g. 2m (default 60s)',
      parse: parseDuration,
    },
    jsonOption(sendTestDocumentSpec),
  ],
  examples: [
    ['send a test message', 'smsctl send-test --to +12025550123'],
    ['send it from a script', 'smsctl send-test --to +12025550123 --yes --json | jq -r .status'],
  ],
  document: sendTestDocumentSpec,
  load: () => import('./send-test.ts'),
};
