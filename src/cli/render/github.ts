import type { CheckResult } from '../../domain/check.ts';
import { maskIdentifiers } from '../../domain/mask.ts';
import { printable } from '../../domain/printable.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { Moment } from './document.ts';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const escaped = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (value: string): string => escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** What needs somebody's attention, as annotations of a GitHub Actions run; nothing for what passes. */
export function githubAnnotations(results: readonly CheckResult[], strict: boolean): string {
  return results.map((result) => annotation(result, strict)).join('');
}

/** The annotation of a run that could not start. */
export const githubFailure = (_: Moment, { code, message, hints }: UserError): string =>
  line('error', `smsctl ${code}`, [message, ...hints].join(' '));

const line = (level: string, title: string, words: string): string =>
  `::${level} title=${escapedProperty(title)}::${escaped(printable(maskIdentifiers(words), 2000))}\n`;

function annotation({ status, required, id, detail, remedy }: CheckResult, strict: boolean): string {
  const level = levelOf(status, required, strict);
  if (level === undefined) return '';
  const command = remedy?.command == null ? '' : ` \`${remedy.command}\``;
  const words = remedy === null ? detail : `${detail} ${remedy.text}${command}`;
  return line(level, `smsctl ${id}`, words);
}

function levelOf(status: CheckResult['status'], required: boolean, strict: boolean) {
  if (status === 'fail' || (status === 'warn' && strict)) return 'error';
  if (status === 'warn' || (status === 'unknown' && required)) return 'warning';
  return status === 'unknown' ? 'notice' : undefined;
}
