import { readdirSync, readFileSync } from 'node:fs';

const read = (page: string): string => readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');

/** The pages whose tables a suite has to read. */
export const tablePages: readonly string[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(new URL('../../docs', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`),
];

export interface Table {
  readonly page: string;
  /** Of its header. */
  readonly line: number;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A bar in a code span, or after a backslash, ends no cell. */
const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/(`+)(?:(?!\1).)+\1/g, (span) => span.replaceAll('|', '\0'))
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.replaceAll('\0', '|').trim());

/** The tables of a page, in order. */
export function tablesOf(page: string): readonly Table[] {
  const withoutCode = read(page).replace(/^ *```.*?^ *```$/gms, (block) => block.replace(/.+/g, ''));
  const lines = withoutCode.split('\n');
  return lines.flatMap((line, at) => {
    if (!/^\|(?: *:?-+:? *\|)+$/.test(line)) return [];
    const length = lines.slice(at + 1).findIndex((each) => !each.startsWith('|'));
    const rows = lines.slice(at + 1, length === -1 ? undefined : at + 1 + length).map(cellsOf);
    return [{ page, line: at, header: cellsOf(lines[at - 1] ?? ''), rows }];
  });
}

/** The rows of the table with this header. Throws if the page has none. `test/page-tables.test.ts` looks for these calls. */
export function rowsOf(page: string, ...header: readonly string[]): Table['rows'] {
  const found = tablesOf(page).find((table) => table.header.join('|') === header.join('|'));
  if (found === undefined) throw new Error(`${page} has no table with the header ${header.join(', ')}.`);
  return found.rows;
}

/** The code spans of a cell. */
export const codeIn = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The whole numbers of a cell. */
export const numbersIn = (cell = ''): readonly number[] => (cell.match(/\d+/g) ?? []).map(Number);
