import { errorCodePage } from '../../domain/error-codes/error-codes.ts';
import { differencesFromEmail } from '../../domain/messages/sms-and-email.ts';
import { contactReasons } from '../../domain/numbers/contact-reasons.ts';
import type { CheckResult, CheckStatus } from '../../domain/readiness/check.ts';
import { type Headline, headlines } from '../../domain/readiness/headline.ts';
import { mostSevere } from '../../domain/readiness/verdict.ts';
import { explainMethod } from '../../domain/settings/explain-method.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { countryName, mostFirst, numberTypeWords } from '../../domain/text/counts.ts';
import { maskIdentifiers, maskSender } from '../../domain/text/mask.ts';
import type { VerifyPorts } from '../verify/verify.ts';
import { type LikelyCode, likelyCodes } from './likely-codes.ts';
import { readStatus, recalledResults, type Status } from './read-status.ts';
import { type ShortFormBriefing, shortFormBriefing } from './short-form-briefing.ts';

interface Count {
  readonly id: string;
  readonly title: string;
  readonly rows: number;
}

interface Evidence {
  readonly id: string;
  readonly title: string;
  readonly status: CheckStatus;
  readonly detail: string;
  /** When the provider or the secret store was last asked, ISO 8601, UTC. Null: never, or the check asks neither. */
  readonly askedAt: string | null;
  readonly remedy: { readonly text: string; readonly command: string | null } | null;
}

/** A sentence of the checklist with its evidence. */
export interface Statement {
  readonly headline: Headline;
  /** The worst of its checks. */
  readonly status: CheckStatus;
  readonly evidence: readonly Evidence[];
}

/** A handover report. Identifiers are masked by default. */
export interface HandOver {
  readonly organization: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly masked: boolean;
  /** `twilio`, or the origin of a mock server. */
  readonly provider: string;
  readonly status: Status;
  /** The sentences of the verification checklist, in the order of `verify`. */
  readonly checklist: readonly Statement[];
  readonly number: { readonly sender: string; readonly about: string; readonly messagingService: string | null } | null;
  /** The active method in plain words; null: nothing is saved. */
  readonly method: string | null;
  readonly contacts: {
    readonly reasons: readonly (Count & { readonly remedy: string })[];
    readonly countries: readonly Count[];
    readonly types: readonly Count[];
  } | null;
  readonly campaign: ShortFormBriefing & { readonly differencesFromEmail: readonly string[] };
  readonly failures: readonly {
    readonly code: string;
    readonly title: string;
    readonly meaning: string;
    readonly why: string;
    readonly remedy: LikelyCode['code']['remedy'];
    readonly page: string;
  }[];
}

interface HandOverRequest {
  readonly organization: string;
  readonly saved: Settings | undefined;
  readonly provider: string;
  /** Identifiers as they are, instead of masked. */
  readonly showIds: boolean;
}

/** Makes the report offline, from the settings and the last results. Writes nothing. */
export async function readHandOver(
  { organization, saved, provider, showIds }: HandOverRequest,
  ports: Pick<VerifyPorts, 'clock' | 'verification'>,
): Promise<HandOver> {
  const settings = saved ?? {};
  const results = await recalledResults(settings, ports);
  const status = await readStatus(organization, saved, ports);
  const text = showIds ? (words: string) => words : maskIdentifiers;
  const { number, credentials, contacts } = settings;
  return {
    organization,
    madeAt: ports.clock.now().toISOString(),
    masked: !showIds,
    provider,
    status: showIds ? unmasked(status, settings) : status,
    checklist: Object.values(headlines).map((headline) => statement(headline, results, text)),
    number:
      number === undefined
        ? null
        : {
            sender: showIds ? number.sender : maskSender(number.sender),
            about: [number.country, number.type === undefined ? number.kind : numberTypeWords(number.type)]
              .filter(Boolean)
              .join(', '),
            messagingService: number.messagingService === undefined ? null : text(number.messagingService),
          },
    method: credentials === undefined ? null : explainMethod(credentials),
    contacts: contacts === undefined ? null : countsOf(contacts.result),
    campaign: { ...shortFormBriefing(settings), differencesFromEmail },
    failures: likelyCodes(settings, results).map(({ code, why }) => ({
      code: String(code.code),
      title: code.title,
      meaning: code.meaning,
      why,
      remedy: code.remedy,
      page: errorCodePage(code.code),
    })),
  };
}

function statement(headline: Headline, results: readonly CheckResult[], text: (words: string) => string): Statement {
  const own = results.filter((result) => result.headline === headline);
  const evidence = own.map(({ id, title, status, detail, live, checkedAt, remedy }) => ({
    id,
    title,
    status,
    detail: text(detail),
    askedAt: live ? checkedAt : null,
    remedy: remedy === null ? null : { text: text(remedy.text), command: remedy.command },
  }));
  return { headline, status: mostSevere(own) ?? 'unknown', evidence };
}

function countsOf({ reasons, countries, types }: NonNullable<Settings['contacts']>['result']): HandOver['contacts'] {
  return {
    reasons: mostFirst(reasons).map(([id, rows]) => {
      const known = contactReasons[id as keyof typeof contactReasons] as { title: string; remedy: string } | undefined;
      return { id, title: known?.title ?? id, rows, remedy: known?.remedy ?? '' };
    }),
    countries: mostFirst(countries).map(([id, rows]) => ({ id, title: countryName(id), rows })),
    types: mostFirst(types).map(([id, rows]) => ({ id, title: numberTypeWords(id), rows })),
  };
}

function unmasked(status: Status, { number, credentials }: Settings): Status {
  return {
    ...status,
    number: status.number === null || number === undefined ? null : { ...status.number, sender: number.sender },
    credentials:
      status.credentials === null || credentials === undefined
        ? null
        : { ...status.credentials, accountSid: credentials.accountSid, apiKeySid: credentials.apiKeySid ?? null },
  };
}
