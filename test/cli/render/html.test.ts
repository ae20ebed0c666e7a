import { describe, expect, it } from 'vitest';
import { html, page, section, words } from '../../../src/cli/render/html.ts';
import { markdownTable } from '../../../src/cli/render/markdown-table.ts';

const outside = '<b title="x">&\'</b>';

describe('markup', () => {
  it('escapes every text and number in it, and keeps markup', () => {
    const { text } = html`<p id="${outside}">${outside}${7}${html`<i>${outside}</i>`}</p>`;
    expect(text).not.toMatch(/<\/?b\b/);
    expect(text).toMatch(/^<p id="&lt;b title=&quot;x&quot;&gt;[^"<>]*">[^<>]*7<i>[^<>]*<\/i><\/p>$/);
  });

  it('joins lists of parts, however deep', () => {
    expect(html`<ul>${[html`<li>1</li>`, [html`<li>2</li>`, 'x<']]}</ul>`.text).toBe(
      '<ul><li>1</li><li>2</li>x&lt;</ul>',
    );
    expect(html`<ul>${[]}</ul>`.text).toBe('<ul></ul>');
  });

  it('makes code of what is in backticks', () => {
    expect(words('Run `smsctl verify`, then `a<b`.').text).toBe(
      'Run <code>smsctl verify</code>, then <code>a&lt;b</code>.',
    );
    expect(words('Nothing').text).toBe('Nothing');
  });

  it('names a section by its heading', () => {
    expect(section('part', outside, 'Text').text).toMatch(
      /^<section aria-labelledby="part"><h2 id="part">&lt;b[^<]*<\/h2>Text<\/section>$/,
    );
  });

  it('is a page that loads nothing, with its title escaped', () => {
    const text = page(outside, html`<main></main>`);
    expect(text).toContain("default-src 'none'");
    expect(text).toMatch(/<title>&lt;b [^<]*<\/title>/);
    expect(text).toContain('<body>\n<main></main>\n</body>');
    // The style is no text.
    expect(/<style>([^<]*)<\/style>/.exec(text)?.[1]).toContain('{');
  });
});

describe('a table in Markdown', () => {
  it('escapes each bar of a cell once', () => {
    expect(
      markdownTable(
        ['a', 'b'],
        [
          ['x|y', 'x\\|y'],
          ['', ''],
        ],
      ),
    ).toBe(['| a | b |', '| --- | --- |', '| x\\|y | x\\|y |', '|  |  |'].join('\n'));
  });
});
