import { judgeFast } from '../../automaton/fast-judge.ts';
import { walk } from '../../automaton/number-automaton.ts';
import { type JudgeCell, judgeCell } from '../../domain/numbers/contact-judge.ts';
import { judgeNumber } from '../../domain/numbers/contact-number.ts';
import type { JudgeDigits } from '../../domain/numbers/number-readings.ts';
import { loadNumberImage } from './number-image.ts';

/**
 * `judgeCell`, some ten times faster by the compiled numbering plans; plain `judgeCell` if these
 * do not fit. Takes some milliseconds and megabytes to open.
 */
export function compiledJudge(): JudgeCell {
  const loaded = loadNumberImage();
  if (!loaded.ok) return judgeCell;
  const { automaton } = loaded.image;
  return (cell, country) => judgeFast(automaton, cell, country) ?? judgeCell(cell, country);
}

/** `judgeNumber` by the compiled numbering plans, for `readingsOf`. */
export function compiledDigits(): JudgeDigits {
  const loaded = loadNumberImage();
  if (!loaded.ok) return judgeNumber;
  const { automaton } = loaded.image;
  return (international, digits, country) =>
    walk(automaton, international, digits, country) ?? judgeNumber(international, digits, country);
}
