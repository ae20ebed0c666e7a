import { type EntryKind, explainedEntries } from '../../../app/status/explained-entries.ts';
import { type ErrorCode, errorCodeGroups, errorCodes } from '../../../domain/error-codes/error-codes.ts';
import { messageStates } from '../../../domain/messages/message-states.ts';
import { remedyLine } from '../../../domain/readiness/check.ts';
import { checklist } from '../../../setup/checklist.ts';
import { requirementWords } from '../../render/requirement.ts';
import { fill, type Style, wrap } from '../../render/style.ts';
import type { NamedExplanation } from './explained-documents.ts';

export function explanationLines(explanation: NamedExplanation, style: Style): string {
  return `${linesOf(explanation, style).join('\n')}\n`;
}

function linesOf(explanation: NamedExplanation, style: Style): readonly string[] {
  const paragraph = (text: string): string => wrap(text, style.columns);
  const toDo = (text: string): string => `${style.arrow} ${wrap(text, style.columns, 2).trimStart()}`;
  switch (explanation.kind) {
    case 'unknown-code':
      return [
        paragraph(`smsctl has no entry for ${explanation.code}.`),
        ...list('Similar codes:', explanation.similar.map(codeLine), style),
        ...(explanation.similar.length === 0 ? [] : ['']),
        toDo('If it is an error code of Twilio, read its page:'),
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
          live ? 'Live: reads from Twilio or from the secret store.' : 'Offline: reads the saved settings only.',
        ),
        ...list('Depends on:', needs, style),
        ...list('Error codes that it can detect beforehand:', explanation.codes.map(codeLine), style),
        '',
        toDo(remedyLine(remedy)),
      ];
    }
    case 'entry': {
      const { kind, id, title, meaning, remedy, exits, page } = explanation.entry;
      return [
        style.strong(paragraph(title === null || title === id ? id : `${id}: ${title}`)),
        style.dim(paragraph(`${entryKinds[kind].name}.`)),
        paragraph(meaning),
        ...(exits.length === 0 ? [] : ['', paragraph(`Exit code: ${exits.join(' or ')}`)]),
        ...list('Error codes that it leads to:', explanation.codes.map(codeLine), style),
        '',
        toDo(remedy),
        ...(page === null ? [] : [style.dim(page)]),
      ];
    }
  }
}

/** What an entry is, and the heading of its kind in the list. */
const entryKinds: Readonly<Record<EntryKind, { readonly name: string; readonly heading: string }>> = {
  error: { name: 'Error code of smsctl', heading: 'Error codes of smsctl' },
  reason: { name: 'Reason why a row of a contact list is not textable', heading: 'Reasons of contacts' },
  'list-finding': { name: 'Finding about a contact list', heading: 'Findings about contact lists' },
  'message-finding': { name: 'Finding about the text of a message', heading: 'Findings about texts of messages' },
  reply: { name: 'Reply of a recipient', heading: 'Replies of recipients' },
};

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
    ...(Object.keys(entryKinds) as EntryKind[]).map((kind) => ({
      heading: entryKinds[kind].heading,
      rows: explainedEntries
        .filter((entry) => entry.kind === kind)
        .map(({ id, title, meaning }) => [id, title ?? meaning] as const),
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
    wrap('To explain one of them, run `smsctl explain 30034`, or paste an error message.', style.columns),
    wrap('If a message did not arrive, run `smsctl explain no-message`.', style.columns),
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
