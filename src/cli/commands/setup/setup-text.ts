import { unusedSecrets } from '../../../app/credentials/unused-secrets.ts';
import type { SetupEvent } from '../../../app/setup/setup-walk.ts';
import { type ContactsReport, textableShare } from '../../../domain/contacts/contact-quality.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { verdictOf } from '../../../domain/readiness/verdict.ts';
import { counted, countText } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { briefingLines } from '../../render/briefing-text.ts';
import { resultLines, verdictLines } from '../../render/checklist.ts';
import { contactsLines } from '../../render/contacts-text.ts';
import { type Style, wrap } from '../../render/style.ts';

/** How to find one's way. `isWhole`: all steps follow. */
export const startLine = (isWhole: boolean): string =>
  `${isWhole ? 'Five steps. ' : ''}Ctrl-C keeps finished steps, ? shows help, < goes back one question.`;

interface WalkScreen {
  readonly style: Style;
  readonly now: Date;
  /** False: a log, which needs no orientation. */
  readonly interactive: boolean;
}

/** What an event of the walk prints. Empty: nothing. */
export function setupLines(event: SetupEvent, screen: WalkScreen): string {
  const { style, now, interactive } = screen;
  const { columns, dim } = style;
  switch (event.type) {
    case 'complete':
      return `${verdictLines({ verdict: verdictOf(event.results), results: event.results }, style)}`;
    case 'resumed': {
      const done = event.finished.map(({ id }) => id).join(', ');
      return `${wrap(`Already done: ${done}. Change one with ${event.commands.join(', ')}.`, columns)}\n`;
    }
    case 'outdated': {
      const steps = event.steps.map(({ title }) => title.toLowerCase()).join(', ');
      return `\n${wrap(`This change needs a new answer: ${steps}.`, columns)}\n`;
    }
    case 'step': {
      const heading = wrap(`Step ${event.number} of ${event.of}: ${event.step.title}`, columns);
      return `${interactive ? '\n' : ''}${style.strong(heading)}\n`;
    }
    case 'answered':
      return answerLine(event.answer, screen);
    case 'refused':
      return `${wrap(`${style.arrow} ${printable(event.problem, 1000)}`, columns, 2)}\n`;
    case 'contacts':
      return interactive ? contactsLines(event.report, event.minimum, style) : shareLine(event.report, style);
    case 'briefing':
      return briefingLines(event.briefing, style);
    case 'refused-checks':
      return resultLines(lastOf(event.results, event.closed), style, now);
    case 'saved':
      return style.verbose
        ? `${resultLines(event.results, style, now)}${changeLines(event, style)}`
        : withOutcome(event.results, 'Saved.', screen);
    case 'would-save':
      return `${resultLines(event.results, style, now)}${changeLines(event, style)}`;
    case 'unchanged':
      return withOutcome(event.results, 'Unchanged.', screen);
    case 'carried':
      return `  ${dim('Not saved yet: smsctl checks and saves it together with the credentials.')}\n`;
    case 'pending':
      return `${wrap(`${unusedSecrets(event.secrets)} To clean up, run \`${event.command}\`.`, columns)}\n`;
  }
}

/** The results with the outcome: on the same line if all checks pass. */
function withOutcome(results: readonly CheckResult[], outcome: string, { style, now }: WalkScreen): string {
  const lines = resultLines(results, style, now);
  const isOne = lines.indexOf('\n') === lines.length - 1;
  return isOne && lines !== '' ? `${lines.trimEnd()}. ${outcome}\n` : `${lines}  ${outcome}\n`;
}

/** The contact list in one line, for a log. */
function shareLine({ result }: ContactsReport, { columns }: Style): string {
  const { name, rows, textable } = result;
  const words = `${printable(name)}: ${countText(textable)} of ${counted(rows, 'row')} textable (${textableShare(result)} %)`;
  return `${wrap(words, columns, 2)}\n`;
}

/** The results with the ones that stop the draft at the end, next to the menu. */
const lastOf = (results: readonly CheckResult[], closed: readonly CheckResult[]): readonly CheckResult[] => [
  ...results.filter((result) => !closed.includes(result)),
  ...closed,
];

/** Nothing for what was typed, and for what is saved if a person can look it up. */
function answerLine(
  { message, shown, source }: Extract<SetupEvent, { type: 'answered' }>['answer'],
  { style: { columns, dim }, interactive }: WalkScreen,
): string {
  if (source === null || (interactive && source === 'saved')) return '';
  const label = /[?:]$/.test(message) ? message : `${message}:`;
  const words = wrap(`${label} ${printable(shown)}`, columns, 2);
  const origin = `(${source})`;
  const isFull = words.length - words.lastIndexOf('\n') + origin.length > columns;
  return `${words}${isFull ? '\n  ' : ' '}${dim(origin)}\n`;
}

function changeLines(
  { type, changes }: Extract<SetupEvent, { type: 'saved' | 'would-save' }>,
  { strong, dim }: Style,
): string {
  const lines = changes.map(({ name, from, to }) => {
    const former = from === null ? '' : ` ${dim(`(was ${printable(from)})`)}`;
    return `    ${name}: ${printable(to ?? 'none')}${former}\n`;
  });
  return `  ${strong(type === 'saved' ? 'Saved:' : 'Would save:')}\n${lines.join('')}`;
}
