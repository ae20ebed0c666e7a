import { counted } from '../text/counts.ts';
import { finding, type MessageFinding } from './message-finding.ts';
import { assumedLength, type MeasuredMessage } from './message-report.ts';
import { bodyLimit, recommendedLength } from './message-rules.ts';
import { fillPlaceholders } from './placeholders.ts';

/** How to need fewer segments. */
function shorter({ segments, plain, worstCase, placeholders }: MeasuredMessage): string {
  if (plain !== null && plain.segments < segments) return 'Shorten it, or replace what makes it UCS-2.';
  if (worstCase.segments > segments) return 'Shorten it, or fill in plain letters.';
  return placeholders.length > 0 ? 'Shorten it, or the values of its placeholders.' : 'Shorten it.';
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
    const detail = `The text has ${length} characters; the provider takes ${bodyLimit}.`;
    found.push(finding('message.too-long', 'error', detail, 'Shorten it.', { code: '21617' }));
  } else if (length > recommendedLength) {
    const detail = `The text has ${length} characters; more than ${recommendedLength} are split by some carriers, and seldom read.`;
    found.push(finding('message.long', 'warning', detail, 'Say one thing, and link to the rest.'));
  }
  if (maxSegments !== undefined && worstCase.segments > maxSegments) {
    const detail = `In the worst case it is ${counted(worstCase.segments, 'segment')}; at most ${maxSegments} may be.`;
    found.push(finding('message.max-segments', 'error', detail, shorter(measured)));
  }
  return found;
}
