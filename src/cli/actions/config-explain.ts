import { organizationSources } from '../../app/choose-organization.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { maskIdentifiers } from '../../domain/mask.ts';
import { printable } from '../../domain/printable.ts';
import type { Question } from '../../domain/question.ts';
import type { Settings } from '../../domain/settings.ts';
import { steps } from '../../setup/steps.ts';
import type { GlobalOptions } from '../command.ts';
import type { Context } from '../context.ts';
import { configExplainDocument, type ExplainedValue } from '../render/org-documents.ts';
import { styleFor } from '../render/style.ts';

interface ConfigExplainOptions extends GlobalOptions {
  readonly json?: boolean;
}

export async function run(context: Context, { org, json = false }: ConfigExplainOptions): Promise<ExitCode> {
  const { organizations, out, env, version } = context;
  const { settings } = context.openWorkspace(org, { prompts: false });
  const saved = (await settings.load()) ?? {};
  const sources = await organizationSources({ flag: undefined, variable: env.SMSCTL_ORG }, organizations);
  const named = sources[0]?.id === org ? sources : [{ id: org, source: '--org' }, ...sources];
  const values = [
    explained(
      'organization',
      named.map(({ id, source }) => ({ value: id, source })),
    ),
    ...steps.flatMap(({ questions }) => questions).map((question) => explainedQuestion(question, saved, env)),
  ];
  const parts = { organization: org, directory: organizations.directory, settings: settings.location, values };
  out.write(json ? configExplainDocument(version, parts) : lines(parts, context));
  return exitCode.done;
}

type Given = ExplainedValue['overrides'][number];

const explained = (name: string, [first, ...overrides]: readonly Given[]): ExplainedValue => ({
  name,
  value: first?.value ?? null,
  source: first?.source ?? null,
  overrides,
});

/** What a variable says beats what is saved. Flags are of one run; they are told by that run. */
function explainedQuestion(question: Question, saved: Settings, env: Context['env']): ExplainedValue {
  const { key, kind, variable } = question;
  const raw = variable === null ? undefined : env[variable]?.trim();
  const current = question.current(saved, {});
  const show = (text: string): string => (kind === 'secret' ? '••••••••' : printable(maskIdentifiers(text)));
  return explained(key, [
    ...(variable === null || raw === undefined || raw === '' ? [] : [{ value: show(raw), source: variable }]),
    ...(current === undefined ? [] : [{ value: show(current), source: 'saved' }]),
  ]);
}

function lines(
  { directory, settings, values }: { directory: string; settings: string; values: readonly ExplainedValue[] },
  context: Context,
): string {
  const { dim, careful } = styleFor(context.out, context);
  const width = Math.max(...values.map(({ name }) => name.length)) + 2;
  const rows = values.map(({ name, value, source, overrides }) => {
    const behind = overrides.map((other) => `${other.value} (${other.source})`).join(', ');
    const over = behind === '' ? '' : dim(`, overrides ${behind}`);
    return `${name.padEnd(width)}${value === null ? careful('not set') : `${value} ${dim(`(${source})`)}${over}`}\n`;
  });
  return `${dim('Settings')}  ${printable(settings, 4096)}\n${dim('Directory')} ${printable(directory, 4096)}\n\n${rows.join('')}`;
}
