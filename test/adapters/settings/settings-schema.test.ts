import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/adapters/settings/settings-schema.ts';
import { isSettingsDocument } from '../../../src/adapters/settings/settings-validator.ts';
import { bareSettings, fullSettings } from '../../support/full-settings.ts';

type Tree = { readonly [name: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const ajv = new Ajv2020({ strictTypes: true, allErrors: true });
formats.default(ajv);
const isValid = ajv.compile(settingsSchema);
const stored = (settings: object) => ({ schema: 'smsctl.settings/1', ...settings });

/** The same schema, with every key refused that it does not list. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema;
  if (!isTree(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === 'object' && isTree(schema.properties) ? { ...inner, additionalProperties: false } : inner;
}

/** Paths of all keys, through objects and the first items of lists; what a map is keyed by is no field. */
function fieldsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return fieldsOf(value[0], [...path, '0']);
  if (!isTree(value) || ['reasons', 'countries', 'types'].includes(path.at(-1) ?? '')) return [];
  return Object.keys(value).flatMap((key) => [[...path, key], ...fieldsOf(value[key], [...path, key])]);
}

function fieldsOfSchema(schema: Tree, path: readonly string[] = []): readonly (readonly string[])[] {
  if (isTree(schema.items)) return fieldsOfSchema(schema.items, [...path, '0']);
  if (!isTree(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([key, value]) => [
    [...path, key],
    ...fieldsOfSchema(value as Tree, [...path, key]),
  ]);
}

function without(settings: unknown, path: readonly string[]): object {
  const copy = structuredClone(settings) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy);
  delete parent[path.at(-1) as string];
  return copy;
}

const names = (fields: readonly (readonly string[])[]) => fields.map((path) => path.join('.')).sort();

describe('the settings schema', () => {
  it('accepts settings with every field', () => {
    const knows = ajv.compile(closed(settingsSchema) as object);
    expect(knows(stored(fullSettings)), ajv.errorsText(knows.errors)).toBe(true);
    expect(knows(stored({ ...fullSettings, surprise: 1 }))).toBe(false);
  });

  it('lists no unknown field', () => {
    expect(names(fieldsOfSchema(settingsSchema))).toEqual(names(fieldsOf(stored(fullSettings))));
  });

  it('accepts settings without optional fields and empty settings', () => {
    expect(isValid(stored(bareSettings)), ajv.errorsText(isValid.errors)).toBe(true);
    expect(isValid(stored({}))).toBe(true);
  });

  const needed = fieldsOf(bareSettings).filter((path) => path.length > 1 && path.join('.') !== 'pending.0');
  it.each(names(needed))('rejects settings without %s', (name) => {
    expect(isValid(stored(without(bareSettings, name.split('.'))))).toBe(false);
  });

  it('covers more than twenty fields', () => {
    expect(needed.length).toBeGreaterThan(20);
  });

  const sections = Object.keys(fullSettings);
  const optional = fieldsOf(fullSettings).filter(
    (path) =>
      path.length === 2 && !names(needed).includes(path.join('.')) && path.join('.') !== 'credentials.apiKeySid',
  );
  it.each([...sections, ...names(optional)])('accepts settings without %s', (name) => {
    expect(isValid(stored(without(fullSettings, name.split('.'))))).toBe(true);
  });

  it('rejects an API key without its SID', () => {
    expect(isValid(stored(without(fullSettings, ['credentials', 'apiKeySid'])))).toBe(false);
  });

  const { credentials, contacts, number } = fullSettings;
  it.each([
    ['an Account SID that could change a URL', { credentials: { ...credentials, accountSid: 'AC/../x' } }],
    ['a region that could change a host', { credentials: { ...credentials, region: 'evil.com/' } }],
    ['a method that is none', { credentials: { ...credentials, method: 'password' } }],
    ['a time without its zone', { credentials: { ...credentials, savedAt: '2026-11-23 18:00' } }],
    ['more than all rows', { contacts: { ...contacts, minimum: 101 } }],
    ['half a row', { contacts: { ...contacts, result: { ...contacts.result, countries: { DE: 0.5 } } } }],
    ['an empty sender', { number: { ...number, sender: '' } }],
    ['a list for a section', { owner: [] }],
  ])('rejects %s', (_, settings) => {
    expect(isValid(stored(settings))).toBe(false);
  });
});

describe('the quick validator', () => {
  it('accepts what smsctl writes', () => {
    expect(isSettingsDocument(stored(fullSettings))).toBe(true);
    expect(isSettingsDocument(stored(bareSettings))).toBe(true);
    expect(isSettingsDocument(stored({}))).toBe(true);
  });

  const strange: readonly unknown[] = [null, '', 'x', -1, 1.5, 1e99, true, [], [1], {}, '2026-02-30T00:00:00.000Z'];
  const paths = fieldsOf(fullSettings);
  it('rejects what the schema rejects', () => {
    let refused = 0;
    for (const path of paths) {
      for (const value of strange) {
        const settings = structuredClone(fullSettings) as Record<string, unknown>;
        const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, settings);
        parent[path.at(-1) as string] = value;
        const valid = isValid(stored(settings));
        if (!valid) refused += 1;
        if (isSettingsDocument(stored(settings)))
          expect(valid, `${path.join('.')} = ${JSON.stringify(value)}`).toBe(true);
      }
    }
    expect(refused).toBeGreaterThan(300);
  });
});
