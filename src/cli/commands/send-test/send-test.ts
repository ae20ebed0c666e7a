import { readStored } from '../../../app/credentials/credential-vault.ts';
import type { TestMessage } from '../../../app/send-test.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { isDelivered, isFinal, type SentMessage } from '../../../domain/messages/message.ts';
import { segmentsOf } from '../../../domain/messages/segments.ts';
import type { CredentialSettings } from '../../../domain/settings/settings.ts';
import { Cancelled, cannotAsk, passYes } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { standInNote } from '../../render/checklist.ts';
import { styleFor } from '../../render/style.ts';
import { sendTestDocument } from './send-test-document.ts';
import { outcomeLines, previewLines } from './send-test-text.ts';

interface SendTestOptions extends GlobalOptions {
  readonly to: string;
  readonly body?: string;
  readonly yes?: true;
  readonly json?: true;
  readonly follow?: number;
}

/** Most carriers report a delivery within seconds, and some never do. */
const defaultFollowMs = 60_000;

export async function run(context: Context, options: SendTestOptions): Promise<ExitCode> {
  const { org, copyable, json = false, yes = false, follow = defaultFollowMs } = options;
  const asks = !yes && !json && context.interactive;
  const workspace = context.openWorkspace(org, { prompts: context.interactive && !json });
  if (!yes && !asks) {
    throw cannotAsk('Confirmation required: `send-test` sends a real, billable SMS', passYes);
  }
  const settings = (await workspace.settings.load()) ?? {};
  // Lazy: it loads the phone number metadata.
  const { composeTest, parseRecipient, reasonOf, recordOutcome, requireReady, sendTest } = await import(
    '../../../app/send-test.ts'
  );
  const message = composeTest(settings, parseRecipient(options.to, settings.number?.country), options.body);
  const readCredential = (section: CredentialSettings) => readStored(section, workspace.openStore);
  const segmentation = segmentsOf(message.body);
  if (!json)
    context.err.write(
      `${standInNote(workspace.provider)}${previewLines(org, message, segmentation, styleFor(context.err, context))}`,
    );
  await requireReady(settings, message, { ...workspace, clock: context.clock, readCredential });
  if (asks) await askTwice(context, message);

  const section = settings.credentials;
  if (section === undefined) throw new Error('A composed message has credentials.');
  const credential = await readCredential(section);
  let last: SentMessage | undefined;
  const following = sendTest(
    { message, credential, followMs: follow },
    { openMessenger: workspace.openMessenger, sleep: context.timer.sleep },
  );
  for await (const state of following) {
    // Unmasked: it is no secret, and Twilio's console and support need it.
    if (!json && last === undefined) context.err.write(`Sent as ${state.sid}:\n`);
    last = state;
    if (!json) context.err.write(`  ${state.status}\n`);
  }
  if (last === undefined) throw new Error('A message that was sent has a state.');
  await recordOutcome({ message, sent: last }, { verification: workspace.verification, clock: context.clock });
  const exit = exitFor(last);
  const reason = copyable(reasonOf(last));
  context.out.write(
    json
      ? sendTestDocument({
          version: context.version,
          organization: org,
          provider: workspace.provider,
          message,
          segmentation,
          sent: last,
          reason,
          exit,
        })
      : outcomeLines(last, reason, styleFor(context.out, context)),
  );
  return exit;
}

/** Asks two different questions, so that one wrong key does not send. Throws `Cancelled` on anything but a yes. */
async function askTwice({ prompter, err }: Context, { to }: TestMessage): Promise<void> {
  const first = await prompter.ask({
    key: 'send.confirm',
    kind: 'confirm',
    message: 'Send this message',
    initial: 'no',
  });
  const ending = to.slice(-4);
  const problem = (raw: string): string | undefined =>
    raw.trim() === ending ? undefined : "The recipient's number ends in other digits. To cancel, press Ctrl-C.";
  if (first === 'yes') {
    await prompter.ask({
      key: 'send.recipient',
      kind: 'text',
      message: "The last four digits of the recipient's number",
      problem: async (raw) => problem(raw),
    });
    return;
  }
  err.write('Nothing was sent.\n');
  throw new Cancelled();
}

function exitFor(sent: SentMessage): ExitCode {
  if (isDelivered(sent)) return exitCode.done;
  return isFinal(sent) ? exitCode.notReady : exitCode.unknown;
}
