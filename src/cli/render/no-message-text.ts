import { type GuideStep, type KnownSetup, noMessageSteps, readKnownSetup } from '../../app/status/no-message.ts';
import { remedyLine } from '../../domain/readiness/check.ts';
import { verdictWords } from '../../domain/readiness/verdict.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Context } from '../command/context.ts';
import { copyableFor } from '../command/copyable.ts';
import { age } from './age.ts';
import { localDates } from './day.ts';
import { type Style, styleFor, wrap } from './style.ts';

interface Guide {
  /** Undefined: no setup is known. */
  readonly known: KnownSetup | undefined;
  /** With the organization in their commands. */
  readonly steps: readonly GuideStep[];
}

/** The questions from a missing message to its cause, with what the saved setup tells. */
export async function noMessageGuide(context: Context, org: string | undefined): Promise<Guide> {
  const { organizations, openWorkspace, clock, env, interactive } = context;
  const open = (id: string) => openWorkspace(id, { prompts: false });
  const known = await readKnownSetup({ flag: org, env, interactive }, { organizations, open, clock });
  const copyable = known === undefined ? <T>(value: T): T => value : copyableFor(known.chosen);
  return { known, steps: copyable(noMessageSteps) };
}

export const noMessageText = async (context: Context, org: string | undefined): Promise<string> =>
  guideLines(await noMessageGuide(context, org), styleFor(context.out, context), context.clock.now());

/** The questions without a setup, for the manual page. */
export const noMessagePage: string = noMessageSteps
  .map(({ question, text, command }, index) =>
    [
      `${index + 1}. ${question}`,
      ...[...text, ...(command === null ? [] : [`Run \`${command}\`.`])].map((line) => wrap(line, 76, 3)),
      '',
    ].join('\n'),
  )
  .join('\n');

function guideLines({ known, steps }: Guide, style: Style, now: Date): string {
  const { columns, strong, arrow } = style;
  return [
    `${strong('A message did not arrive')}\n`,
    `${wrap('Answer these questions in order, until one names the cause.', columns)}\n`,
    known === undefined ? '' : knownLines(known, style, now),
    ...steps.map(({ question, text, command }, index) =>
      [
        `\n${strong(wrap(`${index + 1}. ${question}`, columns))}\n`,
        ...text.map((line) => `${wrap(line, columns, 3)}\n`),
        command === null ? '' : `${wrap(`${arrow} \`${command}\``, columns, 3)}\n`,
      ].join(''),
    ),
  ].join('');
}

function knownLines({ status, chosen }: KnownSetup, style: Style, now: Date): string {
  const { organization, number, credentials, verification, next } = copyableFor(chosen)(status);
  const { completedAt, verdict } = verification;
  const line = (label: string, text: string): string =>
    `${style.dim(`${label}:`.padEnd(labelWidth))}${wrap(printable(text, 1000), style.columns, labelWidth).trimStart()}\n`;
  const when = completedAt === null ? 'never verified' : `verified ${age(completedAt, now)}`;
  return [
    '\n',
    line('Organization', organization),
    line('Sender', number?.sender ?? 'not set'),
    line('Account', credentials?.accountSid ?? 'not set'),
    line('Verdict', `${verdictWords[verdict]}, ${when}`),
    verdict === 'ready' || next === null ? '' : line('Fix first', localDates(remedyLine(next))),
  ].join('');
}

const labelWidth = 15;
