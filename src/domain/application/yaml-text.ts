import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { notText, type SourceProblem } from '../text/source-problem.ts';
import type { Place } from '../text/strict-json.ts';

/** A value of a YAML document. Aliases and tags are not followed, so that a small text cannot become a large value. */
export type YamlValue = Place &
  (
    | { readonly kind: 'map'; readonly entries: readonly YamlEntry[] }
    | { readonly kind: 'list'; readonly items: readonly YamlValue[] }
    | { readonly kind: 'text'; readonly text: string }
    /** A number, a boolean, null, an alias, or a value with a tag. */
    | { readonly kind: 'other'; readonly what: string }
  );

interface YamlEntry {
  readonly key: string;
  readonly value: YamlValue;
}

type Read =
  | { readonly ok: true; readonly documents: readonly YamlValue[] }
  | { readonly ok: false; readonly at: SourceProblem };

/** In characters. A larger text takes the parser more than some seconds. */
const longestText = 256 * 1024;

/** The documents of a YAML 1.2 text, which JSON is as well. */
export function readYaml(raw: string): Read {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const odd = notText(text);
  if (odd !== undefined) return { ok: false, at: odd };
  if (text.length > longestText) {
    return { ok: false, at: { line: 1, column: 1, problem: `it is larger than ${longestText / 1024} KiB` } };
  }
  try {
    return readText(text);
  } catch (error) {
    // The parser and the reader below call themselves for each level.
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, at: { line: 1, column: 1, problem: 'it is nested too deeply' } };
  }
}

function readText(text: string): Read {
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  // Duplicate keys are found where they count: the parser compares each key with each.
  const parsed = parseAllDocuments(text, {
    ...{ version: '1.2', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' },
    lineCounter: lines,
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const { errors } of documents) {
    // Its message may quote the text.
    const [first] = errors;
    if (first !== undefined) return { ok: false, at: { ...placeOf(first.pos[0]), problem: problemOf(first.code) } };
  }
  return {
    ok: true,
    documents: documents.flatMap(({ contents }) => (contents === null ? [] : [read(contents, placeOf)])),
  };
}

const problemOf = (code: string): string =>
  ({
    TAB_AS_INDENT: 'a tab indents it, and YAML takes blanks alone',
    BAD_INDENT: 'its indentation is wrong',
    MISSING_CHAR: 'a quotation mark, a bracket or another sign is missing',
    RESOURCE_EXHAUSTION: 'it is nested too deeply',
  })[code] ?? 'it is not valid YAML';

function read(node: Node, placeOf: (offset: number) => Place): YamlValue {
  const place = placeOf(node.range?.[0] ?? 0);
  if (isAlias(node)) return { ...place, kind: 'other', what: 'an alias, which smsctl does not follow' };
  if (node.tag !== undefined)
    return { ...place, kind: 'other', what: 'a value with a tag, which smsctl does not read' };
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      value:
        value === null
          ? { ...placeOf(key.range?.[0] ?? 0), kind: 'other' as const, what: 'empty' }
          : read(value, placeOf),
    }));
    return { ...place, kind: 'map', entries };
  }
  if (isSeq<Node>(node)) return { ...place, kind: 'list', items: node.items.map((item) => read(item, placeOf)) };
  if (isScalar(node) && typeof node.value === 'string') return { ...place, kind: 'text', text: node.value };
  const value = isScalar(node) ? node.value : undefined;
  return { ...place, kind: 'other', what: value === null ? 'empty' : `a ${typeof value}, not a text` };
}
