import type { ContactsProgress } from '../../app/check-contacts.ts';
import { printable } from '../../domain/printable.ts';
import type { Screen } from '../context.ts';
import type { Style } from './style.ts';

const barWidth = 24;

/** Draws a bar on one line of a terminal; draws nothing elsewhere. `end` removes it. */
export function progressBar(name: string, screen: Screen, { barFull, barEmpty }: Style) {
  let drawn = false;
  return {
    show: ({ rows, bytes, totalBytes }: ContactsProgress): void => {
      if (!screen.isTerminal) return;
      const share = totalBytes === 0 ? 1 : Math.min(bytes / totalBytes, 1);
      const full = Math.round(share * barWidth);
      const line = `  ${barFull.repeat(full)}${barEmpty.repeat(barWidth - full)} ${rows} rows of ${printable(name, 40)}`;
      screen.write(`\r${line.slice(0, screen.columns - 1)}\u001b[K`);
      drawn = true;
    },
    end: (): void => {
      if (drawn) screen.write('\r\u001b[K');
    },
  };
}
