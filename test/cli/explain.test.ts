import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/domain/error-codes.ts';
import { checklist } from '../../src/setup/checklist.ts';
import { readJson, testCli } from '../support/context.ts';

const schema = new Ajv2020({ strict: false }).compile(readJson('docs/schema/explain.json') as object);
const cli = testCli({ url: 'http://127.0.0.1:1' });
const ids = checklist.map(({ id }) => id as string);

async function documentOf(...argv: readonly string[]) {
  const { code, out } = await cli.run('explain', '--json', ...argv);
  const document = JSON.parse(out) as Record<string, unknown>;
  expect(schema(document), JSON.stringify(schema.errors)).toBe(true);
  expect(document.exitCode).toBe(code);
  return document;
}

describe('the catalogue of codes', () => {
  it('names each code once, with words in every field', () => {
    expect(new Set(errorCodes.map(({ code }) => code)).size).toBe(errorCodes.length);
    for (const { title, meaning, causes, remedy } of errorCodes) {
      expect([title, meaning, remedy.text, ...causes].filter((text) => text.trim() === '')).toEqual([]);
      expect(causes.length).toBeGreaterThan(0);
    }
  });

  it('leads only to checks that exist', () => {
    expect(errorCodes.flatMap(({ checks: named }) => named).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('holds every code that a check prevents, and leads back to that check', () => {
    for (const { id, codes = [] } of checklist) {
      for (const code of codes) {
        const entry = errorCodes.find((each) => String(each.code) === code);
        expect(entry?.checks, `${code} of ${id}`).toContain(id);
      }
    }
  });
});

describe('explain', () => {
  it.each(errorCodes.map(({ code }) => code))('%d says what it means and what to do', async (code) => {
    const { code: exit, out } = await cli.run('explain', String(code));
    expect(exit).toBe(0);
    expect(out).toContain(`https://www.twilio.com/docs/api/errors/${code}`);
    expect(await documentOf(String(code))).toMatchObject({ kind: 'code', id: String(code) });
  });

  it.each(ids)('%s says why it matters', async (id) => {
    const { code, out } = await cli.run('explain', id.toUpperCase());
    expect(code).toBe(0);
    expect(out).toContain(checklist.find((check) => check.id === id)?.title);
    expect(await documentOf(id)).toMatchObject({ kind: 'check', id });
  });

  it('says of an unknown code where to look', async () => {
    const { code, out } = await cli.run('explain', '99999');
    expect(code).toBe(0);
    expect(out).toContain('https://www.twilio.com/docs/api/errors/99999');
    expect(await documentOf('99999')).toMatchObject({ kind: 'code', id: '99999', title: null });
  });

  it.each([
    ['number.ownd', 'number.owned'],
    ['registered', 'number.registered'],
    ['credentials', 'credentials.saved'],
  ])('takes %s for a slip of %s', async (typed, meant) => {
    const { code, err } = await cli.run('explain', typed);
    expect(code).toBe(2);
    expect(err).toContain(`\`smsctl explain ${meant}\``);
  });

  it('refuses anything else, without repeating it', async () => {
    const { code, err, out } = await cli.run('explain', '\u001b[31mred');
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toContain('red');
    expect(await documentOf('nonsense')).toMatchObject({ kind: null, exitCode: 2 });
  });

  it('lists everything when nothing is named', async () => {
    const { code, out } = await cli.run('explain');
    expect(code).toBe(0);
    for (const id of ids) expect(out).toContain(id);
    expect(await documentOf()).toMatchObject({ kind: 'list', checks: ids });
  });
});
