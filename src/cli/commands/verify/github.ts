import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { selectionText } from '../../../domain/readiness/selection.ts';
import { countsUnknown, isOpen, summarize, summaryText, verdictSentence } from '../../../domain/readiness/verdict.ts';
import { maskIdentifiers } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { ErrorContext } from '../../command/document.ts';
import { resultWords, type VerifyFormat } from './verify-run.ts';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const escaped = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (value: string): string => escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Annotations of a GitHub Actions run: one for each check that needs attention, and the verdict if SMS is ready. A run with selected checks says so. */
export const githubAnnotations: VerifyFormat = ({ verdict, results, needed, selection, strict, source }) => {
  const narrowed = `${selectionText(selection)}: this run does not say whether SMS can be used.`;
  const ready = `Ready: ${verdictSentence('ready', summarize(results))} ${summaryText(summarize(results))}`;
  const ofApplication = `Partial: ${summaryText(summarize(results))}. A configuration does not show whether SMS can be used.`;
  const isPartial = verdict === 'partial' && source.kind !== 'organization';
  const words = verdict === 'ready' ? ready : isPartial ? ofApplication : undefined;
  const success = words === undefined ? '' : line('notice', 'smsctl verify', words);
  const note = selection.complete ? success : line('notice', 'smsctl selection', narrowed);
  const shown = [...results, ...needed.filter(isOpen)];
  return [note, ...shown.map((result) => annotation(result, selection, strict))].join('');
};

export const githubFailure = (_: ErrorContext, { code, message, hints }: UserError): string =>
  line('error', `smsctl ${code}`, [message, ...hints].join(' '));

const line = (level: string, title: string, words: string): string =>
  `::${level} title=${escapedProperty(title)}::${escaped(printable(maskIdentifiers(words), 2000))}\n`;

function annotation(result: CheckResult, selection: Selection, strict: boolean): string {
  const { status, id } = result;
  const level = levelOf(status, countsUnknown(result, selection, strict), strict);
  return level === undefined ? '' : line(level, `smsctl ${id}`, resultWords(result));
}

function levelOf(status: CheckResult['status'], counts: boolean, strict: boolean) {
  if (status === 'fail' || (status === 'warn' && strict)) return 'error';
  if (status === 'warn' || (status === 'unknown' && counts)) return 'warning';
  return status === 'unknown' ? 'notice' : undefined;
}
