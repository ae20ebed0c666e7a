import { classifiedFields, classifiedLine } from '../../domain/classified-line.ts';
import { plainName } from '../../domain/contact-columns.ts';
import { splitLine } from '../../domain/delimited-line.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { parseCountry } from '../../domain/phone.ts';
import { printable } from '../../domain/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { GlobalOptions } from '../command.ts';
import type { Context } from '../context.ts';

interface ClassifyOptions extends GlobalOptions {
  readonly contactsCountry?: string;
  readonly contactsColumn?: string;
  readonly delimiter?: string;
  readonly keep?: boolean;
}

export async function run(context: Context, options: ClassifyOptions): Promise<ExitCode> {
  const { contactsColumn: column, delimiter = ',', keep = false } = options;
  const country = countryOf(options.contactsCountry ?? (context.env.SMSCTL_CONTACTS_COUNTRY || undefined));
  const { pipeLines } = await context.contactFiles();
  const judgeCell = await context.openJudge();
  const isNumbered = column !== undefined && /^[1-9]\d{0,4}$/.test(column);
  let at = isNumbered ? Number(column) - 1 : -1;
  let isFirst = true;
  const answer = (line: string): string => {
    if (column === undefined) return classifiedLine(line, country, judgeCell);
    if (isFirst && !isNumbered) {
      isFirst = false;
      at = columnNamed(column, splitLine(line, delimiter));
      return classifiedFields.join('\t');
    }
    return classifiedLine(splitLine(line, delimiter)[at] ?? '', country, judgeCell);
  };
  await pipeLines(keep ? (line) => `${line}\t${answer(line)}` : answer);
  return exitCode.done;
}

function columnNamed(column: string, names: readonly string[]): number {
  const at = names.map(plainName).indexOf(plainName(column));
  if (at !== -1) return at;
  throw new UserError({
    code: 'contacts.no-phone-column',
    message: `The first line names no column "${printable(column, 40)}".`,
    hints: ['Give every part the header (`parallel --header :`), or the number of the column, such as 3.'],
  });
}

function countryOf(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const parsed = parseCountry(code);
  if (parsed.ok) return parsed.value;
  throw new UserError({ code: 'input.invalid', message: parsed.problem });
}
