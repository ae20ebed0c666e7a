import type { AnswerKey, Question } from '../../domain/settings/question.ts';
import type { OptionSpec, Values } from './command.ts';

const methods = ['auth-token', 'api-key'];

/** What the help shows for a value; absent: `value`. */
const placeholders: Readonly<Partial<Record<AnswerKey, string>>> = {
  'owner.team': 'name',
  'owner.contact': 'address',
  'number.sender': 'number',
  'number.country': 'code',
  'number.messagingService': 'sid',
  'credentials.accountSid': 'sid',
  'credentials.method': 'method',
  'credentials.apiKeySid': 'sid',
  'credentials.region': 'region',
  'credentials.store': 'store',
  'credentials.secretCommand': 'command',
  'method.confirmed': 'method',
  'method.confirmedBy': 'name',
  'contacts.source': 'file',
  'contacts.country': 'code',
  'contacts.column': 'name',
  'contacts.countryColumn': 'name',
  'contacts.consentColumn': 'name',
  'contacts.numbers': 'kind',
  'contacts.sheet': 'name',
  'contacts.minimum': 'percent',
  'contacts.acknowledgedBy': 'name',
};

/** The values of closed sets, for completion. */
const closedSets: Readonly<Partial<Record<AnswerKey, Values>>> = {
  'credentials.method': methods,
  'credentials.store': ['keychain', 'file', 'env', 'command'],
  'method.confirmed': methods,
  'contacts.numbers': ['national', 'international'],
};

/** The flags that answer the questions, below the heading `group`. Made from the list, so that every question has one. */
export const questionOptions = (questions: readonly Question[], group: string): readonly OptionSpec[] =>
  questions.flatMap((question) => {
    const { key, kind, help, flag } = question;
    const variable = question.variable === null ? '' : ` [${question.variable}]`;
    if (question.kind === 'secret') {
      const { message, stdinFlag, fileFlag } = question;
      return [
        { flags: stdinFlag, help: `read the ${message} from stdin${variable}`, group, conflicts: [fileFlag] },
        { flags: `${fileFlag} <path>`, help: `read the ${message} from a file`, group },
      ];
    }
    if (flag === null) return [];
    const flags = kind === 'confirm' ? flag : `${flag} <${placeholders[key] ?? 'value'}>`;
    const values = closedSets[key];
    return [{ flags, help: `${help}${variable}`, group, ...(values !== undefined && { values }) }];
  });
