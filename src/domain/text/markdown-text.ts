import { withoutHidden } from './printable.ts';
import { redactOutsideText } from './redaction.ts';

/** Characters that CommonMark, or GitHub's tables, strike-through and mathematics, treat as markup anywhere in a line. */
const anywhere = /[\\`*_[\]<&|~$]/g;

/** URLs that GitHub links without markup: https://github.github.com/gfm/#autolinks-extension- */
const address = /:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\./gi;

/** Starts of a heading, list, quotation or rule. */
const atStart = /^(?:[#>=-]|\+(?=\s|$))/;
const numbered = /^(\d{1,9})([.)])(?=\s|$)/;

/**
 * Makes text from outside safe for one line of Markdown: in a sentence, a list item or a table's cell, but not in a code span.
 * Escapes markup, links (except e-mail addresses on GitHub) and hidden characters, including line breaks. Removes secrets, and
 * white space at its ends. Does not shorten it.
 *
 * Any ASCII punctuation may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export const markdownText = (text: string): string =>
  withoutHidden(redactOutsideText(text.trim()))
    .replace(anywhere, '\\$&')
    .replace(address, '\\$&')
    .replace(atStart, '\\$&')
    .replace(numbered, '$1\\$2');
