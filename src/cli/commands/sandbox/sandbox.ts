import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { FormatName } from '../../../domain/variables/format-names.ts';
import type { Context, RunningSandbox } from '../../command/context.ts';
import { styleFor, wrap } from '../../render/style.ts';

interface SandboxOptions {
  readonly scenario?: string;
  readonly port?: number;
  readonly list?: true;
  readonly json?: true;
  readonly format?: FormatName;
  readonly name?: string;
}

export async function run(
  context: Context,
  { list, json, format, name = 'smsctl-sandbox', ...options }: SandboxOptions,
): Promise<ExitCode> {
  const { out, err, startSandbox, untilInterrupted } = context;
  if (list === true && json === true) {
    const { scenariosDocument } = await import('./scenarios-document.ts');
    out.write(scenariosDocument(context.version, await context.listScenarios()));
    return exitCode.done;
  }
  if (list === true) {
    const { scenarioList } = await import('./scenario-list.ts');
    out.write(scenarioList(await context.listScenarios(), out.columns));
    return exitCode.done;
  }
  const sandbox = await startSandbox({ ...options, finished: true });
  try {
    const { columns } = styleFor(err, context);
    const say = (words: string) => err.write(`${wrap(words, columns)}\n`);
    for (const line of introduction(sandbox)) say(line);
    err.write('\nSet these variables in another shell:\n\n');
    const assigned = [...sandbox.variables].map(([variable, value]) => ({ name: variable, value }));
    const { showVariables } = await import('../../command/show-variables.ts');
    const none = { secret: [], hidden: [], removed: [] };
    showVariables({ assigned, ...none }, { format, secretName: name }, context);
    err.write('\n');
    say(`Then run \`smsctl verify\` there. Expected result: ${expected[sandbox.scenario.exit]}.`);
    say('Ctrl-C stops the sandbox and deletes the directory.');
    await untilInterrupted();
    return exitCode.done;
  } finally {
    await sandbox.close();
  }
}

const introduction = ({ url, directory, scenario: { name, about } }: RunningSandbox): readonly string[] => [
  `Mock Twilio API at ${url}`,
  `Scenario ${name}: ${about}`,
  `Settings (finished setup) in temporary directory ${directory}`,
];

const expected = {
  0: 'ready (exit code 0), possibly with warnings',
  1: 'not ready (exit code 1)',
  3: 'unknown (exit code 3)',
} as const;
