import type { Confidence, RuleSource, RuleTable } from './rule-table.ts';

type TrialLimitId = 'verified-recipients' | 'recipient-country' | 'own-text' | 'days' | 'messages';

/** What a trial account may not do. */
export interface TrialLimit {
  readonly id: TrialLimitId;
  /** One sentence. */
  readonly rule: string;
  /** The number that the rule names; null where it names none. */
  readonly limit: number | null;
  /** The error code that a message beyond the limit meets; null where the sources name none. */
  readonly code: string | null;
  readonly confidence: Confidence;
  /** Null: nothing to add. */
  readonly notes: string | null;
  readonly sources: readonly RuleSource[];
}

const asOf = '2026-11-29';

const trials: RuleSource = { name: 'Twilio trial account', url: 'https://www.twilio.com/docs/usage/trials', asOf };
const trySms: RuleSource = {
  name: 'Try out SMS',
  url: 'https://www.twilio.com/docs/usage/trials/try-out-sms',
  asOf,
};

/** Limits of trial accounts as of 2026. Older trial accounts may have others. */
export const trialLimits: RuleTable<TrialLimit> = {
  asOf,
  reviewed: asOf,
  rows: [
    {
      id: 'verified-recipients',
      rule: 'Messages go to verified recipients only, at most five in an account.',
      limit: 5,
      code: '21608',
      confidence: 'confirmed',
      notes: 'Messaging and Voice share the five.',
      sources: [trySms, trials],
    },
    {
      id: 'recipient-country',
      rule: 'Messages go to US numbers only.',
      limit: null,
      code: null,
      confidence: 'unconfirmed',
      notes: 'The pages disagree. One names US numbers, the other the country of the account.',
      sources: [trySms, trials],
    },
    {
      id: 'own-text',
      rule: 'Twilio rejects your own texts: the body must be the name of a Twilio template.',
      limit: null,
      code: '572006',
      confidence: 'confirmed',
      notes: 'Reports say that older trial accounts differ (unconfirmed).',
      sources: [{ name: 'Error 572006', url: 'https://www.twilio.com/docs/api/errors/572006', asOf }, trials],
    },
    {
      id: 'days',
      rule: 'A trial ends after 30 days.',
      limit: 30,
      code: null,
      confidence: 'confirmed',
      notes: null,
      sources: [trials],
    },
    {
      id: 'messages',
      rule: 'A trial has 100 messages.',
      limit: 100,
      code: '30454',
      confidence: 'confirmed',
      notes: 'The page of error 30454 does not state the number.',
      sources: [trials],
    },
  ],
};

export function trialLimit(id: TrialLimitId): TrialLimit {
  const found = trialLimits.rows.find((row) => row.id === id);
  if (found === undefined) throw new Error(`No trial limit is called ${id}.`);
  return found;
}
