import { organizationSources } from '../../../app/organizations/choose-organization.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { GivenAnswers, Question } from '../../../domain/settings/question.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { maskIdentifiers } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import { steps } from '../../../setup/steps.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { configExplainDocument, type ExplainedValue } from './org-documents.ts';

export async function run(
  context: Context,
  { org, json = false }: GlobalOptions & { readonly json?: boolean },
): Promise<ExitCode> {
  const { organizations, out, env, version } = context;
  const { settings } = context.openWorkspace(org, { prompts: false });
  const saved = (await settings.load()) ?? {};
  const sources = await organizationSources({ flag: undefined, variable: env.SMSCTL_ORG }, organizations);
  const named = sources[0]?.id === org ? sources : [{ id: org, source: '--org' }, ...sources];
  const questions = await Promise.all(
    steps.flatMap((step) => step.questions).map((question) => explainedQuestion(question, saved, env)),
  );
  const [first, ...overrides] = named.map(({ id, source }) => ({ value: id, source }));
  const values = [{ ...notSet('organization'), ...first, overrides }, ...questions];
  const parts = { organization: org, directory: organizations.directory, settings: settings.location, values };
  out.write(json ? configExplainDocument(version, parts) : lines(parts, context));
  return exitCode.done;
}

const notSet = (name: string): ExplainedValue => ({ name, value: null, source: null, overrides: [], setup: null });

/**
 * The value that commands use, and its source: the settings, or a variable for values that are never saved. Only setup reads the
 * other variables: they are listed as what setup would take. Flags apply to one run and are not listed.
 */
async function explainedQuestion(question: Question, saved: Settings, env: Context['env']): Promise<ExplainedValue> {
  const { key, kind, variable } = question;
  const answers = answersIn(saved);
  const show = (text: string): string => (kind === 'secret' ? '••••••••' : printable(maskIdentifiers(text)));
  const raw = variable === null ? undefined : env[variable]?.trim();
  const given = variable === null || raw === undefined || raw === '' ? null : { value: show(raw), source: variable };
  const applies = (await question.when?.(answers, saved)) !== false;
  const isReadAlways = question.flag === null && (question.kind !== 'secret' || question.variableOnly(answers));
  if (applies && isReadAlways) return { ...notSet(key), ...given };
  const current = kind === 'secret' && !applies ? undefined : question.current(saved, answers);
  const setup = raw === current ? null : given;
  return { ...notSet(key), ...(current !== undefined && { value: show(current), source: 'saved' }), setup };
}

/** The saved answers that decide whether a question applies. */
function answersIn({ credentials }: Settings): GivenAnswers {
  if (credentials === undefined) return {};
  const { accountSid, method, apiKeySid, store, secretCommand } = credentials;
  return {
    'credentials.accountSid': accountSid,
    'credentials.method': method,
    'credentials.store': store,
    ...(apiKeySid !== undefined && { 'credentials.apiKeySid': apiKeySid }),
    ...(secretCommand !== undefined && { 'credentials.secretCommand': secretCommand }),
  };
}

/** Inputs that `contacts check` also takes. */
const ofLists: readonly string[] = ['contacts.source', 'contacts.country', 'contacts.column', 'contacts.minimum'];

function lines(
  { directory, settings, values }: { directory: string; settings: string; values: readonly ExplainedValue[] },
  context: Context,
): string {
  const { dim, careful, columns } = styleFor(context.out, context);
  const width = Math.max(...values.map(({ name }) => name.length)) + 2;
  // On a narrow screen, the value is below its name.
  const isNarrow = columns < width + 40;
  const row = ({ name, value, source, overrides, setup }: ExplainedValue): string => {
    const others = overrides.map((other) => `${other.value} (${other.source})`).join(', ');
    const readers = ofLists.includes(name) ? 'setup and contacts check' : 'setup';
    const notes = [
      ...(value === null ? [] : [`(${source})`]),
      ...(others === '' ? [] : [`overrides ${others}`]),
      ...(setup === null ? [] : [`${readers} would use ${setup.value} (${setup.source})`]),
    ].join(', ');
    const indent = isNarrow ? 2 : width;
    const folded = wrap(`${value ?? 'not set'} ${notes}`.trimEnd(), columns, indent).trimStart();
    const shown =
      value === null
        ? folded.replace('not set', careful('not set'))
        : `${folded.slice(0, value.length)}${dim(folded.slice(value.length))}`;
    return isNarrow ? `${name}\n  ${shown}\n` : `${name.padEnd(width)}${shown}\n`;
  };
  return `${dim('Settings')}  ${printable(settings, 4096)}\n${dim('Directory')} ${printable(directory, 4096)}\n\n${values.map(row).join('')}`;
}
