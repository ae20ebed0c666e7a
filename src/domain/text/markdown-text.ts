import { withoutHidden } from './printable.ts';
import { redactForeign } from './redaction.ts';

/** Signs that CommonMark, or GitHub's tables, strike-through and mathematics, read as markup wherever they stand. */
const anywhere = /[\\`*_[\]<&|~$]/g;

/** Addresses that GitHub makes links without any markup: https://github.github.com/gfm/#autolinks-extension- */
const address = /:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\./gi;

/** What makes a heading, a list, a quotation or a rule of a line that begins with it. */
const atStart = /^(?:[#>=-]|\+(?=\s|$))/;
const numbered = /^(\d{1,9})([.)])(?=\s|$)/;

/**
 * Outside text as one line of Markdown may hold it: in a sentence, a list item or a table's cell, but not in a code span. It
 * reads as it was, and nothing of it is markup or becomes a link (but for e-mail addresses, on GitHub). What is hidden, line
 * breaks too, stands there as a visible escape. White space at its ends is left out. Without secrets; not cut.
 *
 * Any ASCII punctuation may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export const markdownText = (text: string): string =>
  withoutHidden(redactForeign(text.trim()))
    .replace(anywhere, '\\$&')
    .replace(address, '\\$&')
    .replace(atStart, '\\$&')
    .replace(numbered, '$1\\$2');
