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
        `${written} does not say how long its values are; ${assumedLength} characters are assumed.`,
        `Write the longest, such as {{${name}:30}}.`,
        { position: positionAt(text, index) },
      ),
    );
  if (worstCase.segments > segments) {
    found.push(
      finding(
        'message.placeholder-worst-case',
        'warning',
        `It is ${counted(segments, 'segment')} of ${encoding} with plain values, and ${worstCase.segments} of UCS-2 for whoever has a value such as Łucja or Ζωή.`,
        'Reckon with the higher price, or fill in plain letters.',
        { position: positionAt(text, placeholders[0]?.index ?? 0) },
      ),
    );
  }
  for (const { written, index } of findOtherPlaceholders(text).slice(0, sameKindLimit)) {
    found.push(
      finding(
        'message.placeholder-other',
        'warning',
        `${written} looks like a placeholder of another tool, and was counted as it stands.`,
        'Write {{name:20}} to have it counted at its longest; see to it that it is filled in before it is sent.',
        { position: positionAt(text, index) },
      ),
    );
  }
  return found;
}
