import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { messageDocumentSpec } from './message-document.ts';

const parseCount = (text: string): Parsed<number> =>
  /^[1-9]\d{0,2}$/.test(text) ? accepted(Number(text)) : refused('Enter a number from 1 to 999.');

export const messageCheckCommand: CommandSpec = {
  path: 'message check',
  summary: 'check the encoding, segments and problems of a text',
  description:
    'Works offline and sends nothing. {{first_name:20}} is a placeholder for a value of at most 20 characters.\n' +
    'Exit code 0: Twilio accepts the text. 1: Twilio would refuse it, or it may need more than --max-segments.',
  arguments: [{ name: '[text]', help: 'text to check, or - for stdin' }],
  options: [
    { flags: '--file <path>', help: 'read the text from a file (UTF-8), or - for stdin' },
    { flags: '--max-segments <number>', help: 'exit with 1 if the text may need more segments', parse: parseCount },
    { flags: '--name <name>', help: 'sender name that recipients know' },
    jsonOption(messageDocumentSpec),
  ],
  examples: [
    ['check a text with a placeholder', 'smsctl message check "Acme: {{order:8}} is here. STOP to opt out."'],
    ['limit a text to one segment', 'smsctl message check --file reminder.txt --max-segments 1'],
    ['count the segments in a script', 'smsctl message check - --json < reminder.txt | jq .segments'],
  ],
  document: messageDocumentSpec,
  withoutCredentials: true,
  organization: 'optional',
  load: () => import('./message-check.ts'),
};
