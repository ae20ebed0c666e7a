import { finding, type MessageFinding, positionAt, sameKindLimit } from './message-finding.ts';
import { findMarkup, findShortLinks, hasOptOut, senderAtStart, unknownOptOutWord } from './message-rules.ts';

export interface Writer {
  /** Names by which recipients know it. */
  readonly names: readonly string[];
  /** True if the sender on the phone is a name. */
  readonly alphanumeric?: boolean;
}

/** What carriers and recipients expect of a text: opting out, a name, no short links, no formatting. */
export function conventionFindings(text: string, { names, alphanumeric = false }: Writer): readonly MessageFinding[] {
  const found: MessageFinding[] = [];
  const unknown = unknownOptOutWord(text);
  if (unknown !== undefined) {
    const detail = `Twilio does not act on ${unknown.word} by default. Recipients who reply ${unknown.word} still get messages.`;
    const position = positionAt(text, unknown.index);
    found.push(
      finding('message.opt-out-word', 'warning', detail, 'Use STOP, or configure the word in Twilio.', { position }),
    );
  } else if (!hasOptOut(text)) {
    const detail = 'The text does not say how to opt out. Carriers expect it in the first message of a campaign.';
    found.push(finding('message.opt-out', 'warning', detail, 'Add "Reply STOP to opt out."', { code: '30007' }));
  }
  const lower = text.toLowerCase();
  const isNamed = alphanumeric || names.some((name) => lower.includes(name.toLowerCase()));
  if (!isNamed && senderAtStart(text) === undefined) {
    const missing = names.length === 0 ? 'begin with a sender name' : `contain the name ${names.join(' or ')}`;
    const detail = `Recipients see a phone number, and the text does not ${missing}.`;
    found.push(
      finding('message.sender-name', 'note', detail, `Begin with the name, such as "${names[0] ?? 'Acme'}: ".`),
    );
  }
  for (const { domain, index } of findShortLinks(text).slice(0, sameKindLimit)) {
    const detail = `${domain} is a public URL shortener. Carriers filter its links.`;
    const position = positionAt(text, index);
    found.push(
      finding('message.short-link', 'warning', detail, 'Use a link on your own domain.', { position, code: '30007' }),
    );
  }
  const markup = findMarkup(text);
  if (markup !== undefined) {
    const detail = `${markup.written} arrives as it is written. SMS has no formatting.`;
    found.push(
      finding('message.markup', 'warning', detail, 'Write plain text.', { position: positionAt(text, markup.index) }),
    );
  }
  return found;
}
