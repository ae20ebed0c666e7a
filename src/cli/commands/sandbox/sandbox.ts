import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { shellSyntax } from '../../../domain/settings/shell-variables.ts';
import type { Context } from '../../command/context.ts';

interface SandboxOptions {
  readonly scenario?: string;
  readonly port?: number;
  readonly list?: true;
}

export async function run(context: Context, options: SandboxOptions): Promise<ExitCode> {
  const { out, err, env, system, startSandbox, untilInterrupted } = context;
  if (options.list === true) {
    const { scenarioList } = await import('./scenario-list.ts');
    out.write(scenarioList(await context.listScenarios(), out.columns));
    return exitCode.done;
  }
  const sandbox = await startSandbox(options);
  try {
    err.write(`The sandbox answers on ${sandbox.url}. In another shell:\n\n`);
    const { set } = shellSyntax({ platform: system.platform, env });
    for (const [name, value] of sandbox.variables) out.write(set(name, value));
    err.write('\nRun `smsctl setup` there first, then `smsctl verify`. Ctrl-C stops the sandbox.\n');
    await untilInterrupted();
    return exitCode.done;
  } finally {
    await sandbox.close();
  }
}
