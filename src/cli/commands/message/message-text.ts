import type { MessageFinding } from '../../../domain/messages/message-finding.ts';
import type { Culprit, MessageReport } from '../../../domain/messages/message-report.ts';
import type { Segmentation } from '../../../domain/messages/segments.ts';
import { differencesFromEmail } from '../../../domain/messages/sms-and-email.ts';
import { counted } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { type Style, wrap } from '../../render/style.ts';

const culpritLimit = 12;

const segmentWords = ({ segments, encoding }: Segmentation): string => `${counted(segments, 'segment')}, ${encoding}`;

export function messageLines(report: MessageReport, style: Style): string {
  const { culprits, findings, placeholders, worstCase, plain } = report;
  const line = (label: string, text: string) => `${style.dim(label.padEnd(12))}${text}\n`;
  const more = culprits.length - culpritLimit;
  const shown = culprits.slice(0, culpritLimit);
  // Replacing characters only helps if it saves segments.
  const isCostly = findings.some(({ id, severity }) => id === 'message.ucs2' && severity === 'warning');
  return [
    line('Billed as', style.strong(segmentWords(report))),
    line('Characters', `${report.characters} (${roomWords(report)})`),
    ...(placeholders.length > 0 ? [line('Worst case', segmentWords(worstCase))] : []),
    ...(plain !== null && plain.segments < report.segments
      ? [line('In plain', `${segmentWords(plain)}: ${costWords(report.costFactor)} less`)]
      : []),
    ...(culprits.length > 0 ? [`\nNot in GSM-7:\n${shown.map((each) => culpritLine(each, isCostly)).join('')}`] : []),
    ...(more > 0 ? [`  and ${more} more (--json lists all)\n`] : []),
    ...(findings.length > 0 ? ['\n'] : []),
    ...findings.map((each) => findingLines(each, style)),
    `\n${style.dim('Not e-mail:')}\n`,
    ...differencesFromEmail.map((each) => `${style.dim(wrap(each, style.columns, 2))}\n`),
  ].join('');
}

function roomWords({ encoding, units, segments, room }: Segmentation): string {
  const unit = encoding === 'GSM-7' ? 'septets' : 'code units';
  return `${units} ${unit}, ${segments === 1 ? `${room.alone} fit one segment` : `${room.joined} fit each segment`}`;
}

/** `2` as `50 %`. */
const costWords = (factor: number): string => `${Math.round((1 - 1 / factor) * 100)} %`;

function culpritLine({ character, codePoints, count, position, replacement }: Culprit, isCostly: boolean): string {
  const times = count === 1 ? '' : `, ${count} times`;
  const points = codePoints.length > 40 ? `${codePoints.slice(0, 39)}…` : codePoints;
  const place = `line ${position.line} column ${position.column}${times}`;
  const advice = isCostly ? `: ${replacementWords(replacement)}` : '';
  return `  ${printable(character, 20)}  ${points}, ${place}${advice}\n`;
}

function replacementWords(replacement: string | null): string {
  if (replacement === null) return 'no plain character says the same';
  const named = new Map([
    ['', 'leave it out'],
    [' ', 'write a plain space'],
    ['\n', 'write a line break'],
  ]);
  return named.get(replacement) ?? `write ${replacement}`;
}

function findingLines({ id, severity, detail, remedy, position, code }: MessageFinding, style: Style): string {
  const badge = { error: style.bad, warning: style.careful, note: style.dim }[severity](severity.padEnd(8));
  const place = position === null ? '' : `, line ${position.line} column ${position.column}`;
  const error = code === null ? '' : ` [error ${code}]`;
  return [
    `${badge}${style.dim(`${id}${place}`)}\n`,
    `${wrap(`${printable(detail, 500)}${error}`, style.columns, 2)}\n`,
    `${wrap(`${style.arrow} ${printable(remedy, 500)}`, style.columns, 2)}\n`,
  ].join('');
}
