import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { variableOptions } from '../../command/variable-options.ts';
import { scenariosDocumentSpec } from './scenarios-document.ts';

export const sandboxCommand: CommandSpec = {
  path: 'sandbox',
  summary: 'run a mock Twilio API on this machine',
  description:
    'Runs until Ctrl-C. Prints variables: paste them into another shell, and smsctl uses the mock server there. ' +
    'Nothing leaves this machine.',
  options: [
    {
      flags: '--scenario <name>',
      help: 'simulate one fault; `--list` lists them',
      values: 'scenario',
    },
    { flags: '--list', help: 'list the scenarios, and exit', conflicts: ['--scenario', '--port', '--format'] },
    { flags: '--port <number>', help: 'listen on this port (default: a free one)', parse: parsePort },
    ...variableOptions([]),
    { ...jsonOption(scenariosDocumentSpec), requires: ['--list'] },
  ],
  examples: [
    ['start the mock server', 'smsctl sandbox'],
    ['list the scenarios', 'smsctl sandbox --list'],
    ['simulate a number without a campaign', 'smsctl sandbox --scenario unregistered-10dlc'],
  ],
  furtherHelp:
    'Some scenarios (`--list` prints all): wrong-token, restricted-key, suspended-account, trial-account, ' +
    'number-of-subaccount, voice-only, unregistered-10dlc, toll-free-unverified, closed-country, bad-contacts.',
  document: scenariosDocumentSpec,
  withoutCredentials: true,
  withoutOrganization: true,
  verbatim: true,
  load: () => import('./sandbox.ts'),
};

function parsePort(text: string): Parsed<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? accepted(port) : refused('Enter a port from 0 to 65535.');
}
