import type { SecretToKeep } from '../../../app/credentials/credential-vault.ts';
import { Questioner } from '../../../app/setup/answer-questions.ts';
import { emptySheet, type Given } from '../../../app/setup/answer-sheet.ts';
import { refusalOf } from '../../../app/setup/ask-step.ts';
import { preflight } from '../../../app/setup/preflight.ts';
import { confirmAccountChange } from '../../../app/setup/typed-confirmation.ts';
import { follow } from '../../../domain/relay.ts';
import { isAbsent, SecretStoreError } from '../../../domain/secret-store-error.ts';
import type { AnswerKey, GivenAnswers, PromptContext, Question } from '../../../domain/settings/question.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import type { StoreHealth } from '../../../ports.ts';
import { credentials as step } from '../../../setup/credentials/questions.ts';
import { flagsOf, gatherInputs } from '../../command/inputs.ts';
import type { CredentialsCommand } from './run-credentials-command.ts';

interface Questionnaire {
  /** Absent: all questions of the credentials step. */
  readonly questions?: readonly Question[];
  /** The inputs, if they are gathered already: stdin can be read once. */
  readonly given?: ReadonlyMap<AnswerKey, Given>;
  /** The settings whose values Enter keeps. */
  readonly saved: Settings;
  /** Answers that no input can change. */
  readonly fixed?: ReadonlyMap<AnswerKey, Given>;
}

/** The inputs from flags, environment variables and stdin. Call it once: it reads stdin. */
export const givenIn = ({
  context,
  options,
}: Pick<CredentialsCommand, 'context' | 'options'>): Promise<ReadonlyMap<AnswerKey, Given>> =>
  gatherInputs({ flags: flagsOf(options), answersFile: undefined, useVariables: true }, context);

/** Answers questions of the credentials step. Confirms a change of the account. */
export async function answersFor(
  command: CredentialsCommand,
  { questions = step.questions, given: gathered, saved, fixed = new Map() }: Questionnaire,
): Promise<GivenAnswers> {
  const { context, options, workspace, prompter, say, settings, request } = command;
  const given = new Map([...(gathered ?? (await givenIn(command))), ...fixed]);
  const inputs = { given, defaults: new Map(), prompter };
  const stores = await Promise.all(workspace.storeKinds.map((kind) => workspace.openStore(kind).probe()));
  const promptContext: PromptContext = {
    saved,
    given: new Set(given.keys()),
    stores,
    operator: context.operator,
    ci: context.ci,
  };
  await preflight([{ questions }], inputs, promptContext);
  const answering = new Questioner(inputs, promptContext).answer(questions, emptySheet);
  const {
    sheet: { answers },
  } = await follow(answering, ({ message, shown, source }) => {
    if (source !== null && source !== 'saved') say(`  ${message}: ${shown} (${source})`);
  });
  requireStore(stores.find(({ kind }) => kind === answers['credentials.store']));
  const accountSid = answers['credentials.accountSid'] ?? saved.credentials?.accountSid;
  if (accountSid !== undefined) {
    const agreed = request.yes || request.dryRun;
    await confirmAccountChange({ organization: options.org, saved: settings, accountSid, agreed, inputs });
  }
  return answers;
}

/** Throws `SecretStoreError` before the provider is asked, if the chosen store does not exist on this machine. */
function requireStore(chosen: StoreHealth | undefined): void {
  if (chosen === undefined || chosen.problem === null || !isAbsent(chosen.problem)) return;
  throw new SecretStoreError({
    problem: chosen.problem,
    message: `${chosen.sentence} Nothing was changed.`,
    nextStep: chosen.nextStep ?? 'Choose another store with `--store`.',
  });
}

/** Makes the credentials to store of the answers; undefined if `saved` has the same ones. */
export async function settle(
  { context, vault }: CredentialsCommand,
  saved: Settings,
  answers: GivenAnswers,
): Promise<SecretToKeep | undefined> {
  const settled = await step.settle(answers, {
    settings: saved,
    now: context.clock.now(),
    canAsk: false,
    readCredential: vault.read,
    checkContacts: () => Promise.reject(new Error('Credentials have no contacts.')),
  });
  if (!settled.ok) throw refusalOf(settled);
  const { credential, section } = settled;
  return credential === undefined || section.credentials === undefined
    ? undefined
    : { credential, section: section.credentials };
}
