import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { globalOptions } from '../src/cli/command/global-options.ts';
import { commands } from '../src/cli/commands.ts';
import { listFindings } from '../src/domain/contacts/list-findings.ts';
import { exitCode } from '../src/domain/exit-code.ts';
import { failureCodes } from '../src/domain/failure-codes/failure-codes.ts';
import { checklist } from '../src/setup/checklist.ts';
import { steps } from '../src/setup/steps.ts';

const file = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(file(path), 'utf8');
const recorded = 'test/contract.txt';

/** Every field of a JSON Schema that is promised to be there, as a path with its type. */
function fieldsOf(schema: Record<string, unknown>, path: string): readonly string[] {
  const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
  const inner = Object.entries(properties).flatMap(([name, property]) => [
    `field ${path}.${name}: ${typeOf(property)}`,
    ...fieldsOf(property, `${path}.${name}`),
  ]);
  const items = schema.items as Record<string, unknown> | undefined;
  const either = ((schema.anyOf ?? schema.oneOf ?? []) as Record<string, unknown>[]).flatMap((one) =>
    fieldsOf(one, path),
  );
  return [...inner, ...(items === undefined ? [] : fieldsOf(items, `${path}[]`)), ...either];
}

const typeOf = ({ type, const: constant, enum: values, anyOf, oneOf }: Record<string, unknown>): string => {
  if (constant !== undefined) return JSON.stringify(constant);
  if (values !== undefined) return 'one of several';
  if (type !== undefined) return [type as string | readonly string[]].flat().sort().join(' or ');
  const either = (anyOf ?? oneOf ?? []) as Record<string, unknown>[];
  return either.map(typeOf).sort().join(' or ');
};

const sources = readdirSync(file('src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
const errorCodes = sources.flatMap((path) =>
  [...read(`src/${path}`).matchAll(/\bcode: '([a-z]+(?:-[a-z]+)*(?:\.[a-z-]+)?)'/g)].map((match) => match[1] ?? ''),
);

const promises = [
  ...Object.entries(exitCode).map(([name, code]) => `exit ${code}: ${name}`),
  ...checklist.map(({ id }) => `check ${id}`),
  ...errorCodes.map((code) => `error ${code}`),
  ...failureCodes.map(({ code }) => `error ${code}`),
  ...Object.keys(listFindings).map((code) => `error ${code}`),
  ...globalOptions.map(({ flags }) => `flag ${flags}`),
  ...commands.flatMap(({ path, options = [], arguments: args = [] }) => [
    `command ${[path, ...args.map(({ name }) => name)].join(' ')}`,
    ...options.map(({ flags }) => `flag ${path} ${flags}`),
  ]),
  ...commands.flatMap(({ path, document }) => (document === undefined ? [] : [`document ${path}: ${document.schema}`])),
  ...steps
    .flatMap(({ questions }) => questions)
    .flatMap(({ key, variable }) => [`answer ${key}`, ...(variable ? [`variable ${variable}`] : [])]),
  ...readdirSync(file('docs/schema')).flatMap((name) =>
    fieldsOf(JSON.parse(read(`docs/schema/${name}`)) as Record<string, unknown>, name.replace('.json', '')),
  ),
];

describe('what scripts rely on', () => {
  const current = [...new Set(promises)].sort();
  const former = existsSync(file(recorded)) ? read(recorded).trim().split('\n') : [];

  /** The name of a value, and whether several may be given, is for people. */
  const plain = (line: string) => line.replace(/<[^>]*>/g, '<value>').replace(/\.\.\.(?=[\]>])/g, '');
  const kept = new Set(current.map(plain));

  it('still exists: no promise is withdrawn', () => {
    expect(former.length).toBeGreaterThan(300);
    expect(former.filter((line) => !kept.has(plain(line)))).toEqual([]);
  });

  // What is new becomes a promise when it is recorded, which a release does: RECORD_CONTRACT=1 npx vitest run test/contract.test.ts
  it.runIf(process.env.RECORD_CONTRACT)('is recorded with what is new', () => {
    const all = [...new Set([...former, ...current])].sort();
    writeFileSync(file(recorded), `${all.join('\n')}\n`);
    expect(read(recorded).trim().split('\n')).toEqual(all);
  });
});

interface Described {
  readonly description?: string;
  readonly $ref?: string;
  readonly [key: string]: unknown;
}

/** Fields that say nothing about themselves, as paths. */
function withoutDescription(schema: Described, path: string): readonly string[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null) return [];
    const inner = Object.entries(value as Record<string, Described>);
    if (key !== 'properties') return inner.flatMap(([name, each]) => withoutDescription({ [name]: each }, path));
    return inner.flatMap(([name, field]) => [
      ...(field.description === undefined && field.$ref === undefined ? [`${path}.${name}`] : []),
      ...withoutDescription(field, `${path}.${name}`),
    ]);
  });
}

describe.each(readdirSync(file('docs/schema')))('the schema %s', (name) => {
  const schema = JSON.parse(read(`docs/schema/${name}`)) as Described;

  it('describes every field', () => {
    expect(withoutDescription(schema, '')).toEqual([]);
  });

  it('is valid to a strict validator', () => {
    const strict = new Ajv2020({ strict: true, allowUnionTypes: true });
    formats.default(strict);
    expect(() => strict.compile(schema)).not.toThrow();
  });
});

describe('every document', () => {
  const documents = commands.flatMap(({ path, document, options = [] }) =>
    document === undefined ? [] : [{ path, document, options }],
  );

  it.each(documents)('of $path has a published schema that its errors match', ({ document }) => {
    const name = /^smsctl\.([a-z-]+)\/1$/.exec(document.schema)?.[1];
    expect(existsSync(file(`docs/schema/${name}.json`)), `docs/schema/${name}.json`).toBe(true);
    const schema = JSON.parse(read(`docs/schema/${name}.json`)) as { required: string[]; properties: object };
    const empty = document.empty({ organization: 'acme', now: '2026-11-24T00:00:00.000Z' });
    const always = ['schema', 'version', 'exitCode', 'error', ...Object.keys(empty)].sort();
    expect([...schema.required].sort()).toEqual(always);
  });
});
