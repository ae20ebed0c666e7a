import { readStatus } from '../../app/read-status.ts';
import { readSupport } from '../../app/support.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { printable } from '../../domain/printable.ts';
import type { GlobalOptions } from '../command.ts';
import type { Context } from '../context.ts';
import { statusDocument } from '../render/status-document.ts';
import { statusLines } from '../render/status-text.ts';
import { styleFor } from '../render/style.ts';
import { supportDocument } from '../render/support-document.ts';
import { supportLines } from '../render/support-text.ts';

interface StatusOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly support?: boolean;
  readonly bundle?: string;
}

export async function run(context: Context, options: StatusOptions): Promise<ExitCode> {
  const { org, json = false } = options;
  if (options.support === true || options.bundle !== undefined) return showSupport(context, options);
  const { settings, verification } = context.openWorkspace(org, { prompts: false });
  const { clock, out, version } = context;
  const status = await readStatus(org, await settings.load(), { clock, verification });
  out.write(
    json ? statusDocument(version, status, exitCode.done) : statusLines(status, styleFor(out, context), clock.now()),
  );
  return exitCode.done;
}

async function showSupport(context: Context, { org, json = false, bundle }: StatusOptions): Promise<ExitCode> {
  const { clock, env, err, out, system } = context;
  const workspace = context.openWorkspace(org, { prompts: false });
  const support = await readSupport(
    { organization: org, system: { smsctl: context.version, ...system }, env, provider: workspace.provider },
    { ...workspace, clock },
  );
  if (bundle !== undefined) {
    await context.writeOutput(bundle, supportDocument(support));
    err.write(
      `Written to ${printable(bundle)}. Its \`manifest\` lists what was masked and left out; look at it before it is sent.\n`,
    );
  } else out.write(json ? supportDocument(support) : supportLines(support, styleFor(out, context)));
  return exitCode.done;
}
