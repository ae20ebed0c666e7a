import type { FormatName } from '../../domain/variables/format-names.ts';
import { printVariables, shellOf } from '../../domain/variables/print-variables.ts';
import type { PrintedVariables } from '../../domain/variables/variable-format.ts';
import type { Context } from './context.ts';

interface Choice {
  /** Absent: that of this machine's shell. */
  readonly format: FormatName | undefined;
  readonly secretName: string;
}

/** Prints variables on stdout, and on stderr what the format cannot hold. Throws as `printVariables` does, before it prints. */
export function showVariables(variables: PrintedVariables, { format, secretName }: Choice, context: Context): void {
  const { out, err, env, system } = context;
  const chosen = format ?? shellOf({ platform: system.platform, env });
  const { text, announced, notes } = printVariables(variables, { format: chosen, secretName });
  err.write(announced);
  for (const words of notes) err.write(`${words}\n`);
  out.write(text);
}
