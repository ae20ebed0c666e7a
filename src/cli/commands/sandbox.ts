import { accepted, type Parsed, refused } from '../../domain/parsed.ts';
import type { CommandSpec } from '../command.ts';
import type { ListedScenario } from '../context.ts';

export const sandboxCommand: CommandSpec = {
  path: 'sandbox',
  summary: 'run a small provider on loopback, to try and to test against',
  description:
    'Runs until Ctrl-C and prints the variables with which another shell uses it. Nothing leaves this machine.',
  options: [
    { flags: '--scenario <name>', help: 'a provider on which one thing is not as it should be; see below' },
    { flags: '--port <number>', help: 'the port to listen on (default: any free one)', parse: parsePort },
  ],
  examples: ['smsctl sandbox', 'smsctl sandbox --scenario unregistered-10dlc'],
  furtherHelp: async ({ listScenarios }) =>
    `Paste the exports into another shell.\n\nScenarios, with what verify comes to:\n${(await listScenarios()).map(scenarioLine).join('\n')}`,
  withoutCredentials: true,
  load: () => import('../actions/sandbox.ts'),
};

function parsePort(text: string): Parsed<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? accepted(port) : refused('A port is a number from 0 to 65535.');
}

const verdicts = { 0: 'ready', 1: 'not ready', 3: 'unknown' } as const;

const scenarioLine = ({ name, about, exit }: ListedScenario): string =>
  `  ${name.padEnd(30)}${verdicts[exit]}: ${about}`;
