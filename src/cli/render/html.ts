import { htmlText } from '../../domain/text/html-text.ts';
import { pageStyle } from './page-style.ts';

/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What stands in markup: text, unless it is markup. */
export type Part = Html | string | number | readonly Part[];

const render = (part: Part): string => {
  if (part instanceof Html) return part.text;
  return Array.isArray(part) ? part.map(render).join('') : htmlText(String(part));
};

/** Markup with values put in: a string is text, whatever it holds; markup comes from here alone. */
export const html = (markup: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(markup.map((piece, index) => piece + render(parts[index] ?? '')).join(''));

/** One self-contained page: no script, and nothing that a browser would fetch. */
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

/** Our own words, in which a command stands in backticks. */
export const words = (text: string): Html =>
  html`${text.split('`').map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`))}`;
