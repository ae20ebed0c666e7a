import { explain, longestSubject } from '../../../app/status/explain.ts';
import { errorCodes } from '../../../domain/error-codes/error-codes.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { messageStates } from '../../../domain/messages/message-states.ts';
import { countText } from '../../../domain/text/counts.ts';
import { checklist } from '../../../setup/checklist.ts';
import type { Context } from '../../command/context.ts';
import { styleFor } from '../../render/style.ts';
import { explanationDocument } from './explain-document.ts';
import { explanationLines, subjectLines } from './explain-text.ts';

/** Joins the arguments to one text, so that a pasted message needs no quotes. */
export async function run(
  context: Context,
  { json = false }: { readonly json?: boolean },
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
