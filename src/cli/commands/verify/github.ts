import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { countsUnknown } from '../../../domain/readiness/verdict.ts';
import { maskIdentifiers } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { Moment } from '../../command/document.ts';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const escaped = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (value: string): string => escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C');

interface Verification {
  /** Of the selected checks. */
  readonly results: readonly CheckResult[];
  /** Of checks that were not selected, and that decide about selected ones. */
  readonly needed: readonly CheckResult[];
  readonly selection: Selection;
  /** Counts a warning as a failure. */
  readonly strict: boolean;
}

/** What needs attention, as annotations of a GitHub Actions run; nothing for what passes. A narrowed run says that it is one. */
export function githubAnnotations({ results, needed, selection, strict }: Verification): string {
  const open = needed.filter(
    ({ status, blockedBy }) => (status === 'fail' || status === 'unknown') && blockedBy === null,
  );
  const { complete, ids, of } = selection;
  const note = complete
    ? ''
    : line(
        'notice',
        'smsctl selection',
        `${ids.size} of ${of} checks selected: this run does not say whether SMS can be used.`,
      );
  return [note, ...[...results, ...open].map((result) => annotation(result, selection, strict))].join('');
}

/** The annotation of a run that could not start. */
export const githubFailure = (_: Moment, { code, message, hints }: UserError): string =>
  line('error', `smsctl ${code}`, [message, ...hints].join(' '));

const line = (level: string, title: string, words: string): string =>
  `::${level} title=${escapedProperty(title)}::${escaped(printable(maskIdentifiers(words), 2000))}\n`;

function annotation(result: CheckResult, selection: Selection, strict: boolean): string {
  const { status, id, detail, remedy } = result;
  const level = levelOf(status, countsUnknown(result, selection, strict), strict);
  if (level === undefined) return '';
  const command = remedy?.command == null ? '' : ` \`${remedy.command}\``;
  const words = remedy === null ? detail : `${detail} ${remedy.text}${command}`;
  return line(level, `smsctl ${id}`, words);
}

function levelOf(status: CheckResult['status'], counts: boolean, strict: boolean) {
  if (status === 'fail' || (status === 'warn' && strict)) return 'error';
  if (status === 'warn' || (status === 'unknown' && counts)) return 'warning';
  return status === 'unknown' ? 'notice' : undefined;
}
