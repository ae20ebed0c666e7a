import type { HandOver, Statement } from '../../../app/status/hand-over.ts';
import { summaryText, verdictSentence, verdictWords } from '../../../domain/readiness/verdict.ts';
import { capitalized } from '../../../domain/text/counts.ts';
import type { Copyable } from '../../command/copyable.ts';
import { dayText } from '../../render/day.ts';
import { periodWords } from '../../render/period-text.ts';

/** The verdict, with a capital, and what it says of SMS. */
export const verdictOf = ({ status: { verification } }: HandOver) => ({
  word: capitalized(verdictWords[verification.verdict]),
  sentence: verdictSentence(verification.verdict, verification.summary),
});

/** The setup at a glance. Missing parts are `not set`. */
export function glanceOf({ status, number, method }: HandOver): readonly (readonly [label: string, text: string])[] {
  const { owner, credentials, method: confirmation, acknowledgements, verification } = status;
  const notSet = 'not set';
  const period = periodWords(verification);
  const { contacts, shortForm } = acknowledgements;
  return [
    ['Owner', owner === null ? notSet : owner.team],
    ['Contact of the owner', owner === null ? notSet : owner.contact],
    ['Number', number === null ? notSet : `${number.sender} (${number.about})`],
    ...(number !== null && number.messagingService !== null
      ? [['Messaging Service', number.messagingService] as const]
      : []),
    ['Credential method', credentials === null ? notSet : credentials.methodName],
    ...(method === null ? [] : [['What it means', method] as const]),
    ['Account', credentials === null ? notSet : credentials.accountSid],
    [
      'Secret kept in',
      credentials === null ? notSet : `${credentials.storeName}, since ${dayText(credentials.savedAt)}`,
    ],
    [
      'Method confirmed',
      confirmation === null
        ? 'not confirmed'
        : `by ${confirmation.confirmedBy} on ${dayText(confirmation.confirmedAt)}${confirmation.current ? '' : '; outdated, the method or the account changed since'}`,
    ],
    [
      'Contact data risks',
      contacts === null ? 'not acknowledged' : `acknowledged by ${contacts.by} on ${dayText(contacts.at)}`,
    ],
    [
      'SMS limits',
      shortForm === null
        ? 'not acknowledged'
        : `acknowledged by ${shortForm.by} on ${dayText(shortForm.at)}${shortForm.current ? '' : '; outdated, the sender or the method changed since'}`,
    ],
    [
      'Last verified',
      verification.completedAt === null
        ? 'never'
        : `${dayText(verification.completedAt)} (${summaryText(verification.summary)})`,
    ],
    ...(period === undefined ? [] : [period]),
  ];
}

/** The common time of the live checks of a headline. Null: they differ, or there are none. */
export function checkedTogether({ evidence }: Statement): string | null {
  const times = evidence.map(({ askedAt }) => askedAt).filter((askedAt) => askedAt !== null);
  const days = new Set(times.map(dayText));
  return days.size === 1 ? (times[0] ?? null) : null;
}

/** A sentence with commands. The other parts may be outside text. */
export type SupportStep = readonly ({ readonly text: string } | { readonly command: string })[];

/** What to do when a message fails, in order. */
export const supportSteps = ({ status: { owner } }: HandOver, copyable: Copyable): readonly SupportStep[] =>
  copyable([
    say`Run ${'smsctl verify'}. It runs all checks and names the first thing to fix.`,
    say`Find the message in the Twilio Console: Monitor > Logs > Messaging, filtered by To. It shows the status and the error code.`,
    say`Run ${'smsctl explain CODE'} with the error code. If it has no error code, run ${'smsctl help ticket'}.`,
    owner === null
      ? say`No team owns SMS yet. To name one, run ${'smsctl setup owner'}.`
      : [{ text: `Ask ${owner.team}: ${owner.contact}.` }],
    say`Ask Twilio support: https://help.twilio.com. Attach the masked output of ${'smsctl status --support'}.`,
  ]);

/** A sentence from a template; its values are commands. */
const say = (texts: TemplateStringsArray, ...commands: readonly string[]): SupportStep =>
  texts
    .flatMap((text, index) => [{ text }, { command: commands[index] ?? '' }])
    .filter((part) => part.text !== '' && part.command !== '');
