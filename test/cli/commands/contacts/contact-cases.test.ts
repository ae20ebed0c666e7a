import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitLine } from '../../../../src/domain/columns/delimited-line.ts';
import { testCli } from '../../../support/context.ts';

const cases = fileURLToPath(new URL('../../../cases/', import.meta.url));

interface Expected {
  readonly exit?: number;
  readonly rows?: number;
  readonly textable?: number;
  readonly reasons?: Readonly<Record<string, number>>;
  /** Codes that are among the findings. */
  readonly findings?: readonly string[];
  /** Codes of all findings. */
  readonly onlyFindings?: readonly string[];
  /** Phone columns that are used, the preferred first. */
  readonly columns?: readonly string[];
  readonly error?: string;
  /** The `e164` of each row of `--valid`. */
  readonly valid?: readonly string[];
  /** Numbers that are among these. */
  readonly valid_superset?: readonly string[];
  /** The `e164` of each row of `--fixed`. */
  readonly fixed?: readonly string[];
}

const table = (name: string) =>
  readFileSync(join(cases, name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [id = '', file = '', args = '', expected = ''] = line.split('\t');
      return { id, file, args, expected: JSON.parse(expected) as Expected };
    });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'smsctl-cases-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The `e164` column of a written file. */
function numbersOf(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const [header = ''] = lines;
  if (header.startsWith('{')) return lines.map((line) => String(JSON.parse(line).e164));
  const delimiter = [',', ';', '\t', '|'].find((each) => header.includes(`${each}e164`));
  if (delimiter === undefined) return lines.map((line) => line.split(',').at(-4) ?? '');
  const at = header.split(delimiter).lastIndexOf('e164') - header.split(delimiter).length;
  return lines.slice(1).map((line) => splitLine(line, delimiter).at(at) ?? '');
}

describe.each(['contacts.tsv', 'more-contacts.tsv'])('%s: a list is read as intended', (name) => {
  it.each(table(name).map((each) => [each.id, each] as const))('%s', async (id, { file, args, expected }) => {
    const cli = testCli({ url: 'http://127.0.0.1:9' });
    const [valid, fixed] = ['valid', 'fixed'].map((each) => join(folder, `${id}-${each}`)) as [string, string];
    const options = args.split(' ').filter((arg) => arg !== '');
    const outputs = ['--valid', valid, '--fixed', fixed];
    const path = join(cases, name === 'contacts.tsv' ? 'contacts' : 'more-contacts', file);
    const { code, out } = await cli.run('contacts', 'check', path, ...options, ...outputs, '--json');
    const document = JSON.parse(out);
    const [list] = document.lists;
    const codes = (list?.findings ?? []).map(({ code: each }: { readonly code: string }) => each);
    const seen = {
      exit: code,
      error: document.error?.code,
      rows: document.rows,
      textable: document.textable,
      reasons: document.reasons,
      columns: list?.phoneColumns,
      findings: expect.arrayContaining(codes),
      onlyFindings: codes,
      ...(list !== undefined && { valid: numbersOf(valid), fixed: numbersOf(fixed) }),
    };
    const { findings, valid_superset: among, ...whole } = expected;
    expect({ ...seen, findings: undefined }).toMatchObject(whole);
    if (among !== undefined) expect(seen.valid).toEqual(expect.arrayContaining([...among]));
    if (findings !== undefined) expect(codes).toEqual(expect.arrayContaining([...findings]));
  });
});
