import { explain } from '../../app/explain.ts';
import { errorCodes } from '../../domain/error-codes.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { checklist } from '../../setup/checklist.ts';
import type { GlobalOptions } from '../command.ts';
import type { Context } from '../context.ts';
import { explanationDocument } from '../render/explain-document.ts';
import { explanationLines } from '../render/explain-text.ts';
import { styleFor } from '../render/style.ts';

interface ExplainOptions extends GlobalOptions {
  readonly json?: boolean;
}

export async function run(
  context: Context,
  { json = false }: ExplainOptions,
  [subject]: readonly string[],
): Promise<ExitCode> {
  const { out, version } = context;
  const explanation = subject === undefined ? undefined : explain(subject);
  if (json) out.write(explanationDocument(version, explanation ?? everything()));
  else out.write(explanation === undefined ? listLines() : explanationLines(explanation, styleFor(out, context)));
  return exitCode.done;
}

const everything = () => ({
  kind: 'list' as const,
  checks: checklist.map(({ id }) => id),
  codes: errorCodes.map(({ code }) => String(code)),
});

const listLines = (): string =>
  [
    ...errorCodes.map(({ code, title }) => `${code}  ${title}`),
    '',
    ...checklist.map(({ id, title }) => `${id.padEnd(24)}${title}`),
    '',
  ].join('\n');
