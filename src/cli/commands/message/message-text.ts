import type { MessageFinding } from '../../../domain/messages/message-finding.ts';
import type { Culprit, MessageReport } from '../../../domain/messages/message-report.ts';
import type { Segmentation } from '../../../domain/messages/segments.ts';
import { differencesFromEmail } from '../../../domain/messages/sms-and-email.ts';
import { counted, countText } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { type Style, wrap } from '../../render/style.ts';

const culpritLimit = 12;

/** What needs attention comes last, so that it stays on the screen. */
const weights: Readonly<Record<MessageFinding['severity'], number>> = { note: 0, warning: 1, error: 2 };

const segmentWords = ({ segments, encoding }: Segmentation): string => `${counted(segments, 'segment')}, ${encoding}`;

/** The cost of a text, then what to change. `--verbose` adds how SMS differs from e-mail. */
export function messageLines(report: MessageReport, style: Style): string {
  const { findings, placeholders, worstCase, plain } = report;
  const line = (label: string, text: string) => `${style.dim(label.padEnd(12))}${text}\n`;
  return [
    line('Cost', style.strong(segmentWords(report))),
    line('Length', lengthWords(report)),
    ...(placeholders.length > 0 ? [line('Worst case', segmentWords(worstCase))] : []),
    ...(plain !== null && plain.segments < report.segments
      ? [line('Plain text', `${segmentWords(plain)} (${costWords(report.costFactor)} cheaper)`)]
      : []),
    ...(findings.length === 0 ? [line('Findings', 'none')] : []),
    ...culpritLines(report, style),
    ...(findings.length > 0 ? ['\n'] : []),
    ...findings
      .toSorted((one, other) => weights[one.severity] - weights[other.severity])
      .map((each) => findingLines(each, style)),
    ...(style.verbose
      ? [
          '\nSMS is not e-mail:\n',
          ...differencesFromEmail.map((each) => `${style.dim(wrap(each, style.columns, 2))}\n`),
        ]
      : []),
  ].join('');
}

function lengthWords({
  encoding,
  characters,
  units,
  segments,
  room,
}: Segmentation & Pick<MessageReport, 'characters'>) {
  const unit = encoding === 'GSM-7' ? 'septets' : 'code units';
  const sent = units === characters ? '' : `, ${countText(units)} ${unit}`;
  const limit = segments === 1 ? `${room.alone} fit in one segment` : `${room.joined} fit in each segment`;
  return `${counted(characters, 'character')}${sent} (${limit})`;
}

/** `2` as `50 %`. */
const costWords = (factor: number): string => `${Math.round((1 - 1 / factor) * 100)} %`;

function culpritLines({ culprits, findings }: MessageReport, style: Style): readonly string[] {
  if (culprits.length === 0) return [];
  // Replacing characters only helps if it saves segments.
  const isCostly = findings.some(({ id, severity }) => id === 'message.ucs2' && severity === 'warning');
  const more = culprits.length - culpritLimit;
  return [
    '\nNot in GSM-7:\n',
    ...culprits.slice(0, culpritLimit).map((each) => culpritLine(each, isCostly, style)),
    ...(more > 0 ? [`  and ${more} more (\`--json\` lists all)\n`] : []),
  ];
}

function culpritLine(culprit: Culprit, isCostly: boolean, { columns }: Style): string {
  const { character, codePoints, count, position, replacement } = culprit;
  const times = count === 1 ? '' : `, ${count} times`;
  const points = codePoints.length > 40 ? `${codePoints.slice(0, 39)}…` : codePoints;
  const place = `line ${position.line}, column ${position.column}${times}`;
  const advice = isCostly ? `: ${replacementWords(replacement)}` : '';
  return `  ${printable(character, 20)}  ${wrap(`${points}, ${place}${advice}`, columns, 6).trimStart()}\n`;
}

function replacementWords(replacement: string | null): string {
  if (replacement === null) return 'no replacement';
  const named = new Map([
    ['', 'delete it'],
    [' ', 'replace with a space'],
    ['\n', 'replace with a line break'],
  ]);
  return named.get(replacement) ?? `replace with ${replacement}`;
}

function findingLines({ id, severity, detail, remedy, position, code }: MessageFinding, style: Style): string {
  const badge = { error: style.bad, warning: style.careful, note: style.dim }[severity](severity.padEnd(8));
  const place = position === null ? '' : `Line ${position.line}, column ${position.column}: `;
  const error = code === null ? '' : ` [error ${code}]`;
  return [
    `${badge}${style.dim(id)}\n`,
    `${wrap(`${place}${printable(detail, 500)}${error}`, style.columns, 2)}\n`,
    `${wrap(`${style.arrow} ${printable(remedy, 500)}`, style.columns, 2)}\n`,
  ].join('');
}
