import { needsUsCampaign } from '../../domain/provider-rules/us-registration.ts';
import type { Finding, OpenFinding } from '../../domain/readiness/check.ts';
import type { Delivery, SavedFacts } from '../../domain/readiness/facts.ts';

/** Errors of messages from an unregistered sender, or with a suspended campaign. */
const unregistered: readonly (number | null)[] = [30034, 30032, 30033];

/** So many recipients have to be refused: one may have a reason of its own. */
const enoughRefusals = 3;

/**
 * Whether US carriers know the sender, by its newest messages to the US: one delivered message settles it, and refusals to
 * three recipients since the last delivery confirm the doubt.
 */
export function proveRegistration(
  finding: OpenFinding,
  deliveries: readonly Delivery[],
  { settings: { number } }: SavedFacts,
): Finding {
  const toUs = deliveries.filter(({ country }) => country !== null && needsUsCampaign(country) === 'yes');
  const proof = toUs.find(({ outcome }) => outcome === 'delivered');
  const since = toUs.filter(({ at, code }) => unregistered.includes(code) && (proof === undefined || at > proof.at));
  const refused = new Set(since.map(({ recipient }) => recipient));
  const sender = number?.sender ?? 'the sender';
  if (refused.size >= enoughRefusals) {
    const code = String(since[0]?.code);
    return {
      status: 'fail',
      code,
      detail: `US carriers refused the last messages from ${sender} to ${refused.size} recipients (error ${code}), and delivered none since. ${finding.detail}`,
      remedy: {
        text: 'Register the sender in the Twilio Console, and wait for the approval. For details:',
        command: `smsctl explain ${code}`,
      },
      data: { ...finding.data, refusedRecipients: refused.size },
    };
  }
  if (proof === undefined) return finding;
  return {
    status: 'pass',
    detail: `A message from ${sender} to the US was delivered on ${proof.at}. Carriers accept the sender.`,
    data: { ...finding.data, deliveredAt: proof.at },
  };
}
