import { counted } from '../text/counts.ts';
import { finding, type MessageFinding, positionAt, sameKindLimit } from './message-finding.ts';
import { assumedLength, type MeasuredMessage } from './message-report.ts';
import { findOtherPlaceholders } from './placeholders.ts';

/** Placeholders without a length, with costly values, or of other tools. */
export function placeholderFindings(text: string, measured: MeasuredMessage): readonly MessageFinding[] {
  const { placeholders, segments, encoding, worstCase } = measured;
  const found = placeholders
    .filter(({ longest }) => longest === undefined)
    .slice(0, sameKindLimit)
    .map(({ name, written, index }) =>
      finding(
        'message.placeholder-length',
        'warning',
        `${written} has no maximum length. smsctl assumes ${assumedLength} characters.`,
        `Add the maximum, such as {{${name}:30}}.`,
        { position: positionAt(text, index) },
      ),
    );
  if (worstCase.segments > segments) {
    found.push(
      finding(
        'message.placeholder-worst-case',
        'warning',
        `With plain values, the text is ${counted(segments, 'segment')} (${encoding}). With a value such as Łucja or Ζωή, it is ${worstCase.segments} (UCS-2).`,
        'Plan for the higher price, or use values in plain letters.',
        { position: positionAt(text, placeholders[0]?.index ?? 0) },
      ),
    );
  }
  for (const { written, index } of findOtherPlaceholders(text).slice(0, sameKindLimit)) {
    found.push(
      finding(
        'message.placeholder-other',
        'warning',
        `${written} looks like a placeholder of another tool. smsctl counts it as plain text.`,
        'Write {{name:20}} to count its maximum length. Check that your tool replaces it before sending.',
        { position: positionAt(text, index) },
      ),
    );
  }
  return found;
}
