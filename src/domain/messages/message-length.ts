import { counted, countText } from '../text/counts.ts';
import { finding, type MessageFinding } from './message-finding.ts';
import { assumedLength, type MeasuredMessage } from './message-report.ts';
import { bodyLimit, recommendedLength } from './message-rules.ts';
import { fillPlaceholders } from './placeholders.ts';

/** How to need fewer segments. */
function shorter({ segments, plain, worstCase, placeholders }: MeasuredMessage): string {
  if (plain !== null && plain.segments < segments)
    return 'Shorten the text, or replace the characters that make it UCS-2.';
  if (worstCase.segments > segments) return 'Shorten the text, or use values in plain letters.';
  return placeholders.length > 0 ? 'Shorten the text or the placeholder values.' : 'Shorten the text.';
}

/** Texts that are too long for the provider, for some carriers or for `maxSegments`. */
export function lengthFindings(
  text: string,
  maxSegments: number | undefined,
  measured: MeasuredMessage,
): readonly MessageFinding[] {
  const { worstCase } = measured;
  const found: MessageFinding[] = [];
  // Twilio counts the text with its values.
  const { length } = fillPlaceholders(text, 'x', assumedLength);
  if (length > bodyLimit) {
    const detail = `The text has ${countText(length)} characters. Twilio accepts at most ${countText(bodyLimit)}.`;
    found.push(finding('message.too-long', 'error', detail, 'Shorten the text.', { code: '21617' }));
  } else if (length > recommendedLength) {
    const detail = `The text has ${countText(length)} characters. Some carriers split texts that have more than ${recommendedLength}.`;
    found.push(finding('message.long', 'warning', detail, 'Shorten the text, and link to the rest.'));
  }
  if (maxSegments !== undefined && worstCase.segments > maxSegments) {
    const detail = `The worst case is ${counted(worstCase.segments, 'segment')}. The maximum is ${maxSegments}.`;
    found.push(finding('message.max-segments', 'error', detail, shorter(measured)));
  }
  return found;
}
