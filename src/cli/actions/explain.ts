import { explain, longestSubject } from '../../app/explain.ts';
import { countText } from '../../domain/counts.ts';
import { errorCodes } from '../../domain/error-codes.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { messageStates } from '../../domain/message-states.ts';
import { checklist } from '../../setup/checklist.ts';
import type { GlobalOptions } from '../command.ts';
import type { Context } from '../context.ts';
import { explanationDocument } from '../render/explain-document.ts';
import { explanationLines, subjectLines } from '../render/explain-text.ts';
import { styleFor } from '../render/style.ts';

interface ExplainOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** The words of the command line are one text, so that a pasted message needs no quotes. */
export async function run(
  context: Context,
  { json = false }: ExplainOptions,
  words: readonly string[],
): Promise<ExitCode> {
  const { out, err, version } = context;
  const style = styleFor(out, context);
  if (words.length === 0) {
    out.write(json ? explanationDocument(version, everything()) : subjectLines(style));
    return exitCode.done;
  }
  const text = words.join(' ');
  const explanation = explain(text);
  out.write(json ? explanationDocument(version, explanation) : explanationLines(explanation, style));
  if (text.length > longestSubject) {
    err.write(`Only the first ${countText(longestSubject)} characters of the text were examined.\n`);
  }
  return exitCode.done;
}

const everything = () => ({
  kind: 'list' as const,
  checks: checklist.map(({ id }) => id),
  codes: errorCodes.map(({ code }) => String(code)),
  states: messageStates.map(({ id }) => id),
});
