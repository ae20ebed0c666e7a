import { reportCredentials } from '../../app/report-credentials.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import type { Context } from '../context.ts';
import { credentialsDocument } from '../render/credentials-document.ts';
import { credentialsLines } from '../render/credentials-text.ts';
import { styleFor } from '../render/style.ts';
import type { CredentialsOptions } from './credentials-desk.ts';

export async function run(context: Context, { org, copyable, json }: CredentialsOptions): Promise<ExitCode> {
  const { settings } = context.openWorkspace(org, { prompts: false });
  const report = copyable(reportCredentials((await settings.load()) ?? {}, context.clock.now()));
  const { out, version } = context;
  const document = () =>
    credentialsDocument({
      version,
      organization: org,
      provider: null,
      changed: false,
      dryRun: false,
      report,
      checks: [],
      createdKey: null,
      advice: [],
      exit: exitCode.done,
    });
  out.write(json ? document() : credentialsLines(org, report, styleFor(out, context), []));
  return exitCode.done;
}
