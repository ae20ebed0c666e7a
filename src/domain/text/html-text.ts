import { withoutHidden } from './printable.ts';
import { redactForeign } from './redaction.ts';

/**
 * Outside text as HTML may hold it, between tags or in a quoted attribute that is no address, script or style. Nothing in it
 * is markup, and what is hidden (line breaks, too) stands there as a visible escape. Without secrets; not cut.
 */
export const htmlText = (text: string): string =>
  withoutHidden(redactForeign(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
