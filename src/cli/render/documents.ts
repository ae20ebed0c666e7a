import type { Status } from '../../app/read-status.ts';
import type { CheckResult } from '../../domain/check.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import type { UserError } from '../../domain/user-error.ts';
import { exitOf, summarize, type Verdict } from '../../domain/verdict.ts';

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

/** `smsctl.verify/1`. */
export function verifyDocument({ version, organization, provider, checkedAt, verdict, results }: Verification): string {
  return stringify({
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
  return stringify({
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
  stringify({ schema: 'smsctl.status/1', version, ...status, exitCode: exit, error: null });

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
  return stringify({ schema: 'smsctl.status/1', version, ...nothing, exitCode: error.exit, error: errorPart(error) });
}

/**
 * JSON is safe for whoever prints it: what `JSON.stringify` leaves raw and a terminal would obey (C1 controls, DEL, marks
 * that turn the direction of writing) is escaped, too.
 */
const stringify = (document: object): string =>
  `${JSON.stringify(document, null, 2).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
