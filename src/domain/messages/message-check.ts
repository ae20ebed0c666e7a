import { characterFindings, findCulprits, plainVersion } from './message-characters.ts';
import { conventionFindings, type Writer } from './message-conventions.ts';
import { finding, type MessageFinding } from './message-finding.ts';
import { lengthFindings } from './message-length.ts';
import { assumedLength, type MeasuredMessage, type MessageReport } from './message-report.ts';
import { placeholderFindings } from './placeholder-findings.ts';
import { fillPlaceholders, findPlaceholders } from './placeholders.ts';
import { segmentsOf } from './segments.ts';

export interface MessageRequest extends Writer {
  readonly text: string;
  readonly maxSegments?: number;
}

/**
 * What a text costs and what may keep it from arriving. Placeholders count at their longest, in GSM-7. `worstCase` is with
 * values in another script. Reads the text only, and never throws.
 */
export function checkMessage(request: MessageRequest): MessageReport {
  const { text } = request;
  const placeholders = findPlaceholders(text);
  const filled = fillPlaceholders(text, 'x', assumedLength);
  const segmentation = segmentsOf(filled);
  const worstCase = placeholders.length === 0 ? segmentation : segmentsOf(fillPlaceholders(text, 'ж', assumedLength));
  const culprits = findCulprits(text);
  const plain = plainVersion(text, culprits);
  const costFactor = plain === null ? 1 : segmentation.segments / Math.min(plain.segments, segmentation.segments);
  const report = { ...segmentation, culprits, plain, costFactor, placeholders, worstCase };
  return { ...report, findings: findingsOf(request, report) };
}

function findingsOf(request: MessageRequest, measured: MeasuredMessage): readonly MessageFinding[] {
  if (request.text.trim() === '') {
    return [finding('message.empty', 'error', 'The text is empty.', 'Enter a text.', { code: '21602' })];
  }
  return [
    ...lengthFindings(request.text, request.maxSegments, measured),
    ...characterFindings(request.text, measured),
    ...placeholderFindings(request.text, measured),
    ...conventionFindings(request.text, request),
  ];
}
