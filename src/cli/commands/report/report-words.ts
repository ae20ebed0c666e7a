import type { HandOver, Statement } from '../../../app/status/hand-over.ts';
import type { CheckStatus } from '../../../domain/readiness/check.ts';
import { summaryText, verdictSentences, verdictWords } from '../../../domain/readiness/verdict.ts';
import { capitalized } from '../../../domain/text/counts.ts';
import type { Copyable } from '../../command/copyable.ts';
import { dayText } from '../../render/day.ts';

/** Words for check statuses that need no legend. */
export const statusWords: Readonly<Record<CheckStatus, string>> = {
  pass: 'holds',
  warn: 'holds, with a warning',
  fail: 'does not hold',
  skip: 'does not apply',
  unknown: 'not known',
};

/** The verdict, with a capital, and what it says of SMS. */
export const verdictOf = ({ status: { verification } }: HandOver) => ({
  word: capitalized(verdictWords[verification.verdict]),
  sentence: verdictSentences[verification.verdict],
});

/** The setup at a glance. Missing parts are `not set`. */
export function glanceOf({ status, number, method }: HandOver): readonly (readonly [label: string, text: string])[] {
  const { owner, credentials, method: confirmation, acknowledgements, verification } = status;
  const notSet = 'not set';
  const { contacts, shortForm } = acknowledgements;
  return [
    ['Owner', owner === null ? notSet : owner.team],
    ['Reach them at', owner === null ? notSet : owner.contact],
    ['Number', number === null ? notSet : `${number.sender} (${number.about})`],
    ...(number !== null && number.messagingService !== null
      ? [['Messaging Service', number.messagingService] as const]
      : []),
    ['Signs in with', credentials === null ? notSet : credentials.methodName],
    ['In plain words', method ?? notSet],
    ['Account', credentials === null ? notSet : credentials.accountSid],
    ['Secret in', credentials === null ? notSet : `${credentials.storeName}, since ${dayText(credentials.savedAt)}`],
    [
      'Method confirmed',
      confirmation === null
        ? 'by nobody'
        : `by ${confirmation.confirmedBy}, ${dayText(confirmation.confirmedAt)}${confirmation.current ? '' : '; stale, the method or the account changed'}`,
    ],
    [
      'Contact data',
      contacts === null ? 'acknowledged by nobody' : `acknowledged by ${contacts.by}, ${dayText(contacts.at)}`,
    ],
    [
      'Short form',
      shortForm === null
        ? 'acknowledged by nobody'
        : `acknowledged by ${shortForm.by}, ${dayText(shortForm.at)}${shortForm.current ? '' : '; not for the sender and the method in use'}`,
    ],
    [
      'Last verified',
      verification.completedAt === null
        ? 'never'
        : `${dayText(verification.completedAt)} (${summaryText(verification.summary)})`,
    ],
  ];
}

/** The common time of the live checks of a headline. Null: they differ, or there are none. */
export function askedTogether({ evidence }: Statement): string | null {
  const times = evidence.map(({ askedAt }) => askedAt).filter((askedAt) => askedAt !== null);
  const days = new Set(times.map(dayText));
  return days.size === 1 ? (times[0] ?? null) : null;
}

/** A sentence with commands. The other parts may be outside text. */
export type SupportStep = readonly ({ readonly text: string } | { readonly command: string })[];

/** Where to get help, most helpful first. */
export const supportSteps = ({ status: { owner } }: HandOver, copyable: Copyable): readonly SupportStep[] =>
  copyable([
    say`Run ${'smsctl verify'}: it looks at everything again and says what to do first.`,
    say`Take the error code of the failed message, and run ${'smsctl explain CODE'}.`,
    owner === null
      ? say`Nobody owns SMS yet: ${'smsctl setup owner'} names a team.`
      : [
          { text: `Ask ${owner.team}: ${owner.contact}. ` },
          ...say`${'smsctl status --support'} prints what they will ask for, masked.`,
        ],
    say`Ask the provider with that output: https://help.twilio.com`,
  ]);

/** A sentence from a template; its values are commands. */
const say = (texts: TemplateStringsArray, ...commands: readonly string[]): SupportStep =>
  texts
    .flatMap((text, index) => [{ text }, { command: commands[index] ?? '' }])
    .filter((part) => part.text !== '' && part.command !== '');
