import { judgeFast } from '../automaton/fast-judge.ts';
import { type JudgeCell, judgeCell } from '../domain/contact-judge.ts';
import { loadNumberImage } from './number-image.ts';

/**
 * `judgeCell`, from the compiled numbering plans where they know, which is some ten times faster; and by itself where there
 * are none that fit. Takes some milliseconds and megabytes to open.
 */
export function compiledJudge(): JudgeCell {
  const loaded = loadNumberImage();
  if (!loaded.ok) return judgeCell;
  const { automaton } = loaded.image;
  return (cell, country) => judgeFast(automaton, cell, country) ?? judgeCell(cell, country);
}
