import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { messageDocumentSpec } from './message-document.ts';

const parseCount = (text: string): Parsed<number> =>
  /^[1-9]\d{0,2}$/.test(text) ? accepted(Number(text)) : refused('A number of segments is 1 or more.');

export const messageCheckCommand: CommandSpec = {
  path: 'message check',
  summary: 'say how a text is encoded, how many segments it costs, and what keeps it from arriving',
  description:
    'Offline; sends nothing. {{first_name:20}} stands for a value of at most 20 characters. Exit code 0: it can be sent; 1: the provider would refuse it, or its worst case is over --max-segments.',
  arguments: [{ name: '[text]', help: 'the text; - reads it from stdin' }],
  options: [
    { flags: '--file <path>', help: 'read the text from a file (UTF-8; - is stdin)' },
    { flags: '--max-segments <number>', help: 'exit with 1 when the worst case is longer', parse: parseCount },
    { flags: '--name <name>', help: 'the name by which recipients know the sender' },
    jsonOption(messageDocumentSpec),
  ],
  examples: [
    'smsctl message check "Acme: your order {{order_id:8}} has left. Reply STOP to opt out."',
    'smsctl message check --file reminder.txt --max-segments 1',
    'smsctl message check - --json < reminder.txt | jq .segments',
  ],
  document: messageDocumentSpec,
  withoutCredentials: true,
  organization: 'optional',
  load: () => import('./message-check.ts'),
};
