import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertCell } from '../../../src/domain/text/csv-cell.ts';
import { htmlText } from '../../../src/domain/text/html-text.ts';
import { jsonText, visibleJson } from '../../../src/domain/text/json-text.ts';
import { markdownText } from '../../../src/domain/text/markdown-text.ts';
import { escapePayloads, rawControls } from '../../support/escape-payloads.ts';

/** What a single selector behind a character does is seen, and is not hidden. */
const withoutSelector = (text: string): string => text.replace(/(?<=a)\ufe00/, '');

describe('outside text as HTML', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`" onload='x' & y`, '&quot; onload=&#39;x&#39; &amp; y'],
    ['a\nb\u202e', 'a\\x0ab\\u{202e}'],
    ['Zoë', 'Zoë'],
  ])('%s', (text, shown) => expect(htmlText(text)).toBe(shown));

  it.each(escapePayloads)('makes %s harmless', (_, text) =>
    expect(withoutSelector(htmlText(text))).not.toMatch(rawControls),
  );

  it('never contains markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'a;#x/ ') }), (text) => {
        expect(htmlText(text)).not.toMatch(/[<>"']/);
        expect(htmlText(text).replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });
});

describe('outside text as Markdown', () => {
  it.each([
    ['# heading', '\\# heading'],
    ['> quotation', '\\> quotation'],
    ['- item', '\\- item'],
    ['--- rule', '\\--- rule'],
    ['=== rule', '\\=== rule'],
    ['+ item', '\\+ item'],
    ['+', '\\+'],
    ['+12025550123', '+12025550123'],
    ['1. item', '1\\. item'],
    ['12) item', '12\\) item'],
    ['1.', '1\\.'],
    ['1.5 segments', '1.5 segments'],
    ['a - b # c + d 1. e', 'a - b # c + d 1. e'],
    ['*bold* _thin_ `code` ~~gone~~ $x$', '\\*bold\\* \\_thin\\_ \\`code\\` \\~\\~gone\\~\\~ \\$x\\$'],
    ['[link](javascript:alert(1))', '\\[link\\](javascript:alert(1))'],
    ['![image](//evil)', '!\\[image\\](//evil)'],
    ['<script>', '\\<script>'],
    ['&lt;', '\\&lt;'],
    ['a|b', 'a\\|b'],
    ['back\\slash', 'back\\\\slash'],
    ['https://evil.example', 'https\\://evil.example'],
    ['see HTTP://a and ftp://b', 'see HTTP\\://a and ftp\\://b'],
    ['www.evil.example', 'www\\.evil.example'],
    ['swww.a', 'swww.a'],
    ['mailto:a@b.example', 'mailto\\:a@b.example'],
    ['xmpp:a', 'xmpp\\:a'],
    ['at 10:30', 'at 10:30'],
    ['    code', 'code'],
    ['a\n\n# b', 'a\\\\x0a\\\\x0a# b'],
    ['two ends \t', 'two ends'],
    ['Zoë & Co', 'Zoë \\& Co'],
  ])('%j', (text, shown) => {
    // An escape of ours begins with a backslash, which is escaped in its turn.
    expect(markdownText(text)).toBe(shown);
  });

  it.each(escapePayloads)('makes %s harmless', (_, text) =>
    expect(withoutSelector(markdownText(text))).not.toMatch(rawControls),
  );
});

describe('outside text as a CSV cell', () => {
  it.each([
    '',
    'Ada Lovelace',
    'ada@example.com',
    '+12025550123',
    '+1 (202) 555-0123',
    '-5',
    '-1.5',
    '+',
    'a,b;c\td',
    'say "hi"',
    'two\nlines',
    'two\r\nlines',
    'a=1',
    'می\u200cخواهم',
    'pay\u200dpal',
    'pay\u200bpal',
    '\u200fDan\u200e',
    'Sch\u00admidt',
    '\ufeff+12025550123',
    '\u200e+1 202 555 0123 ',
    'safe\revil',
    '\u001b[31m',
    '\tx',
    '\nx',
  ])('leaves %j as it is', (text) => expect(inertCell(text)).toBe(text));

  it.each([
    ['=HYPERLINK("http://evil","x")', '\'=HYPERLINK("http://evil","x")'],
    ['=1+1', "'=1+1"],
    ['=', "'="],
    ['+A1', "'+A1"],
    ['+cmd|calc', "'+cmd|calc"],
    ['-2+3+cmd|calc!A0', "'-2+3+cmd|calc!A0"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['@', "'@"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\n=1', "'\n=1"],
    ['\ufeff=1', "'\ufeff=1"],
    ['\u200b\u202e@a', "'\u200b\u202e@a"],
    ['\0=1', "'\0=1"],
    ['=\u200b1\u0007', "'=\u200b1\u0007"],
    ['  =1', "'  =1"],
    ['\u200d=1', "'\u200d=1"],
    ['\u200c@a', "'\u200c@a"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠a', "'＠a"],
  ])('disarms %j', (text, cell) => expect(inertCell(text)).toBe(cell));

  it('is read back unchanged when it is no formula', () => {
    const harmless = fc
      .string({
        unit: fc.constantFrom(...'abc09 ,;"\'|\n\r\té=+-@.\0\u0007\u001b\u00ad\u200b\u200e\u200f\u202e\ufeff'),
      })
      .filter((text) => !/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(text));
    fc.assert(
      fc.property(harmless, (text) => {
        expect(parse(`"${inertCell(text).replaceAll('"', '""')}",end\n`)).toEqual([[text, 'end']]);
      }),
    );
  });

  it('never begins as a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'=+-@ \t\r\n09A(),;') }), (text) => {
        const cell = inertCell(text);
        expect(/^\s*[=+\-@]/.test(cell) && /[A-Za-z=@;]/.test(cell)).toBe(false);
      }),
    );
  });
});

describe('JSON of another program', () => {
  it('means the same without hidden characters', () => {
    const json = `{\t"a": "\u009b31m\u202e\u{e0041}",\r\n "b": 1}\n`;
    expect(visibleJson(json)).toBe('{\t"a": "\\u009b31m\\u202e\\udb40\\udc41",\r\n "b": 1}\n');
    expect(visibleJson('{"a":"Zoë"}')).toBe('{"a":"Zoë"}');
  });
});

describe('a document as JSON', () => {
  it('is indented and ends in a line feed, or is one line', () => {
    expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
    expect(jsonText({ a: [1] }, 0)).toBe('{"a":[1]}\n');
  });

  it('escapes control and invisible characters by code unit', () => {
    expect(jsonText({ a: '\u007f\u009b\u202e\u200b\u{e0041}\ud800' }, 0)).toBe(
      '{"a":"\\u007f\\u009b\\u202e\\u200b\\udb40\\udc41\\ud800"}\n',
    );
  });

  it.each(escapePayloads)('makes %s harmless without a loss', (_, text) => {
    const json = jsonText({ [text]: text });
    expect(withoutSelector(withoutSelector(json))).not.toMatch(rawControls);
    expect(JSON.parse(json)).toEqual({ [text]: text });
  });
});
