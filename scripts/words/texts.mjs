import { parseAst } from 'rolldown/parseAst';

// Texts for users, as `{ text, line }`: `line` is where the text begins.

/** The words of a TypeScript module: its strings and templates with a space. A placeholder becomes `…`. */
export function literalsIn(source) {
  const found = [];
  const lineOf = (offset) => source.slice(0, offset).split('\n').length;
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return void node.forEach(visit);
    if (/^(?:Import|ExportAll|TS(?:LiteralType|TypeAlias|Interface))/.test(node.type ?? '')) return;
    const text = textOf(node);
    if (text?.trim().includes(' ')) found.push({ text, line: lineOf(node.start) });
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(source, { lang: 'ts' }).body);
  return found;
}

function textOf({ type, value, quasis }) {
  if (type === 'Literal' && typeof value === 'string') return value;
  return type === 'TemplateLiteral' ? quasis.map((each) => each.value.cooked ?? each.value.raw).join('…') : undefined;
}

/** The prose of a Markdown page: a text for each paragraph, list item, table cell and heading. Code counts as one word. */
export function proseIn(page) {
  const found = [];
  const lines = page
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/^```[\s\S]*?^```/gm, blank)
    .split('\n');
  let open;
  for (const [index, whole] of lines.entries()) {
    const line = plain(whole);
    if (/^\s*$/.test(line) || /^[|\s:-]+$/.test(line)) open = undefined;
    else if (/^\s*\|/.test(line)) {
      open = undefined;
      for (const cell of line.split('|')) if (cell.trim() !== '') found.push({ text: cell.trim(), line: index + 1 });
    } else if (open === undefined || /^\s*(?:[-*+]|\d+\.|#+|>) /.test(line)) {
      open = { text: line.replace(/^\s*(?:[-*+]|\d+\.|#+|>) +/, ''), line: index + 1 };
      found.push(open);
      if (line.startsWith('#')) open = undefined;
    } else open.text += `\n${line}`;
  }
  return found;
}

const blank = (text) => text.replace(/[^\n]/g, '');
const plain = (line) =>
  line
    .replace(/(`+)(?:(?!\1).)+\1/g, 'CODE')
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, '');

/** The sentences of a text, each with its line. A colon before a new line, or before a list, ends none. */
export function sentencesIn({ text, line }) {
  const found = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/[.?:](?:["')\]]*)(?=\s+(?:[A-Z"'(`0-9]|$)|\s*$)|$/g)) {
    const sentence = text.slice(start, index + end.length);
    const before = text.slice(0, start + sentence.length - sentence.trimStart().length);
    if (sentence.trim() !== '') {
      found.push({ text: sentence.trim().replace(/\s+/g, ' '), line: line + before.split('\n').length - 1 });
    }
    start = index + end.length;
  }
  return found;
}

/** A word has a letter or a digit. */
export const wordsIn = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
