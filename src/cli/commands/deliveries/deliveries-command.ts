import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { defaultLimit, defaultMaxFailed } from './deliveries-defaults.ts';
import { deliveriesDocumentSpec } from './deliveries-document-spec.ts';
import { parseMoment } from './moment.ts';

function parseLimit(text: string): Parsed<number> {
  const limit = Number(text.trim().replaceAll(/[,_]/g, ''));
  return Number.isSafeInteger(limit) && limit >= 1 && limit <= 10_000_000
    ? accepted(limit)
    : refused('Enter a number of messages from 1 to 10,000,000.');
}

function parsePercent(text: string): Parsed<number> {
  const [, number = ''] = /^(\d{1,3}(?:\.\d{1,3})?) ?%?$/.exec(text.trim()) ?? [];
  return number !== '' && Number(number) <= 100
    ? accepted(Number(number))
    : refused('Enter a percentage from 0 to 100, e.g. 5 or 2.5.');
}

function parseMessageSid(text: string): Parsed<string> {
  const sid = text.trim();
  return /^(?:SM|MM)[0-9a-fA-F]{32}$/.test(sid)
    ? accepted(sid)
    : refused('Enter the SID of a message: SM or MM and 32 digits from 0-9 and a-f.');
}

export const deliveriesCommand: CommandSpec = {
  path: 'deliveries',
  summary: 'show what became of recent messages, and why',
  description:
    'Reads the messages and alerts of the account at Twilio: how many arrived, failed or wait, why, where, and what they ' +
    'cost. `--to` shows the messages of one recipient and what to tell them, and `--message` one message. Sends GET requests ' +
    'only, shows no texts and no recipients unless asked to, and saves nothing.\n' +
    'Exit code 0: the share of failed messages is within `--max-failed`, or fewer than 20 messages have a known outcome. 1: ' +
    'more failed, or the newest message of `--to`, or the one of `--message`. 3: Twilio could not be asked.',
  options: [
    { flags: '--since <time>', help: 'from then on: 24h, 7d, a day or a time (default 24h)', parse: parseMoment },
    { flags: '--until <time>', help: 'up to then (default now)', parse: parseMoment },
    { flags: '--from <sender>', help: 'messages of this number, sender ID or service (MG…)' },
    {
      flags: '--to <number>',
      help: 'messages of this recipient (default: all times)',
      conflicts: ['--message', '--follow', '--max-failed'],
    },
    {
      flags: '--message <sid>',
      help: 'one message with its alerts',
      parse: parseMessageSid,
      conflicts: ['--since', '--until', '--from', '--limit', '--follow', '--max-failed'],
    },
    {
      flags: '--follow',
      help: 'print new failures as they come, until Ctrl-C',
      conflicts: ['--until', '--json'],
    },
    { flags: '--limit <count>', help: `read at most this many messages (default ${defaultLimit})`, parse: parseLimit },
    {
      flags: '--max-failed <percent>',
      help: `exit with 1 if more messages failed (default ${defaultMaxFailed})`,
      parse: parsePercent,
    },
    { flags: '--show-text', help: 'print the texts of messages', requires: ['--to', '--message'] },
    { flags: '--show-numbers', help: 'print recipients unmasked' },
    jsonOption(deliveriesDocumentSpec),
  ],
  examples: [
    ['show the last 24 hours', 'smsctl deliveries'],
    ['show the last week of one sender', 'smsctl deliveries --since 7d --from +12025550142'],
    ['find out why a customer got no message', 'smsctl deliveries --to +12025550123'],
    ['show one message', `smsctl deliveries --message SM${'0'.repeat(32)}`],
    ['watch a launch', 'smsctl deliveries --follow'],
    ['fail a job if more than 2 % failed in the last hour', 'smsctl deliveries --since 1h --max-failed 2'],
    ['list the causes in a script', 'smsctl deliveries --json | jq .codes'],
  ],
  document: deliveriesDocumentSpec,
  load: () => import('./deliveries.ts'),
};
