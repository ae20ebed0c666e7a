import type { Finding } from '../../domain/readiness/check.ts';
import type { TollFreeVerification } from '../../domain/readiness/facts.ts';
import { oddState, reasonsIn, refusalsIn, remedyFor } from './refusals.ts';

/** Whether a toll-free number is verified; null: verification was never asked for. */
export function judgeTollFree(sender: string, verification: TollFreeVerification | null, now: Date): Finding {
  const stopped = 'US and Canadian carriers block its messages';
  if (verification === null) {
    return {
      status: 'fail',
      code: '30032',
      detail: `${sender} was never submitted for toll-free verification. ${stopped}.`,
      remedy: { text: 'Submit the toll-free verification in the Twilio Console.', command: null },
      data: { seen: false },
    };
  }
  const { status, reasons } = verification;
  const data = { verification: status };
  const fail = (words: string, remedy: string): Finding => ({
    status: 'fail',
    code: '30032',
    detail: `The toll-free verification of ${sender} ${words}${reasonsIn(reasons)}`,
    ...remedyFor(reasons, { text: remedy, command: null }),
    data: { ...data, ...refusalsIn(reasons) },
  });
  switch (status) {
    case 'TWILIO_APPROVED':
      return { status: 'pass', detail: `${sender} is a verified toll-free number.`, data };
    case 'PENDING_REVIEW':
      return fail(`waits for review (${status}). ${stopped} until the approval.`, waitForDecision);
    case 'IN_REVIEW':
      return fail(`is under review (${status}). ${stopped} until the approval.`, waitForDecision);
    case 'TWILIO_REJECTED': {
      const silent = reasons.length === 0 ? ' Twilio gives no reason.' : '';
      return fail(`was rejected. ${stopped}.${silent}`, remedyAfterRejection(verification, now));
    }
    default:
      return { status: 'unknown', detail: `The toll-free verification of ${sender} is ${oddState(status)}.`, data };
  }
}

const waitForDecision = 'Wait for the decision. The Twilio Console shows its state.';

/** https://www.twilio.com/docs/api/errors/30437: seven days, after which only a new one helps. */
function remedyAfterRejection({ editable, editableUntil }: TollFreeVerification, now: Date): string {
  const isOver = editable === false || (editableUntil !== null && new Date(editableUntil) < now);
  if (isOver) return 'The submission can no longer be edited. Submit a new verification in the Twilio Console.';
  return editableUntil === null
    ? 'Correct the submission in the Twilio Console. It can be edited for a few days only.'
    : `Correct the submission in the Twilio Console. It can be edited until ${editableUntil}.`;
}
