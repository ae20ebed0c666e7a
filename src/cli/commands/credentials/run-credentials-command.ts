import type { ChangePorts, ChangeRequest } from '../../../app/credentials/change-credentials.ts';
import type { CreateKeyEvent } from '../../../app/credentials/create-key.ts';
import type { CredentialVault } from '../../../app/credentials/credential-vault.ts';
import { reportCredentials } from '../../../app/credentials/report-credentials.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { follow } from '../../../domain/relay.ts';
import { type Settings, storedCredentials } from '../../../domain/settings/settings.ts';
import type { Prompter } from '../../../ports.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, Workspace } from '../../command/context.ts';
import { recover } from '../../command/recover.ts';
import { vaultOf } from '../../command/vault.ts';
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

export interface CredentialsCommand {
  readonly context: Context;
  readonly options: CredentialsOptions;
  readonly workspace: Workspace;
  readonly vault: CredentialVault;
  /** As they were before the command changed anything. */
  readonly settings: Settings;
  readonly ports: ChangePorts;
  readonly request: ChangeRequest;
  /** Null: no prompts. */
  readonly prompter: Prompter | null;
  /** Runs a change, prints its events, and keeps its checks for the document. */
  readonly perform: <T>(events: AsyncGenerator<CreateKeyEvent, T>) => Promise<T>;
  /** Prints a line on stderr; nothing with `--json`. */
  readonly say: (text: string) => void;
}

export interface CommandOutcome {
  readonly settings: Settings;
  readonly changed: boolean;
  readonly advice?: readonly string[];
  /** The command deletes credentials, and `words` names them. */
  readonly removes?: true;
  readonly createdKey?: { readonly name: string; readonly sid: string } | null;
  /** The first line of the output. */
  readonly words: string;
}

/** Runs a writing command of the group: cleans up after an interrupted one, does `work`, and prints the credentials. */
export async function runCredentialsCommand(
  context: Context,
  options: CredentialsOptions,
  work: (command: CredentialsCommand) => Promise<CommandOutcome>,
): Promise<ExitCode> {
  const { org, copyable, json = false, dryRun = false, yes = false } = options;
  const { clock, err, out, version } = context;
  const asks = context.interactive && !json;
  const workspace = context.openWorkspace(org, { prompts: asks });
  const vault = vaultOf(workspace);
  const style = styleFor(err, context);
  const say = (text: string) => {
    if (!json) err.write(`${wrap(text, style.columns)}\n`);
  };
  if (!dryRun) await recover(workspace, say);
  const checks: CheckResult[] = [];
  const before = (await workspace.settings.load()) ?? {};
  if (!json) err.write(`${standInNote(workspace.provider)}${headerLine(org, before)}`);
  const outcome = await work({
    context,
    options,
    workspace,
    vault,
    settings: before,
    ports: { ...workspace, vault, clock },
    request: { dryRun, yes },
    prompter: asks ? context.prompter : null,
    perform: (events) =>
      follow(events, (each) => {
        const event = copyable(each);
        if (event.type === 'checked') checks.push(event.result);
        if (!json) err.write(credentialsEventLines(event, style, clock.now()));
      }),
    say,
  });
  const report = copyable(reportCredentials(outcome.settings, clock.now()));
  const { changed, createdKey = null } = outcome;
  const words = copyable(outcome.words);
  const advice = copyable([...displaced(before, outcome), ...(outcome.advice ?? [])]);
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
  const opening = dryRun ? `Dry run: nothing was written. ${words}` : words;
  out.write(`${wrap(opening, outStyle.columns)}\n\n${credentialsLines(org, report, outStyle, advice)}`);
  return exitCode.done;
}

/** Advice on credentials that were replaced: smsctl deleted the secret, and it still works at the provider. */
const displaced = (before: Settings, { settings, removes }: CommandOutcome): readonly string[] =>
  storedCredentials(before)
    .filter(
      ({ fingerprint }) =>
        removes !== true && !storedCredentials(settings).some((one) => one.fingerprint === fingerprint),
    )
    .map((one) => `No longer stored here: ${credentialName(one)}. It still works at Twilio until you revoke it.`);
