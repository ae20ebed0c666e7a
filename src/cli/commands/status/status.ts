import { readStatus } from '../../../app/status/read-status.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { Context } from '../../command/context.ts';
import { styleFor } from '../../render/style.ts';
import { statusDocument } from './status-document.ts';
import type { SupportOptions } from './status-support.ts';
import { statusLines } from './status-text.ts';

export async function run(
  context: Context,
  options: SupportOptions & { readonly support?: boolean; readonly all?: boolean },
): Promise<ExitCode> {
  const { org, copyable, json = false } = options;
  if (options.all === true) return (await import('./status-all.ts')).showAll(context, { json });
  if (options.support === true || options.bundle !== undefined) {
    return (await import('./status-support.ts')).showSupport(context, options);
  }
  const { settings, verification } = context.openWorkspace(org, { prompts: false });
  const { clock, out, version } = context;
  const status = copyable(await readStatus(org, await settings.load(), { clock, verification }));
  out.write(
    json
      ? statusDocument(version, status, exitCode.done)
      : statusLines(status, styleFor(out, context), clock.now(), copyable),
  );
  return exitCode.done;
}
