/** How a text travels: https://www.twilio.com/docs/glossary/what-sms-character-limit */
export interface Segmentation {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** What each of them is billed as. */
  readonly segments: number;
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Behind an escape, so that each takes the room of two (3GPP TS 23.038). */
const extended = new Set('\f^{}\\[~]|€');

/** One segment holds 160 septets or 70 code units; in a longer text each gives a few to what joins them. */
export function segmentsOf(text: string): Segmentation {
  const characters = [...text];
  if (characters.every((character) => basic.has(character) || extended.has(character))) {
    const widths = characters.map((character) => (extended.has(character) ? 2 : 1));
    return { encoding: 'GSM-7', segments: pack(widths, 160, 153) };
  }
  return {
    encoding: 'UCS-2',
    segments: pack(
      characters.map((character) => character.length),
      70,
      67,
    ),
  };
}

/** A character is never split between two segments. */
function pack(widths: readonly number[], alone: number, joined: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= alone) return 1;
  let segments = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > joined) {
      segments += 1;
      filled = 0;
    }
    filled += width;
  }
  return segments;
}
