import type { OverviewRead } from '../../../app/deliveries/read-overview.ts';
import { type FailureShare, leastJudged } from '../../../domain/deliveries/failure-share.ts';
import type { CodeCount, Overview } from '../../../domain/deliveries/overview.ts';
import { costText } from '../../../domain/prices/decimal.ts';
import { counted, countryName, countText, shareText } from '../../../domain/text/counts.ts';
import { dayText } from '../../render/day.ts';
import { type Style, wrap } from '../../render/style.ts';
import { alertLines } from './alert-lines.ts';
import { gapWords } from './gap-words.ts';
import { firstOf, joined, mostRows, reasonSteps, spanOf, timeText } from './shared-lines.ts';
import { sparkline } from './sparkline.ts';

/** An overview with its judgement. */
export interface ShownOverview {
  readonly read: OverviewRead;
  readonly share: FailureShare;
  /** In percent. */
  readonly maxFailed: number;
  readonly limit: number;
  /** `of +1202…`; empty: all senders. */
  readonly of: string;
  readonly unicode: boolean;
  readonly plain: boolean;
}

const labelWidth = 14;

/** What became of the messages, for 80 columns. The result and what to do come last. */
export function overviewLines(shown: ShownOverview, style: Style): string {
  const { read } = shown;
  const { overview } = read;
  const { since, until } = overview.span;
  const sections: readonly (readonly string[])[] = [
    [style.strong(wrap(`Messages${shown.of}: ${spanOf(since, until)}`, style.columns))],
    countLines(overview, style),
    trendLines(shown, style),
    causeLines(overview, style),
    countryLines(overview, style),
    costLines(overview, style),
    alertLines(read.alerts, style),
    noteLines(shown, style),
    // Last, so that it stays on the screen.
    verdictLines(shown, style),
    nextLines(shown, style),
  ];
  return joined(sections);
}

/** A share in percent with one decimal place. */
const percentText = (percent: number): string => `${Math.round(percent * 10) / 10} %`;

function verdictLines({ share, read, maxFailed }: ShownOverview, style: Style): readonly string[] {
  const { percent, known, judged, exceeds, cause, country, failed, refused } = share;
  const { messages } = read.overview;
  const told = (status: 'pass' | 'fail' | 'skip', text: string) => [
    `${style.mark(status)} ${wrap(text, style.columns, 2).trimStart()}`,
  ];
  if (messages === 0 && refused === 0) return told('skip', 'No message was sent. There is nothing to judge.');
  const causeText =
    cause === null
      ? ''
      : ` Most frequent: ${cause.code === null ? 'no error code' : `${cause.code}${cause.reason === null ? '' : `, ${cause.reason.title}`}`} (${countText(cause.count)}).`;
  const place = country === null ? '' : ` Nearly all failures are in one country: ${countryName(country)}.`;
  if (!judged) {
    const few = `${counted(known, 'message')} with a known outcome, of which ${countText(failed)} failed. Fewer than ${leastJudged} are not judged.`;
    return told('skip', `${few}${causeText}`);
  }
  const text = `${percentText(percent ?? 0)} of ${counted(known, 'message')} with a known outcome failed (maximum ${maxFailed} %).`;
  return told(exceeds ? 'fail' : 'pass', `${text}${causeText}${failed > 0 ? place : ''}`);
}

const barWidth = 20;
/** Narrower screens have no room for bars. */
const barColumns = 60;

function countLines({ outcomes, messages, received, stops, starts, otherChannels }: Overview, style: Style) {
  const row = (label: string, count: number, withBar = true): string => {
    const full = messages === 0 ? 0 : Math.round((count / messages) * barWidth);
    const bar =
      withBar && style.barFull !== '' && style.columns >= barColumns
        ? `  ${style.barFull.repeat(full)}${style.barEmpty.repeat(barWidth - full)}`
        : '';
    const share = withBar ? `  ${shareText(count, messages).padStart(7)}${bar}` : '';
    return `  ${label.padEnd(labelWidth)}${countText(count).padStart(9)}${share}`.trimEnd();
  };
  const labels: readonly (readonly [keyof typeof outcomes, string])[] = [
    ['delivered', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['unreported', 'sent, no report'],
    ['waiting', 'queued'],
    ['canceled', 'canceled'],
    ['other', 'other states'],
  ];
  const width = Math.max(...labels.map(([, label]) => label.length));
  const receivedLines =
    received === 0
      ? []
      : [
          `  Received: ${counted(received, 'message')}, of which ${countText(stops)} STOP and ${countText(starts)} START`,
        ];
  return [
    ...(messages === 0 ? [] : [row('sent'.padEnd(width), messages, false)]),
    ...labels
      .filter(([outcome]) => outcomes[outcome] > 0)
      .map(([outcome, label]) => row(label.padEnd(width), outcomes[outcome])),
    ...receivedLines,
    ...(otherChannels === 0
      ? []
      : [`  Other channels, such as WhatsApp, not counted here: ${counted(otherChannels, 'message')}`]),
  ];
}

function trendLines({ read, unicode, plain }: ShownOverview, style: Style): readonly string[] {
  const { unit, points } = read.overview.trend;
  const most = points.reduce((best, point) => (point.messages > best.messages ? point : best), points[0] ?? noPoint);
  const worst = points.reduce((best, point) => (point.failed > best.failed ? point : best), points[0] ?? noPoint);
  if (most.messages === 0) return [];
  const text = (count: number, at: number) =>
    unit === 'hour'
      ? `most: ${countText(count)} in the hour from ${timeText(at)}`
      : // Days are those of UTC.
        `most: ${countText(count)} on ${dayText(new Date(at).toISOString().slice(0, 10))}`;
  const width = Math.max(style.columns - 12, 10);
  const chart = (label: string, counts: readonly number[], words: string): readonly string[] =>
    plain
      ? [wrap(`${label}, ${words}`, style.columns, 2)]
      : [
          `  ${label.padEnd(9)}|${sparkline(counts, Math.min(width, points.length), unicode)}|`,
          style.dim(wrap(words, style.columns, 11)),
        ];
  return [
    style.strong(`By ${unit}`),
    ...chart(
      'Sent',
      points.map(({ messages }) => messages),
      text(most.messages, most.at),
    ),
    ...(worst.failed === 0
      ? []
      : chart(
          'Failed',
          points.map(({ failed }) => failed),
          text(worst.failed, worst.at),
        )),
  ];
}

const noPoint = { at: 0, messages: 0, failed: 0 };

function causeLines({ codes, outcomes }: Overview, style: Style): readonly string[] {
  if (codes.length === 0) return [];
  const failed = outcomes.failed + outcomes.undelivered;
  return [style.strong('Why they failed'), ...firstOf(codes, style, (row) => causeLine(row, failed, style))];
}

function causeLine({ code, count, first, last, reason }: CodeCount, failed: number, style: Style): readonly string[] {
  const name = code === null ? 'no code' : String(code);
  const title =
    reason?.title ?? (code === null ? 'Twilio gave no error code' : 'Not among the codes that smsctl knows');
  const checks =
    reason === null || reason.checks.length === 0 ? '' : ` Checks that can see it: ${reason.checks.join(', ')}.`;
  const span = spanOf(first, last);
  return [
    wrap(`${name}  ${title}: ${countText(count)} (${shareText(count, failed)})`, style.columns, 2),
    ...(reason === null ? [] : [wrap(reason.meaning, style.columns, 9)]),
    style.dim(wrap(`${span}.${checks}`, style.columns, 9)),
  ];
}

function countryLines({ countries }: Overview, style: Style): readonly string[] {
  if (countries.length < 2) return [];
  const name = (country: string | null) => (country === null ? 'unknown country' : countryName(country));
  const width = Math.min(Math.max(...countries.slice(0, mostRows + 1).map(({ country }) => name(country).length)), 30);
  return [
    style.strong('By country'),
    ...firstOf(countries, style, ({ country, messages, failed }) => [
      `  ${name(country).padEnd(width)}  ${countText(messages).padStart(9)} sent, ${countText(failed)} failed (${shareText(failed, messages)})`,
    ]),
  ];
}

function costLines({ costs, unpriced, messages }: Overview, style: Style): readonly string[] {
  if (messages === 0 && costs.length === 0) return [];
  const amounts = costs.map(
    ({ currency, amount, messages: priced }) => `${currency} ${costText(amount)} for ${counted(priced, 'message')}`,
  );
  const missing =
    unpriced === 0 ? '' : ` ${counted(unpriced, 'sent message')} without a price yet: Twilio adds it within a day.`;
  return [
    wrap(
      `Cost with carrier fees: ${amounts.length === 0 ? 'not known yet' : amounts.join(', ')}.${missing}`,
      style.columns,
    ),
  ];
}

function noteLines({ read, limit }: ShownOverview, style: Style): readonly string[] {
  const { outcomes } = read.overview;
  const notes = [
    ...(outcomes.unreported === 0
      ? []
      : [
          `${counted(outcomes.unreported, 'message')} went to a carrier that has reported nothing. Some carriers never do: these messages may have arrived.`,
        ]),
    ...read.gaps.map((gap) => gapWords(gap, { ...read, limit })),
  ];
  return notes.length === 0
    ? []
    : [style.strong('Not in the numbers'), ...notes.map((note) => `  - ${wrap(note, style.columns, 4).trimStart()}`)];
}

/** What to do about the most frequent cause; if nothing failed, about the most frequent failure of a webhook. */
function nextLines({ share: { cause }, read }: ShownOverview, style: Style): readonly string[] {
  const webhook = read.alerts.find(({ kind }) => kind === 'webhook');
  const reason = cause === null ? webhook?.reason : cause.reason;
  if (reason == null) return [];
  return reasonSteps(reason, style);
}
