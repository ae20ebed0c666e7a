import { explain, longestSubject } from '../../../app/status/explain.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { countText } from '../../../domain/text/counts.ts';
import type { Context } from '../../command/context.ts';
import { noMessageGuide, noMessageText } from '../../render/no-message-text.ts';
import { styleFor } from '../../render/style.ts';
import { explanationLines, subjectLines } from './explain-text.ts';
import { explanationDocument, guideDocument, subjectsDocument } from './explained-documents.ts';

/** Joins the arguments to one text, so that a pasted message needs no quotes. */
export async function run(
  context: Context,
  { json = false, org }: { readonly json?: boolean; readonly org?: string },
  words: readonly string[],
): Promise<ExitCode> {
  const { out, err, version } = context;
  const style = styleFor(out, context);
  if (words.length === 0) {
    out.write(json ? subjectsDocument(version) : subjectLines(style));
    return exitCode.done;
  }
  const text = words.join(' ');
  const explanation = explain(text);
  if (explanation.kind === 'no-message') {
    out.write(
      json ? guideDocument(version, (await noMessageGuide(context, org)).steps) : await noMessageText(context, org),
    );
    return exitCode.done;
  }
  out.write(json ? explanationDocument(context, explanation) : explanationLines(explanation, style));
  if (text.length > longestSubject) {
    err.write(`Only the first ${countText(longestSubject)} characters of the text were examined.\n`);
  }
  return exitCode.done;
}
