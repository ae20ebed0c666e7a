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
    const detail = `The provider does not act on ${unknown.word} by itself: whoever answers with it goes on getting messages.`;
    const position = positionAt(text, unknown.index);
    found.push(finding('message.opt-out-word', 'warning', detail, 'Use STOP, or set the word up.', { position }));
  } else if (!hasOptOut(text)) {
    const detail = 'It does not say how to opt out; carriers want it in the first message of a campaign.';
    found.push(finding('message.opt-out', 'warning', detail, 'Add "Reply STOP to opt out."', { code: '30007' }));
  }
  const lower = text.toLowerCase();
  const isNamed = alphanumeric || names.some((name) => lower.includes(name.toLowerCase()));
  if (!isNamed && senderAtStart(text) === undefined) {
    const detail =
      names.length === 0
        ? 'Recipients see a number and no name.'
        : `Recipients see a number and no name, and ${names.join(', ')} is not in the text.`;
    found.push(finding('message.sender-name', 'note', detail, 'Begin with who writes.'));
  }
  for (const { domain, index } of findShortLinks(text).slice(0, sameKindLimit)) {
    const detail = `${domain} is a public URL shortener: carriers filter it, whatever stands behind it.`;
    const position = positionAt(text, index);
    found.push(
      finding('message.short-link', 'warning', detail, 'Link to a domain of your own.', { position, code: '30007' }),
    );
  }
  const markup = findMarkup(text);
  if (markup !== undefined) {
    const detail = `${markup.written} arrives as it is written: an SMS has no formatting.`;
    found.push(
      finding('message.markup', 'warning', detail, 'Write plain text.', { position: positionAt(text, markup.index) }),
    );
  }
  return found;
}
