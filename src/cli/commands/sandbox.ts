import { accepted, type Parsed, refused } from '../../domain/parsed.ts';
import type { CommandSpec } from '../command.ts';
import type { ListedScenario } from '../context.ts';

export const sandboxCommand: CommandSpec = {
  path: 'sandbox',
  summary: 'run a small provider on loopback, to try and to test against',
  description:
    'Runs until Ctrl-C and prints the variables with which another shell uses it. Nothing leaves this machine.',
  options: [
    {
      flags: '--scenario <name>',
      help: 'a provider on which one thing is not as it should be; see below',
      values: 'scenario',
    },
    { flags: '--port <number>', help: 'the port to listen on (default: any free one)', parse: parsePort },
  ],
  examples: ['smsctl sandbox', 'smsctl sandbox --scenario unregistered-10dlc'],
  furtherHelp: async ({ listScenarios, out }) => {
    const { wrap } = await import('../render/style.ts');
    const all = await listScenarios();
    const groups = ([0, 1, 3] as const).flatMap((exit) => [
      '',
      `Scenarios on which verify says ${verdicts[exit]} (exit code ${exit}):`,
      ...all.filter((each) => each.exit === exit).map((each) => scenarioLine(each, out.columns, wrap)),
    ]);
    return ['Paste the exports into another shell.', ...groups].join('\n');
  },
  withoutCredentials: true,
  standsAlone: true,
  verbatim: true,
  load: () => import('../actions/sandbox.ts'),
};

function parsePort(text: string): Parsed<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? accepted(port) : refused('A port is a number from 0 to 65535.');
}

const verdicts = { 0: 'ready, perhaps with a warning', 1: 'not ready', 3: 'unknown' } as const;

const nameWidth = 31;

/** The name, and beside it what it is; below it where there is no room beside it. */
function scenarioLine(
  { name, about }: ListedScenario,
  columns: number,
  wrap: (text: string, columns: number, indent: number) => string,
): string {
  if (columns < nameWidth + 30) return `  ${name}\n${wrap(about, columns, 4)}`;
  return `  ${name.padEnd(nameWidth - 2)}${wrap(about, Math.min(columns, 100), nameWidth).trimStart()}`;
}
