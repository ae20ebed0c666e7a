import type { Explanation } from '../../app/explain.ts';
import type { Status } from '../../app/read-status.ts';
import type { TestMessage } from '../../app/send-test.ts';
import type { CheckResult } from '../../domain/check.ts';
import { errorCodes } from '../../domain/error-codes.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { jsonText } from '../../domain/json-text.ts';
import { maskSender } from '../../domain/mask.ts';
import { isDelivered, isFinal, type SentMessage } from '../../domain/message.ts';
import type { Segmentation } from '../../domain/segments.ts';
import type { UserError } from '../../domain/user-error.ts';
import { exitOf, summarize, type Verdict } from '../../domain/verdict.ts';
import { checks } from '../../setup/steps.ts';

// The machine interface. Add fields freely; never rename, retype or remove one. The schemas in docs/schema say the same.

/** Why a run could not even start; `hints` are instructions. */
interface ErrorPart {
  readonly code: string;
  readonly message: string;
  readonly hints: readonly string[];
}

const errorPart = ({ code, message, hints }: UserError): ErrorPart => ({ code, message, hints });

interface About {
  readonly version: string;
  readonly organization: string;
}

interface Verification extends About {
  readonly provider: string;
  readonly checkedAt: string;
  readonly verdict: Verdict;
  readonly results: readonly CheckResult[];
}

/** `smsctl.explain/1`. Without an explanation, the list of all that can be explained. */
export function explanationDocument(version: string, explanation: Explanation | undefined): string {
  const empty = {
    kind: null,
    id: null,
    title: null,
    meaning: null,
    causes: [],
    checks: [],
    codes: [],
    remedy: null,
    page: null,
  };
  return jsonText({
    schema: 'smsctl.explain/1',
    version,
    exitCode: exitCode.done,
    ...empty,
    ...(explanation === undefined
      ? { kind: 'list', checks: checks.map(({ id }) => id), codes: errorCodes.map(({ code }) => String(code)) }
      : explanationParts(explanation)),
    error: null,
  });
}

function explanationParts(explanation: Explanation) {
  switch (explanation.kind) {
    case 'unknown-code':
      return { kind: 'code', id: String(explanation.code), page: explanation.page };
    case 'code': {
      const { code, title, meaning, causes, checks: ids, remedy } = explanation.code;
      return { kind: 'code', id: String(code), title, meaning, causes, checks: ids, remedy, page: explanation.page };
    }
    case 'check': {
      const { id, title, why, codes = [], remedy } = explanation.check;
      return { kind: 'check', id, title, meaning: why, codes, remedy, page: `docs/reference.md#${id}` };
    }
  }
}

/** The same document where the subject is none. */
export function explanationErrorDocument({ version }: About, error: UserError): string {
  return jsonText({
    schema: 'smsctl.explain/1',
    version,
    exitCode: error.exit,
    kind: null,
    id: null,
    title: null,
    meaning: null,
    causes: [],
    checks: [],
    codes: [],
    remedy: null,
    page: null,
    error: errorPart(error),
  });
}

interface Sending extends About {
  readonly provider: string;
  readonly message: TestMessage;
  readonly segmentation: Segmentation;
  readonly sent: SentMessage;
  readonly exit: ExitCode;
}

/** `smsctl.send-test/1`. The recipient is masked: whoever runs it knows it. */
export function sendTestDocument({
  version,
  organization,
  provider,
  message,
  segmentation,
  sent,
  exit,
}: Sending): string {
  return jsonText({
    schema: 'smsctl.send-test/1',
    version,
    organization,
    provider,
    exitCode: exit,
    sid: sent.sid,
    sender: message.sender,
    recipient: maskSender(message.to),
    encoding: segmentation.encoding,
    segments: segmentation.segments,
    status: sent.status,
    delivered: isDelivered(sent),
    final: isFinal(sent),
    code: sent.errorCode === null ? null : String(sent.errorCode),
    error: null,
  });
}

/** The same document where nothing was sent. */
export function sendTestErrorDocument({ version, organization }: About, error: UserError): string {
  return jsonText({
    schema: 'smsctl.send-test/1',
    version,
    organization,
    provider: null,
    exitCode: error.exit,
    sid: null,
    sender: null,
    recipient: null,
    encoding: null,
    segments: null,
    status: null,
    delivered: false,
    final: false,
    code: null,
    error: errorPart(error),
  });
}

/** `smsctl.verify/1`. */
export function verifyDocument({ version, organization, provider, checkedAt, verdict, results }: Verification): string {
  return jsonText({
    schema: 'smsctl.verify/1',
    version,
    organization,
    provider,
    checkedAt,
    verdict,
    ready: verdict === 'ready',
    exitCode: exitOf[verdict],
    summary: summarize(results),
    checks: results.map((result) => ({
      id: result.id,
      headline: result.headline,
      title: result.title,
      status: result.status,
      required: result.required,
      live: result.live,
      detail: result.detail,
      remedy: result.remedy,
      docs: `docs/reference.md#${result.id}`,
      code: result.code,
      data: result.data,
      durationMs: result.durationMs,
      checkedAt: result.checkedAt,
    })),
    error: null,
  });
}

/** The same document for a run that could not start. */
export function verifyErrorDocument({ version, organization }: About, checkedAt: string, error: UserError): string {
  return jsonText({
    schema: 'smsctl.verify/1',
    version,
    organization,
    provider: null,
    checkedAt,
    verdict: 'unknown',
    ready: false,
    exitCode: error.exit,
    summary: summarize([]),
    checks: [],
    error: errorPart(error),
  });
}

/** `smsctl.status/1`. */
export const statusDocument = (version: string, status: Status, exit: ExitCode): string =>
  jsonText({ schema: 'smsctl.status/1', version, ...status, exitCode: exit, error: null });

/** The same document for a run that could not start. */
export function statusErrorDocument({ version, organization }: About, error: UserError): string {
  const nothing = {
    organization,
    configured: false,
    owner: null,
    number: null,
    credentials: null,
    method: null,
    contacts: null,
    pending: 0,
    verification: { completedAt: null, verdict: 'unknown', summary: summarize([]) },
    next: null,
  } satisfies Status;
  return jsonText({ schema: 'smsctl.status/1', version, ...nothing, exitCode: error.exit, error: errorPart(error) });
}
