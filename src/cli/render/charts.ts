import { countText, shareText } from '../../domain/text/counts.ts';
import { type Html, html, type Part } from './html.ts';

export interface Bar {
  readonly label: Part;
  readonly count: number;
  /** What it means, or what to do about it. */
  readonly note?: Part;
}

interface Chart {
  readonly caption: string;
  /** What the rows are: `Country`. */
  readonly head: string;
  /** What the notes are, where there are any. */
  readonly noteHead?: string;
  readonly total: number;
  readonly tone?: 'bad' | 'plain';
  /** In the order in which they are shown. */
  readonly rows: readonly Bar[];
}

/** Bars of a total, as a table for screen readers. */
export const bars = ({
  caption,
  head,
  noteHead,
  total,
  tone = 'plain',
  rows,
}: Chart): Html => html`<table class="bars${noteHead === undefined ? '' : ' noted'}">
<caption>${caption}</caption>
<thead><tr><th scope="col">${head}</th><th scope="col" class="number">Rows</th><th scope="col">Share</th>${noteHead === undefined ? '' : html`<th scope="col">${noteHead}</th>`}</tr></thead>
<tbody>
${rows.map(
  ({ label, count, note = '' }) => html`<tr>
<th scope="row">${label}</th>
<td class="number">${countText(count)}</td>
<td class="share"><span class="track"><span class="fill ${tone}" style="width:${widthOf(count, total)}%"></span></span><span class="percent">${shareText(count, total)}</span></td>
${noteHead === undefined ? '' : html`<td class="note">${note}</td>`}
</tr>
`,
)}</tbody>
</table>`;

/** In percent. At least half a percent, so that small counts stay visible. */
const widthOf = (count: number, total: number): string | number =>
  total === 0 ? 0 : Math.max((count / total) * 100, 0.5).toFixed(2);

/** The first `limit` rows, and the sum of the others in one row. */
export function withRest(rows: readonly Bar[], limit: number): readonly Bar[] {
  if (rows.length <= limit + 1) return rows;
  const rest = rows.slice(limit);
  return [
    ...rows.slice(0, limit),
    { label: `${rest.length} more`, count: rest.reduce((sum, { count }) => sum + count, 0) },
  ];
}

/** A bar for a share, with a mark at the minimum. Both in percent. */
export const meter = (share: number, minimum: number): Html =>
  html`<div class="meter" role="img" aria-label="${share} percent textable, minimum ${minimum} percent"><span class="fill ${share >= minimum ? 'good' : 'bad'}" style="width:${share}%"></span><span class="mark" style="left:${minimum}%"></span></div>
<p class="note">The line marks the minimum.</p>`;
