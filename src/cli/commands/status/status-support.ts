import { readSupport, type Support } from '../../../app/status/support.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { styleFor } from '../../render/style.ts';
import { supportLines } from './support-text.ts';

export interface SupportOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly bundle?: string;
  readonly yes?: boolean;
}

/** What `--support` prints, or `--bundle` writes, instead of the status. */
export async function showSupport(
  context: Context,
  { org, copyable, json = false, bundle, yes = false }: SupportOptions,
): Promise<ExitCode> {
  const { clock, env, err, out, system } = context;
  const workspace = context.openWorkspace(org, { prompts: false });
  const support = copyable(
    await readSupport(
      { organization: org, system: { smsctl: context.version, ...system }, env, provider: workspace.provider },
      { ...workspace, clock },
    ),
  );
  if (bundle !== undefined) {
    await context.writeOutput(bundle, supportDocument(support), { replace: yes, isOwn: isBundle });
    err.write(
      `Written to ${printable(bundle)}. Read it before you send it: \`manifest\` lists what was masked and left out.\n`,
    );
  } else out.write(json ? supportDocument(support) : supportLines(support, styleFor(out, context), copyable));
  return exitCode.done;
}

/** True for a text that `--bundle` has written. */
const isBundle = (text: string): boolean => text.startsWith('{\n  "schema": "smsctl.support/1"');

const supportDocument = (support: Support): string =>
  jsonText({
    schema: 'smsctl.support/1',
    version: support.versions.smsctl,
    ...support,
    exitCode: exitCode.done,
    error: null,
  });
