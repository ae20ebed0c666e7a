import type { ShortFormBriefing } from '../../app/status/short-form-briefing.ts';
import { printable } from '../../domain/text/printable.ts';
import { type Style, wrap } from './style.ts';

const labelWidth = 11;

/** What campaign owners have to reckon with, above the question whether they know. */
export function briefingLines({ limits, sample, sampleNote }: ShortFormBriefing, style: Style): string {
  const { columns, dim, strong } = style;
  return [
    `\n  ${strong('SMS is not light e-mail; this is what it is here:')}\n`,
    ...limits.map(({ label, text }) => {
      const words = wrap(printable(text, 500), columns, labelWidth + 2).trimStart();
      return `  ${dim(label.padEnd(labelWidth))}${words}\n`;
    }),
    `  ${dim('What 160 characters look like:')}\n`,
    `${wrap(`"${sample}"`, Math.min(columns, 72), 4)}\n`,
    `${dim(wrap(sampleNote, columns, 4))}\n`,
  ].join('');
}
