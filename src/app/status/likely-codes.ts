import { type ErrorCode, errorCodes } from '../../domain/error-codes/error-codes.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { countText } from '../../domain/text/counts.ts';

/** A code that this setup is likely to get, and why. */
export interface LikelyCode {
  readonly code: ErrorCode;
  readonly why: string;
}

const limit = 8;

const always: readonly (readonly [code: number, why: string])[] = [
  [21610, 'Recipients reply STOP.'],
  [30007, 'Carriers filter messages that look like spam.'],
  [30003, 'Phones are switched off or out of reach.'],
];

/**
 * The codes that this setup is likely to get: first those of its checks, then those of its kind of sender, its method and its
 * contacts, then those that every setup gets.
 */
export function likelyCodes(settings: Settings, results: readonly CheckResult[]): readonly LikelyCode[] {
  const named = [...fromChecks(results), ...fromSettings(settings), ...always];
  const seen = new Map<number, string>();
  for (const [code, why] of named) if (!seen.has(code)) seen.set(code, why);
  return [...seen]
    .flatMap(([number, why]) => {
      const code = errorCodes.find((each) => each.code === number);
      return code === undefined ? [] : [{ code, why }];
    })
    .slice(0, limit);
}

/** The codes of failed checks and warnings. */
function fromChecks(results: readonly CheckResult[]): readonly (readonly [number, string])[] {
  const troubled = results.filter(({ status, code }) => (status === 'fail' || status === 'warn') && code !== null);
  return troubled.map(({ code, id }) => [Number(code), `The check ${id} reports it.`]);
}

function fromSettings({ number, credentials, contacts }: Settings): readonly (readonly [number, string])[] {
  const found: (readonly [number, string])[] = [];
  if (credentials?.method === 'auth-token') found.push([20003, 'A changed Auth Token stops all messages.']);
  if (credentials?.method === 'api-key') found.push([20003, 'A deleted API key stops all messages.']);
  if (number?.kind === 'number' && number.type === 'TOLL_FREE') found.push([30032, 'The sender is toll-free.']);
  else if (number?.kind === 'number' && number.country === 'US') {
    found.push([30034, 'The sender is a US long code.'], [30022, 'Each campaign has a rate limit.']);
  }
  if (number?.kind !== 'number' && number !== undefined)
    found.push([21612, 'This kind of sender does not reach all countries.']);
  if (number?.messagingService !== undefined) found.push([21711, 'The Messaging Service has to contain the sender.']);
  const countries = Object.keys(contacts?.result.countries ?? {});
  if (countries.length > 1) found.push([21408, `The contacts are in ${countries.length} countries.`]);
  if (contacts !== undefined && contacts.result.textable < contacts.result.rows) {
    found.push([
      21211,
      `${countText(contacts.result.rows - contacts.result.textable)} rows of the contact list are not textable.`,
    ]);
  }
  found.push([30005, 'Numbers are disconnected without notice.']);
  return found;
}
