import type { ContactsProgress } from '../../app/contacts/counted-lists.ts';
import { countText } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Screen } from '../command/context.ts';
import type { Style } from './style.ts';

const barWidth = 24;
/** In columns. Narrower screens have room for the words only. */
const wideEnough = 50;
/** Estimates of the time left are unreliable before this. */
const settledMs = 1000;

/**
 * Draws a bar on one line of a terminal, with the count of rows or other `things`, the rate and the time left; draws nothing
 * elsewhere. `name` is where they are from; empty: nothing is said. `end` removes it.
 */
export function progressBar(
  name: string,
  screen: Screen,
  { barFull, barEmpty }: Style,
  things = 'rows',
  now: () => number = Date.now,
) {
  let drawn = false;
  const startedAt = now();
  return {
    show: ({ rows, bytes, totalBytes }: ContactsProgress): void => {
      if (!screen.isTerminal) return;
      const seconds = (now() - startedAt) / 1000;
      const share = totalBytes === null || totalBytes === 0 ? null : Math.min(bytes / totalBytes, 1);
      const full = Math.round((share ?? 0) * barWidth);
      const bar =
        share === null || screen.columns < wideEnough
          ? ''
          : `${barFull.repeat(full)}${barEmpty.repeat(barWidth - full)} `;
      const rate = seconds > 0 ? `, ${countText(Math.round(rows / seconds))} a second` : '';
      const isSettled = share !== null && share > 0 && seconds * 1000 >= settledMs;
      const left = isSettled ? `, ${duration((seconds / share) * (1 - share))} left` : '';
      const head = `  ${bar}${countText(rows)} ${things}`;
      const of = name === '' ? '' : ` of ${printable(name, 40)}`;
      const lines = [`${of}${rate}${left}`, `${of}${left}`, left].map((rest) => `${head}${rest}`);
      const line = lines.find(({ length }) => length < screen.columns) ?? head;
      screen.write(`\r${line.slice(0, screen.columns - 1)}\u001b[K`);
      drawn = true;
    },
    end: (): void => {
      if (drawn) screen.write('\r\u001b[K');
    },
  };
}

export interface WaitLine {
  readonly show: () => void;
  readonly end: () => void;
}

/** A line on a terminal while something is waited for; nothing elsewhere. `end` removes it. */
export function waitLine(words: string, screen: Screen): WaitLine {
  let drawn = false;
  return {
    show: (): void => {
      if (!screen.isTerminal || drawn) return;
      screen.write(`  ${words}`);
      drawn = true;
    },
    end: (): void => {
      if (drawn) screen.write('\r\u001b[K');
      drawn = false;
    },
  };
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
