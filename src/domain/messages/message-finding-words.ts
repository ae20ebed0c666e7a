import type { MessageFindingId } from './message-finding.ts';

/** The texts about a kind of finding; a finding itself has those about its text. */
interface FindingWords {
  /** Without a full stop. */
  readonly title: string;
  /** One or two sentences. */
  readonly meaning: string;
  /** What to do, in sentences. */
  readonly remedy: string;
  /** The provider's error code that it may lead to. Null: none. */
  readonly code: string | null;
}

/** In the order in which `message check` looks for them. */
export const messageFindingWords: Readonly<Record<MessageFindingId, FindingWords>> = {
  'message.empty': {
    title: 'The text is empty',
    meaning: 'Twilio refuses a message without text.',
    remedy: 'Write the text.',
    code: '21602',
  },
  'message.too-long': {
    title: 'The text is too long to be sent',
    meaning: 'Twilio refuses a message of more than 1,600 characters. Placeholders count at their longest.',
    remedy: 'Shorten the text.',
    code: '21617',
  },
  'message.long': {
    title: 'The text is longer than recommended',
    meaning: 'Twilio recommends at most 320 characters. Some carriers split longer messages.',
    remedy: 'Shorten the text, or link to the rest.',
    code: null,
  },
  'message.max-segments': {
    title: 'The text needs more segments than allowed',
    meaning: 'In the worst case, the text needs more segments than `--max-segments` allows.',
    remedy: 'Shorten the text, or allow more segments.',
    code: null,
  },
  'message.ucs2': {
    title: 'Characters outside GSM-7',
    meaning: 'With one such character, a segment holds 70 characters instead of 160, so that the message costs more.',
    remedy: 'Replace the listed characters, or accept the price.',
    code: null,
  },
  'message.hidden-characters': {
    title: 'Invisible characters',
    meaning: 'The text has characters that nothing shows. They are sent and billed like any other.',
    remedy: 'Delete them.',
    code: null,
  },
  'message.placeholder-length': {
    title: 'Placeholder without a length',
    meaning: 'smsctl does not know how long the values of the placeholder are, and assumes a length.',
    remedy: 'Write the longest length, such as {{name:30}}.',
    code: null,
  },
  'message.placeholder-worst-case': {
    title: 'Some values make the message longer',
    meaning: 'A value with a character outside GSM-7 makes the whole message UCS-2, which needs more segments.',
    remedy: 'Plan with the higher price, or use values in plain letters.',
    code: null,
  },
  'message.placeholder-other': {
    title: 'Placeholder of another tool',
    meaning: 'The text has a placeholder in a form that smsctl does not fill. It is counted as plain text.',
    remedy: 'Write it as {{name:20}}, and make sure that it is filled in before sending.',
    code: null,
  },
  'message.opt-out': {
    title: 'No way to opt out',
    meaning: 'The text does not say how to opt out. Carriers expect it in the first message of a campaign.',
    remedy: 'Add "Reply STOP to opt out."',
    code: '30007',
  },
  'message.opt-out-word': {
    title: 'Opt-out word that Twilio does not handle',
    meaning: 'Twilio does not act on this word by default. Recipients who reply with it still get messages.',
    remedy: 'Use STOP, or add the word to the Messaging Service.',
    code: null,
  },
  'message.sender-name': {
    title: 'No sender name at the start',
    meaning: 'Recipients see a number. Without a name in the text, they do not know who writes.',
    remedy: 'Begin with the name, such as "Acme: …".',
    code: null,
  },
  'message.short-link': {
    title: 'Link of a public URL shortener',
    meaning: 'Carriers filter messages with links of public URL shorteners, whatever the text says.',
    remedy: 'Link to a domain of your own.',
    code: '30007',
  },
  'message.markup': {
    title: 'Markup in the text',
    meaning: 'An SMS has no formatting, so that tags, entities and Markdown arrive as written.',
    remedy: 'Write plain text.',
    code: null,
  },
};
