import { type ErrorCode, errorCodes } from '../domain/error-codes/error-codes.ts';
import { exitCode } from '../domain/exit-code.ts';
import { isFinal, type OutgoingMessage, type SentMessage } from '../domain/messages/message.ts';
import { bodyLimit } from '../domain/messages/message-rules.ts';
import { readPhone } from '../domain/numbers/phone.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { type CheckResult, remedyLine } from '../domain/readiness/check.ts';
import type { Delivery } from '../domain/readiness/facts.ts';
import { withDelivery } from '../domain/readiness/remember.ts';
import { mostUrgent, verdictOf } from '../domain/readiness/verdict.ts';
import { deliveriesOf } from '../domain/readiness/verification.ts';
import type { Credential } from '../domain/settings/credential.ts';
import type { Settings } from '../domain/settings/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { OpenMessenger } from '../ports.ts';
import { checklist } from '../setup/checklist.ts';
import { collectFacts } from './verify/collect-facts.ts';
import { runChecks } from './verify/run-checks.ts';
import type { VerifyPorts } from './verify/verify.ts';

export interface TestMessage extends OutgoingMessage {
  readonly accountSid: string;
}

interface SendRequest {
  readonly message: TestMessage;
  readonly credential: Credential;
  /** How long to follow the message, in milliseconds. */
  readonly followMs: number;
}

interface SendPorts {
  readonly openMessenger: OpenMessenger;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The recipient in E.164. Throws `UserError` `input.recipient` if the number is invalid. */
export function parseRecipient(raw: string, country: string | undefined): string {
  const phone = readPhone(raw.trim(), country);
  if (phone.ok) return phone.number.e164;
  throw new UserError({
    code: 'input.recipient',
    message: `Invalid recipient: ${phone.problem.replaceAll('-', ' ')}.`,
    hints: ['Pass the number in E.164, such as `smsctl send-test --to +12025550123`.'],
  });
}

/** Makes the message. Throws `UserError` if the setup is incomplete, or the text or the recipient is invalid. */
export function composeTest(settings: Settings, to: string, body: string | undefined): TestMessage {
  const { number, credentials, owner } = settings;
  if (number === undefined || credentials === undefined) {
    throw new UserError({
      code: 'send.not-set-up',
      message: 'Nothing was sent: the number or the credentials are not saved.',
      hints: ['To save them, run `smsctl setup`.'],
      exit: exitCode.notReady,
    });
  }
  const text = body ?? `Test message from ${owner?.team ?? 'the SMS setup'}, sent by smsctl.`;
  if (text.trim() === '' || text.length > bodyLimit) {
    throw new UserError({
      code: 'input.body',
      message:
        text.trim() === ''
          ? 'Invalid text: it is empty.'
          : `Invalid text: ${text.length} characters, and the maximum is ${bodyLimit}.`,
      hints: [`Pass a text of 1 to ${bodyLimit} characters with \`--body\`.`],
    });
  }
  if (to === number.sender) {
    throw new UserError({
      code: 'input.recipient',
      message: 'Invalid recipient: it is the sender. Twilio refuses such a message with error 21211.',
      hints: ['Pass another number with `--to`, such as your own.'],
    });
  }
  return {
    to,
    body: text,
    sender: number.sender,
    accountSid: credentials.accountSid,
    ...(number.messagingService !== undefined && { messagingService: number.messagingService }),
  };
}

/** The checks that matter for one message to one person. The others are about the team or the contact list. */
const isAboutTheMessage = (id: string): boolean =>
  /^(number|credentials)\./.test(id) || id === 'contacts.countries' || id === 'contacts.reachable';

/** The settings with the recipient as the only contact, so that the checks of countries judge this one. */
function withRecipient(settings: Settings, to: string): Settings {
  const { contacts } = settings;
  const phone = readPhone(to);
  if (contacts === undefined || !phone.ok || phone.number.country === undefined) return settings;
  const result = { ...contacts.result, rows: 1, textable: 1, countries: { [phone.number.country]: 1 } };
  return { ...settings, contacts: { ...contacts, minimum: 100, result } };
}

/**
 * Runs the checks of the sender, the credentials and the recipient's country, as `verify` does, but saves no results. Throws
 * `UserError` `send.not-ready` with the most urgent result: exit 1 if it failed, exit 3 if it is unknown.
 */
export async function requireReady(
  settings: Settings,
  { to }: Pick<TestMessage, 'to'>,
  ports: VerifyPorts,
): Promise<void> {
  const { clock, verification } = ports;
  const results: CheckResult[] = [];
  const only = new Set(checklist.map(({ id }) => id).filter(isAboutTheMessage));
  const about = withRecipient(settings, to);
  const recorded = deliveriesOf(await verification.load(), about, clock.now());
  const facts = collectFacts({ ...ports, settings: about, recorded });
  for await (const result of runChecks({ checks: checklist, facts, clock, only })) results.push(result);
  // The test message itself will decide these.
  const provable = new Set(checklist.filter((check) => check.live && check.prove !== undefined).map(({ id }) => id));
  const counted = results.filter(({ id, status }) => status !== 'unknown' || !provable.has(id));
  const verdict = verdictOf(counted);
  const first = mostUrgent(counted);
  if (verdict === 'ready' || first === undefined) return;
  throw new UserError({
    code: 'send.not-ready',
    message: `Nothing was sent. ${first.id}: ${first.detail}`,
    hints: [...(first.remedy === null ? [] : [remedyLine(first.remedy)]), 'To run all checks, run `smsctl verify`.'],
    exit: verdict === 'unknown' ? exitCode.unknown : exitCode.notReady,
  });
}

const firstPauseMs = 500;
const longestPauseMs = 5000;

/**
 * Sends once and follows the message. Yields each new state, until it is final or the time is over. Rejects with `UserError`
 * `send.refused` if the provider refuses the message, and with `ProviderError` if it may have left.
 */
export async function* sendTest(
  { message, credential, followMs }: SendRequest,
  { openMessenger, sleep }: SendPorts,
): AsyncGenerator<SentMessage> {
  const messenger = await openMessenger(credential);
  let known = await messenger.send(message).catch(explained);
  yield known;
  let waitedMs = 0;
  for (
    let pauseMs = firstPauseMs;
    !isFinal(known) && waitedMs < followMs;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  ) {
    const wait = Math.min(pauseMs, followMs - waitedMs);
    await sleep(wait);
    waitedMs += wait;
    // The message has left, so a failed request for its state is no error.
    const now = await messenger.look(known.sid).catch(() => known);
    if (now.status !== known.status) yield now;
    known = now;
  }
}

const outcomes: Readonly<Record<string, Delivery['outcome']>> = {
  delivered: 'delivered',
  undelivered: 'refused',
  failed: 'refused',
};

/** Recipients are not recorded. All count as this one. */
const unnamedRecipient = -1;

/**
 * Records a test message as evidence for `verify` and `status`: its time, its outcome, and the recipient's country. Records
 * nothing if the state is not final. Resolves to whether it was recorded.
 */
export async function recordOutcome(
  { message, sent }: { readonly message: TestMessage; readonly sent: SentMessage },
  { verification, clock }: Pick<VerifyPorts, 'verification' | 'clock'>,
): Promise<boolean> {
  const outcome = outcomes[sent.status];
  if (outcome === undefined) return false;
  const { to, sender, accountSid } = message;
  const phone = readPhone(to);
  const delivery: Delivery = {
    at: clock.now().toISOString(),
    outcome,
    code: sent.errorCode,
    country: (phone.ok ? phone.number.country : undefined) ?? null,
    recipient: unnamedRecipient,
    verified: null,
  };
  return verification.save(withDelivery(await verification.load(), { delivery, sender, accountSid }));
}

/** Why a message did not arrive; null if the provider gave no code, or one that is not in the catalogue. */
export function reasonOf({ errorCode }: SentMessage): ErrorCode | null {
  return errorCodes.find(({ code }) => code === errorCode) ?? null;
}

/** Turns a refusal into a `UserError`: such a message was not sent. Without an answer, it may have left. */
function explained(error: unknown): never {
  if (!(error instanceof ProviderError) || error.status === undefined || error.status >= 500) throw error;
  const { providerCode, message } = error;
  const reason = errorCodes.find(({ code }) => code === providerCode);
  throw new UserError({
    code: 'send.refused',
    message: `Nothing was sent. ${message}${reason === undefined ? '' : ` ${reason.meaning}`}`,
    hints:
      providerCode === undefined
        ? error.hints
        : [
            ...(reason === undefined ? [] : [remedyLine(reason.remedy)]),
            `For details, run \`smsctl explain ${providerCode}\`.`,
          ],
    exit: exitCode.notReady,
  });
}
