import type { Explanation } from '../../../app/status/explain.ts';
import { type EntryKind, explainedEntries } from '../../../app/status/explained-entries.ts';
import type { GuideStep } from '../../../app/status/no-message.ts';
import { noMessage } from '../../../app/status/subjects.ts';
import { errorCodes } from '../../../domain/error-codes/error-codes.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import { messageStates } from '../../../domain/messages/message-states.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import { checklist } from '../../../setup/checklist.ts';
import type { Context } from '../../command/context.ts';
import { explainDocumentSpec, noSubject } from './explain-document.ts';

/** An explanation of one subject that needs nothing but its name. */
export type NamedExplanation = Exclude<Explanation, { readonly kind: 'no-message' }>;

export const explanationDocument = (
  { version, docsPage }: Pick<Context, 'version' | 'docsPage'>,
  explanation: NamedExplanation,
): string => documentOf(version, partsOf(explanation, docsPage));

export const guideDocument = (version: string, steps: readonly GuideStep[]): string =>
  documentOf(version, { kind: 'guide', id: noMessage, title: 'A message did not arrive', steps });

/** Everything that can be explained, by id. */
export const subjectsDocument = (version: string): string =>
  documentOf(version, {
    kind: 'list',
    checks: checklist.map(({ id }) => id),
    codes: errorCodes.map(({ code }) => String(code)),
    states: messageStates.map(({ id }) => id),
    reasons: idsOf('reason'),
    findings: [...idsOf('list-finding'), ...idsOf('message-finding')],
    replies: idsOf('reply'),
    errors: idsOf('error'),
  });

const idsOf = (kind: EntryKind): readonly string[] =>
  explainedEntries.filter((entry) => entry.kind === kind).map(({ id }) => id);

const documentOf = (version: string, parts: object): string =>
  jsonText({
    schema: explainDocumentSpec.schema,
    version,
    exitCode: exitCode.done,
    ...noSubject,
    ...parts,
    error: null,
  });

function partsOf(explanation: NamedExplanation, docsPage: Context['docsPage']) {
  switch (explanation.kind) {
    case 'unknown-code': {
      const { code, page, similar } = explanation;
      return { kind: 'code', id: String(code), page, similar: similar.map((each) => String(each.code)) };
    }
    case 'code': {
      const { code, title, meaning, causes, checks: ids, remedy } = explanation.code;
      return { kind: 'code', id: String(code), title, meaning, causes, checks: ids, remedy, page: explanation.page };
    }
    case 'state': {
      const { id, title, meaning, final, delivered, codes, remedy } = explanation.state;
      return {
        ...{ kind: 'state', id, title, meaning, final, delivered, remedy },
        codes: codes.map(String),
        page: explanation.page,
      };
    }
    case 'check': {
      const { id, title, why, codes = [], remedy } = explanation.check;
      return { kind: 'check', id, title, meaning: why, codes, remedy, page: docsPage(`reference.md#${id}`) };
    }
    case 'entry': {
      const { kind, id, title, meaning, remedy, codes, exits, page } = explanation.entry;
      return {
        ...{ kind, id, title, meaning, exits, page: page ?? docsPage(pages[kind]) },
        codes: codes.map(String),
        remedy: { text: remedy, command: null },
      };
    }
  }
}

/** The page in `docs` about a kind of entry. */
const pages: Readonly<Record<EntryKind, string>> = {
  reason: 'contacts.md',
  'list-finding': 'contacts.md',
  'message-finding': 'messages.md',
  reply: 'messages.md',
  error: 'error-codes.md',
};
