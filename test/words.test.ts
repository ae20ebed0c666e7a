import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { forbiddenWords } from '../scripts/words/forbidden-words.mjs';
import { literalsIn, proseIn, sentencesIn, wordsIn } from '../scripts/words/texts.mjs';

const findings = (text: string): number => forbiddenWords.filter(({ pattern }) => text.match(pattern) !== null).length;

describe('the texts of a module', () => {
  it('are its strings and templates with a space, and no types, imports and ids', () => {
    const source = [
      "import { a } from 'a b';",
      "type T = 'c d';",
      "const id = 'number.owned';",
      "const text = 'two words';",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source text.
      'const more = `first ${call("in here")} last`;',
    ].join('\n');
    expect(literalsIn(source)).toEqual([
      { text: 'two words', line: 4 },
      { text: 'first … last', line: 5 },
      { text: 'in here', line: 5 },
    ]);
  });
});

describe('the prose of a page', () => {
  it('is paragraphs, items and cells, without code and comments', () => {
    const page = [
      '# Title',
      '',
      'One *line*',
      'and `code here`. [Link](https://example.com).',
      '```',
      'not this',
      '```',
      '- item',
      '  goes on',
      '<!-- nor this -->',
      '',
      '| <a id="nobody"></a>a | b |',
      '| --- | --- |',
    ].join('\n');
    expect(proseIn(page)).toEqual([
      { text: 'Title', line: 1 },
      { text: 'One line\nand CODE. Link.', line: 3 },
      { text: 'item\n  goes on', line: 8 },
      { text: 'a', line: 12 },
      { text: 'b', line: 12 },
    ]);
  });

  it('has sentences with their lines', () => {
    const sentences = sentencesIn({ text: 'One, e.g. two\nwords. Then 3.5 more (here). Last', line: 7 });
    expect(sentences).toEqual([
      { text: 'One, e.g. two words.', line: 7 },
      { text: 'Then 3.5 more (here).', line: 8 },
      { text: 'Last', line: 8 },
    ]);
    expect(sentences.map(({ text }) => wordsIn(text))).toEqual([4, 4, 1]);
  });
});

describe('a forbidden word', () => {
  it.each([
    'Nobody knows',
    'it stands\nin for Twilio',
    'a stand-in',
    'mend the list',
    'The API key signs in',
    'what is behind it',
    'a look',
    'Done!',
    'besides, it',
    'It is none.',
  ])('is found in %j', (text) => expect(findings(text)).toBeGreaterThan(0));

  it.each([
    'Sign in to the console',
    'this looks like a number',
    'amend, recommend and kind',
    'foreign numbers',
    'bystanders',
    'a != b',
  ])('is not found in %j', (text) => expect(findings(text)).toBe(0));
});

it('the check names a file that it is given', () => {
  const run = (path: string) => execFileSync(process.execPath, ['scripts/check-words.mjs', path], { encoding: 'utf8' });
  expect(run('src/cli/run.ts')).toContain('1 modules, 0 documents: 0 findings');
});
