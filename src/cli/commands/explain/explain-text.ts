import type { Explanation } from '../../../app/status/explain.ts';
import { type ErrorCode, errorCodeGroups, errorCodes } from '../../../domain/error-codes/error-codes.ts';
import { messageStates } from '../../../domain/messages/message-states.ts';
import { remedyLine } from '../../../domain/readiness/check.ts';
import { checklist } from '../../../setup/checklist.ts';
import { requirementWords } from '../../render/requirement.ts';
import { fill, type Style, wrap } from '../../render/style.ts';

export function explanationLines(explanation: Explanation, style: Style): string {
  return `${linesOf(explanation, style).join('\n')}\n`;
}

function linesOf(explanation: Explanation, style: Style): readonly string[] {
  const paragraph = (text: string): string => wrap(text, style.columns);
  const toDo = (text: string): string => paragraph(`${style.arrow} ${text}`);
  switch (explanation.kind) {
    case 'unknown-code':
      return [
        paragraph(`smsctl has no entry for ${explanation.code}.`),
        toDo("If it is an error code of the provider, read the provider's page:"),
        explanation.page,
      ];
    case 'code': {
      const { code, title, meaning, causes, checks, remedy } = explanation.code;
      return [
        style.strong(paragraph(`${code}: ${title}`)),
        paragraph(meaning),
        ...list('Usual causes, most likely first:', causes, style),
        ...list(
          'Checks that can detect it:',
          checks.map((id) => `\`smsctl verify --check ${id}\``),
          style,
        ),
        '',
        toDo(remedyLine(remedy)),
        style.dim(explanation.page),
      ];
    }
    case 'state': {
      const { id, title, meaning, final, delivered, direction, remedy } = explanation.state;
      return [
        style.strong(paragraph(`${id}: ${title}`)),
        paragraph(meaning),
        '',
        paragraph(`Final state: ${answer(final)}`),
        ...(direction === 'incoming' ? [] : [paragraph(`Reached the phone: ${answer(delivered)}`)]),
        ...list('Error codes that often come with it:', explanation.codes.map(codeLine), style),
        '',
        toDo(remedyLine(remedy)),
        style.dim(explanation.page),
      ];
    }
    case 'check': {
      const { id, title, why, live, needs = [], remedy } = explanation.check;
      return [
        style.strong(paragraph(`${id}: ${title}`)),
        paragraph(why),
        '',
        paragraph(requirementWords(explanation.check)),
        paragraph(
          live ? 'Live: reads from the provider or the secret store.' : 'Offline: reads the saved settings only.',
        ),
        ...list('Depends on:', needs, style),
        ...list('Error codes that it can detect beforehand:', explanation.codes.map(codeLine), style),
        '',
        toDo(remedyLine(remedy)),
      ];
    }
  }
}

const codeLine = ({ code, title }: ErrorCode): string => `${code}: ${title}`;

const answer = (value: boolean | null): string => (value === null ? 'not known' : value ? 'yes' : 'no');

const list = (title: string, items: readonly string[], { columns }: Style): readonly string[] =>
  items.length === 0
    ? []
    : ['', wrap(title, columns), ...items.map((item) => `  - ${wrap(item, columns, 4).trimStart()}`)];

/** Everything that can be explained, under headings. Checks come last, since the end of the list stays on the screen. */
export function subjectLines(style: Style): string {
  const sections = [
    ...errorCodeGroups.map((group) => ({
      heading: group,
      rows: errorCodes.filter((each) => each.group === group).map(({ code, title }) => [String(code), title] as const),
    })),
    { heading: 'Message states', rows: messageStates.map(({ id, title }) => [id, title] as const) },
    { heading: 'Checks', rows: checklist.map(({ id, title }) => [id, title] as const) },
  ];
  return [
    ...sections.flatMap(({ heading, rows }) => [
      style.strong(wrap(heading, style.columns)),
      ...rows.map(([subject, title]) => row(subject, title, Math.max(...rows.map(([each]) => each.length)), style)),
      '',
    ]),
    wrap('Explain one of them, such as `smsctl explain 30034`, or paste an error message.', style.columns),
    '',
  ].join('\n');
}

/** A subject with its title beside it, or below it on a narrow screen. */
function row(subject: string, title: string, width: number, { columns }: Style): string {
  const indent = width + 4;
  if (columns - indent < 20) return `  ${subject}\n${wrap(title, columns, 4)}`;
  const [first = '', ...rest] = fill(title, columns - indent);
  return [`  ${subject.padEnd(width)}  ${first}`, ...rest.map((line) => ' '.repeat(indent) + line)].join('\n');
}
