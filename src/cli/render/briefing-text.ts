import type { ShortFormBriefing } from '../../app/status/short-form-briefing.ts';
import { printable } from '../../domain/text/printable.ts';
import { type Style, wrap } from './style.ts';

const labelWidth = 13;

/** The limits of SMS for this organization, above the question whether campaign owners know them. */
export function briefingLines({ limits, sample, sampleNote }: ShortFormBriefing, style: Style): string {
  const { columns, dim, strong } = style;
  return [
    `\n  ${strong('SMS is not e-mail. For this organization:')}\n`,
    ...limits.map(({ label, text }) => {
      const words = wrap(printable(text, 500), columns, labelWidth + 2).trimStart();
      return `  ${dim(`${label}:`.padEnd(labelWidth))}${words}\n`;
    }),
    `  ${dim('A text of 160 characters:')}\n`,
    `${wrap(`"${sample}"`, Math.min(columns, 72), 4)}\n`,
    `${dim(wrap(sampleNote, columns, 4))}\n`,
  ].join('');
}
