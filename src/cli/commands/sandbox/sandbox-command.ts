import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import type { CommandSpec } from '../../command/command.ts';

export const sandboxCommand: CommandSpec = {
  path: 'sandbox',
  summary: 'run a small provider on loopback, to try and to test against',
  description:
    'Runs until Ctrl-C and prints the variables with which another shell uses it. Nothing leaves this machine.',
  options: [
    {
      flags: '--scenario <name>',
      help: 'start a provider with one fault; `--list` names them',
      values: 'scenario',
    },
    { flags: '--list', help: 'list the scenarios by what verify says, and start nothing' },
    { flags: '--port <number>', help: 'the port to listen on (default: any free one)', parse: parsePort },
  ],
  examples: ['smsctl sandbox', 'smsctl sandbox --list', 'smsctl sandbox --scenario unregistered-10dlc'],
  furtherHelp: `
Scenarios, among others (\`--list\` prints them all):
  wrong-token, restricted-key, suspended-account, trial-account, number-of-subaccount,
  voice-only, unregistered-10dlc, toll-free-unverified, closed-country, bad-contacts

Paste the exports into another shell.
`,
  withoutCredentials: true,
  withoutOrganization: true,
  verbatim: true,
  load: () => import('./sandbox.ts'),
};

function parsePort(text: string): Parsed<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? accepted(port) : refused('A port is a number from 0 to 65535.');
}
