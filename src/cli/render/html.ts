import { htmlText } from '../../domain/text/html-text.ts';
import { pageStyle } from './page-style.ts';

/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value in a template. Strings and numbers are text, and get escaped. */
export type Part = Html | string | number | readonly Part[];

const render = (part: Part): string => {
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(render).join('') : htmlText(String(part));
};

/** Markup from a template. The only way to make markup: other strings are escaped. */
export const html = (markup: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(markup.map((piece, index) => piece + render(parts[index] ?? '')).join(''));

/** A self-contained page: no scripts, no requests. */
export const page = (title: string, body: Html): string =>
  `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.text
  }`;

/** A section of a page with its heading. `id` is its anchor. */
export const section = (id: string, heading: string, body: Part): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${body}</section>`;

/** Text with commands in backticks, which become code. */
export const words = (text: string): Html =>
  html`${text.split('`').map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`))}`;
