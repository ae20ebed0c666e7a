import { withoutHidden } from './printable.ts';
import { redactOutsideText } from './redaction.ts';

/**
 * Makes text from outside safe for HTML, between tags or in a quoted attribute that is not a URL, script or style. Escapes
 * markup and hidden characters, including line breaks, and removes secrets. Does not shorten it.
 */
export const htmlText = (text: string): string =>
  withoutHidden(redactOutsideText(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
