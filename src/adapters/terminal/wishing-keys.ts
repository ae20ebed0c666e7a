import type { Ask } from '../../ports.ts';
import { lineBreakSign } from './pasted-input.ts';

/** From arrow and function keys, and answers of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
export const escapeSequences = /\u001b(?:\[[0-9;?<]*[@-~]|O.)?/g;

/** Text with a line break in it, with the Enter at its end. */
const pastedLines = new RegExp(`^.*${lineBreakSign}[^\\r\u001b]*\\r?`, 's');

/**
 * Passes the keys of a choice or a confirmation on, until `?` or `<` is pressed: no answer to them holds one. Text that was
 * pasted over several lines does not choose.
 */
export function wishingKeys(
  { kind }: Pick<Ask, 'kind'>,
  press: (keys: string) => void,
  wish: (named: 'help' | 'back') => void,
): (keys: string) => void {
  let over = false;
  return (keys) => {
    if (over) return;
    const typed = kind === 'choice' ? keys.replace(pastedLines, '') : keys;
    const [key] = /[?<]/.exec(typed.replace(escapeSequences, '')) ?? [];
    if (key === undefined) return press(typed);
    over = true;
    wish(key === '?' ? 'help' : 'back');
  };
}
