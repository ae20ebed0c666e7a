import { reportCredentials } from '../../../app/credentials/report-credentials.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { Context } from '../../command/context.ts';
import { styleFor } from '../../render/style.ts';
import { credentialsDocument } from './credentials-document.ts';
import { credentialsLines } from './credentials-text.ts';
import type { CredentialsOptions } from './run-credentials-command.ts';

export async function run(context: Context, { org, copyable, json }: CredentialsOptions): Promise<ExitCode> {
  const { settings } = context.openWorkspace(org, { prompts: false });
  const report = copyable(reportCredentials((await settings.load()) ?? {}, context.clock.now()));
  const { out, version } = context;
  out.write(
    json
      ? credentialsDocument({ version, organization: org, report, exit: exitCode.done })
      : credentialsLines(org, report, styleFor(out, context), []),
  );
  return exitCode.done;
}
