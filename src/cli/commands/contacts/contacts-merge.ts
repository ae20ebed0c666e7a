import {
  classifiedFields,
  lineLimit,
  parseClassifiedLine,
  parseTrailer,
} from '../../../domain/contacts/classified-line.ts';
import { parseSummary, startMerge } from '../../../domain/contacts/contact-merge.ts';
import type { ContactsSummary } from '../../../domain/contacts/contact-quality.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { contactRules } from '../../../domain/numbers/contact-rules.ts';
import { counted, countText } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { mergedDocument } from './contacts-document.ts';

export async function run(
  context: Context,
  { rows }: { readonly rows?: number },
  args: readonly string[],
): Promise<ExitCode> {
  const { summary, promised } = await mergeFiles(context, args.length === 0 ? ['-'] : args);
  const wanted = rows ?? promised;
  const isWhole = wanted === null || wanted === summary.rows;
  const exit = isWhole ? exitCode.done : exitCode.notReady;
  context.out.write(mergedDocument(context.version, contactRules, { summary, promised, exit }));
  if (!isWhole) {
    const from = rows === undefined ? 'the trailers say' : '`--rows` says';
    context.err.write(
      `Parts are missing or duplicate: smsctl merged ${counted(summary.rows, 'row')}, but ${from} ${countText(wanted)}.\n`,
    );
  }
  return exit;
}

interface Merged {
  readonly summary: ContactsSummary;
  /** The sum of the parts' trailers; null: there is none. */
  readonly promised: number | null;
}

/** Headers of parts are skipped. Anything else that is neither a line nor a summary is an error: counts would be wrong. */
export async function mergeFiles(context: Context, paths: readonly string[]): Promise<Merged> {
  const { readLines } = await context.contactFiles();
  const merge = startMerge();
  let promised: number | null = null;
  for (const path of paths) {
    let number = 0;
    let document = '';
    for await (const line of readLines([path])) {
      number += 1;
      if (document !== '' || line.startsWith('{')) {
        document += `${line}\n`;
        if (document.length > lineLimit) throw unexpected(path, number);
        if (line !== '}' && !(document === `${line}\n` && line.endsWith('}'))) continue;
        merge.addSummary(summaryOf(document, path, number));
        document = '';
      } else if (line.trim() !== '' && !line.trim().endsWith(classifiedFields.join('\t'))) {
        const rows = parseTrailer(line);
        const parsed = rows === undefined ? parseClassifiedLine(line) : undefined;
        if (rows !== undefined) promised = (promised ?? 0) + rows;
        else if (parsed === undefined) throw unexpected(path, number);
        else merge.addLine(parsed);
      }
    }
    if (document !== '') throw unexpected(path, number);
  }
  return { summary: merge.summary(), promised };
}

function summaryOf(text: string, path: string, line: number): ContactsSummary {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unexpected(path, line);
  }
  const summary = parseSummary(value);
  if (summary === undefined) throw unexpected(path, line);
  const { rules } = value as { rules?: unknown };
  if (rules === contactRules) return summary;
  throw new UserError({
    code: 'contacts.other-rules',
    message: `Unsupported rules in ${name(path)}: ${printable(String(rules), 40)}. This version uses ${contactRules}.`,
    hints: ['Check all parts with the same version of smsctl.'],
  });
}

const name = (path: string): string => (path === '-' ? 'stdin' : printable(path));

const unexpected = (path: string, line: number): UserError =>
  new UserError({
    code: 'contacts.not-classified',
    message: `Invalid line ${line} in ${name(path)}: neither a line of \`contacts classify\` nor a summary.`,
    hints: ['A line has five fields, separated by tabs. A count can come first or as the sixth field.'],
  });
