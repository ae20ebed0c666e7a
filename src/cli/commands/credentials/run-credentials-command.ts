import { randomUUID } from 'node:crypto';
import type { ChangePorts, ChangeRequest } from '../../../app/credentials/change-credentials.ts';
import type { CreateKeyEvent } from '../../../app/credentials/create-key.ts';
import { type CredentialVault, credentialVault, type SecretToKeep } from '../../../app/credentials/credential-vault.ts';
import { reportCredentials } from '../../../app/credentials/report-credentials.ts';
import { answerQuestions, emptySheet, type Given, preflight } from '../../../app/setup/answer-questions.ts';
import { confirmAccountChange } from '../../../app/setup/typed-confirmation.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { AnswerKey, Circumstances, GivenAnswers, Question } from '../../../domain/settings/question.ts';
import { type Settings, storedCredentials } from '../../../domain/settings/settings.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Prompter } from '../../../ports.ts';
import { credentials as step } from '../../../setup/credentials/questions.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, Workspace } from '../../command/context.ts';
import { flagsOf, gatherInputs } from '../../command/inputs.ts';
import { recover } from '../../command/recover.ts';
import { standInNote } from '../../render/checklist.ts';
import { headerLine } from '../../render/header.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { credentialsDocument } from './credentials-document.ts';
import { credentialName, credentialsEventLines, credentialsLines } from './credentials-text.ts';

export interface CredentialsOptions extends GlobalOptions {
  readonly json?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** What every command of the group works with. */
export interface Desk {
  readonly workspace: Workspace;
  readonly vault: CredentialVault;
  /** As they were when the command began, after the recovery. */
  readonly settings: Settings;
  readonly ports: ChangePorts;
  readonly request: ChangeRequest;
  /** Null: nobody can be asked. */
  readonly prompter: Prompter | null;
  /** Shows what happens, and keeps the checks for the document. */
  readonly follow: <T>(events: AsyncGenerator<CreateKeyEvent, T>) => Promise<T>;
  /** A line on stderr; none with `--json`. */
  readonly say: (text: string) => void;
}

/** What a command came to. */
export interface Done {
  readonly settings: Settings;
  readonly changed: boolean;
  readonly advice?: readonly string[];
  /** Credentials were to be deleted: their words say which. */
  readonly removes?: true;
  readonly createdKey?: { readonly name: string; readonly sid: string } | null;
  /** Said first. */
  readonly words: string;
}

/** Runs a writing command of the group: recovers what an earlier one left, works, and shows what there is now. */
export async function atDesk(
  context: Context,
  options: CredentialsOptions,
  work: (desk: Desk) => Promise<Done>,
): Promise<ExitCode> {
  const { org, copyable, json = false, dryRun = false, yes = false } = options;
  const { clock, err, out, version } = context;
  const asks = context.interactive && !json;
  const workspace = context.openWorkspace(org, { prompts: asks });
  const vault = credentialVault({
    settings: workspace.settings,
    openStore: workspace.openStore,
    newKey: () => `${org}.${randomUUID()}`,
  });
  const style = styleFor(err, context);
  const say = (text: string) => {
    if (!json) err.write(`${wrap(text, style.columns)}\n`);
  };
  if (!dryRun) await recover(workspace, say);
  const checks: CheckResult[] = [];
  const before = (await workspace.settings.load()) ?? {};
  if (!json) err.write(`${standInNote(workspace.provider)}${headerLine(org, before)}`);
  const done = await work({
    workspace,
    vault,
    settings: before,
    ports: { ...workspace, vault, clock },
    request: { dryRun, yes },
    prompter: asks ? context.prompter : null,
    follow: async (events) => {
      for (;;) {
        const next = await events.next();
        if (next.done === true) return next.value;
        const event = copyable(next.value);
        if (event.type === 'checked') checks.push(event.result);
        if (!json) err.write(credentialsEventLines(event, style, clock.now()));
      }
    },
    say,
  });
  const report = copyable(reportCredentials(done.settings, clock.now()));
  const { changed, createdKey = null } = done;
  const words = copyable(done.words);
  const advice = copyable([...displaced(before, done), ...(done.advice ?? [])]);
  if (json) {
    out.write(
      credentialsDocument({
        version,
        organization: org,
        provider: workspace.provider,
        changed: changed && !dryRun,
        dryRun,
        report,
        checks,
        createdKey,
        advice,
        exit: exitCode.done,
      }),
    );
    return exitCode.done;
  }
  const outStyle = styleFor(out, context);
  const opening = dryRun ? `Dry run, nothing was written. ${words}` : words;
  out.write(`${wrap(opening, outStyle.columns)}\n\n${credentialsLines(org, report, outStyle, advice)}`);
  return exitCode.done;
}

/** What gave way to something new: its secret is deleted here, and at the provider it goes on to work. */
const displaced = (before: Settings, { settings, removes }: Done): readonly string[] =>
  storedCredentials(before)
    .filter(
      ({ fingerprint }) =>
        removes !== true && !storedCredentials(settings).some((one) => one.fingerprint === fingerprint),
    )
    .map(
      (one) =>
        `Not stored here any more: ${credentialName(one)}. At the provider it stays as it is until it is revoked.`,
    );

/** What flags, variables and a person answer of the questions of the credentials step. */
interface Questionnaire {
  readonly questions?: readonly Question[];
  /** What came without asking; absent: it is gathered here. What stdin holds can be gathered once. */
  readonly given?: ReadonlyMap<AnswerKey, Given>;
  /** What counts as saved: Enter keeps it, and what is given may rest on it. */
  readonly saved: Settings;
  /** What is not up to the person. */
  readonly fixed?: ReadonlyMap<AnswerKey, Given>;
}

/** What flags and variables give. Reads what is piped in, so that it can be called once. */
export const givenIn = (options: CredentialsOptions, context: Context): Promise<ReadonlyMap<AnswerKey, Given>> =>
  gatherInputs({ flags: flagsOf(options), answersFile: undefined, useVariables: true }, context);

export async function answersFor(
  context: Context,
  options: CredentialsOptions,
  { workspace, prompter, say, settings, request }: Desk,
  { questions = step.questions, given: gathered, saved, fixed = new Map() }: Questionnaire,
): Promise<GivenAnswers> {
  const given = new Map([...(gathered ?? (await givenIn(options, context))), ...fixed]);
  const inputs = { given, defaults: new Map(), prompter };
  const circumstances: Circumstances = {
    saved,
    given: new Set(given.keys()),
    stores: await Promise.all(workspace.storeKinds.map((kind) => workspace.openStore(kind).probe())),
    operator: context.operator,
    ci: context.ci,
  };
  await preflight([{ ...step, questions }], inputs, circumstances);
  const answering = answerQuestions(questions, emptySheet, inputs, circumstances, new Set());
  for (;;) {
    const next = await answering.next();
    if (next.done === true) {
      const { answers } = next.value;
      const accountSid = answers['credentials.accountSid'] ?? saved.credentials?.accountSid;
      if (accountSid !== undefined) {
        const agreed = request.yes || request.dryRun;
        await confirmAccountChange({ organization: options.org, saved: settings, accountSid, agreed, inputs });
      }
      return answers;
    }
    const { message, shown, source } = next.value;
    if (source !== null && source !== 'saved') say(`  ${message}: ${shown} (${source})`);
  }
}

/** The credentials that the answers name, as they are to be stored; undefined when they are the ones that `saved` has. */
export async function settled(
  { clock, operator }: Pick<Context, 'clock' | 'operator'>,
  { vault }: Desk,
  saved: Settings,
  answers: GivenAnswers,
): Promise<SecretToKeep | undefined> {
  const outcome = await step.settle(answers, {
    settings: saved,
    now: clock.now(),
    operator,
    canAsk: false,
    readCredential: vault.read,
    checkContacts: () => Promise.reject(new Error('Credentials have no contacts.')),
  });
  if (!outcome.ok) throw new UserError({ code: 'input.invalid', message: outcome.problem });
  const { credential, section } = outcome;
  return credential === undefined || section.credentials === undefined
    ? undefined
    : { credential, section: section.credentials };
}
