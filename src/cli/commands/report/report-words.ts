import type { HandOver, Statement } from '../../../app/status/hand-over.ts';
import type { CheckStatus } from '../../../domain/readiness/check.ts';
import { type Readiness, summaryText } from '../../../domain/readiness/verdict.ts';
import type { Copyable } from '../../command/copyable.ts';
import { dayText } from '../../render/day.ts';

/** What a status is called in a report: a word that needs no legend. */
export const statusWords: Readonly<Record<CheckStatus, string>> = {
  pass: 'holds',
  warn: 'holds, with a warning',
  fail: 'does not hold',
  skip: 'does not apply',
  unknown: 'not known',
};

export const verdictWords: Readonly<Record<Readiness, { readonly word: string; readonly sentence: string }>> = {
  ready: { word: 'Ready', sentence: 'SMS can be used.' },
  'not-ready': { word: 'Not ready', sentence: 'SMS cannot be used as it is.' },
  unknown: { word: 'Not known', sentence: 'smsctl could not find out whether SMS can be used.' },
};

/** Who, what, how and since when, as pairs. What is not set is said. */
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

/** When the live checks of a sentence were looked at, where that was in one go; null: not so, or there are none. */
export function askedTogether({ evidence }: Statement): string | null {
  const times = evidence.map(({ askedAt }) => askedAt).filter((askedAt) => askedAt !== null);
  const days = new Set(times.map(dayText));
  return days.size === 1 ? (times[0] ?? null) : null;
}

/** A sentence with the commands in it; every part but a command may be outside text. */
export type SupportStep = readonly ({ readonly text: string } | { readonly command: string })[];

/** Whom to turn to, in the order that helps. */
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

/** What is put in is a command. */
const say = (texts: TemplateStringsArray, ...commands: readonly string[]): SupportStep =>
  texts
    .flatMap((text, index) => [{ text }, { command: commands[index] ?? '' }])
    .filter((part) => part.text !== '' && part.command !== '');
