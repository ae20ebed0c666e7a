import { noContact, trailerLine } from '../../../domain/contacts/classified-line.ts';
import { type LinePlan, lineClassifier } from '../../../domain/contacts/classify-lines.ts';
import { parseLinePlan } from '../../../domain/contacts/line-plan-file.ts';
import { planForHeader, planForNumbers } from '../../../domain/contacts/named-plan.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { parseCountry } from '../../../domain/numbers/phone.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import type { PlanOptions } from './contacts-plan.ts';

interface ClassifyOptions extends GlobalOptions, Omit<PlanOptions, 'contactsMinimum'> {
  readonly plan?: string;
  readonly delimiter?: string;
  readonly trailer?: boolean;
  readonly keep?: boolean;
}

export async function run(context: Context, options: ClassifyOptions): Promise<ExitCode> {
  const { keep = false, trailer = false } = options;
  const files = await context.contactFiles();
  const judge = await context.openJudge();
  const planned =
    options.plan === undefined ? undefined : parseLinePlan(await context.readInput(options.plan), options.plan);
  const country = await countryFrom(context, options, planned);
  let classify = planned === undefined ? undefined : lineClassifier({ ...planned, country: country ?? null }, judge);
  let rows = 0;
  let isFirst = true;
  const answer = (raw: string): string => {
    const line = isFirst ? raw.replace(/^\ufeff/, '') : raw;
    isFirst = false;
    classify ??= lineClassifier(planForLine(line, options, country ?? null), judge);
    const answered = classify(line);
    if (answered !== noContact) rows += 1;
    return answered;
  };
  await files.pipeLines(
    keep ? (line) => `${line}\t${answer(line)}` : answer,
    trailer ? () => trailerLine(rows) : undefined,
  );
  return exitCode.done;
}

/** Without a plan: columns that options name, or else the whole line. */
function planForLine(first: string, options: ClassifyOptions, country: string | null): LinePlan {
  const { contactsColumn: columns = [], delimiter = ',' } = options;
  const named = { ...options, columns, delimiter, country };
  return columns.every((column) => /^[1-9]\d{0,4}$/.test(column)) ? planForNumbers(named) : planForHeader(named, first);
}

/**
 * Precedence: flag, plan, variable, saved value. The plan has the country that `contacts check` used, whatever the variables of the
 * machine say that reads a part.
 */
async function countryFrom(
  context: Context,
  options: ClassifyOptions,
  planned: LinePlan | undefined,
): Promise<string | undefined> {
  if (options.contactsCountry === undefined && planned !== undefined) return planned.country ?? undefined;
  const given = options.contactsCountry ?? (context.env.SMSCTL_CONTACTS_COUNTRY || undefined);
  const code = given ?? (await savedCountry(context, options));
  if (code === undefined) return undefined;
  const parsed = parseCountry(code);
  if (parsed.ok) return parsed.value;
  throw new UserError({ code: 'input.invalid', message: parsed.problem });
}

async function savedCountry(context: Context, { org }: GlobalOptions): Promise<string | undefined> {
  try {
    const { contacts, number } = (await context.openWorkspace(org, { prompts: false }).settings.load()) ?? {};
    return contacts?.country ?? number?.country;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.err.write(`Continuing without the saved settings: ${error.message}\n`);
    return undefined;
  }
}
