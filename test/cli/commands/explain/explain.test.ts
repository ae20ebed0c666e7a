import { describe, expect, it } from 'vitest';
import { explain, longestSubject } from '../../../../src/app/status/explain.ts';
import { errorCodeGroups, errorCodes } from '../../../../src/domain/error-codes/error-codes.ts';
import { messageStates } from '../../../../src/domain/messages/message-states.ts';
import { checklist } from '../../../../src/setup/checklist.ts';
import { testCli } from '../../../support/context.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { processorMs } from '../../../support/work.ts';

const cli = testCli({ url: 'http://127.0.0.1:1' });
const ids: readonly string[] = checklist.map(({ id }) => id);

async function documentOf(...argv: readonly string[]) {
  const { code, out } = await cli.run('explain', '--json', ...argv);
  const document = JSON.parse(out) as Record<string, unknown>;
  expect(faultsIn('explain', document)).toEqual([]);
  expect(document.exitCode).toBe(code);
  return document;
}

describe('explain', () => {
  it.each(errorCodes.map(({ code }) => code))('prints the meaning and the remedy of %d', async (code) => {
    const { code: exit, out } = await cli.run('explain', String(code));
    expect(exit).toBe(0);
    expect(out).toContain(`https://www.twilio.com/docs/api/errors/${code}`);
    expect(await documentOf(String(code))).toMatchObject({ kind: 'code', id: String(code), final: null });
  });

  it.each(ids)('prints why %s matters', async (id) => {
    const { code, out } = await cli.run('explain', id.toUpperCase());
    expect(code).toBe(0);
    expect(out).toContain(checklist.find((check) => check.id === id)?.title);
    expect(await documentOf(id)).toMatchObject({ kind: 'check', id, states: [] });
  });

  it.each(messageStates)('prints whether $id is final', async ({ id, title, final, delivered }) => {
    const { code, out } = await cli.run('explain', id.toUpperCase());
    expect(code).toBe(0);
    expect(out).toContain(title);
    expect(await documentOf(id)).toMatchObject({ kind: 'state', id, final, delivered, error: null });
  });

  it('prints where to look for an unknown code', async () => {
    const { code, out } = await cli.run('explain', '99999');
    expect(code).toBe(0);
    expect(out).toContain('smsctl has no entry for 99999.');
    expect(out).toContain('https://www.twilio.com/docs/api/errors/99999');
    expect(await documentOf('99999')).toMatchObject({ kind: 'code', id: '99999', title: null });
  });

  it('lists everything under headings without an argument', async () => {
    const { code, out } = await cli.run('explain');
    expect(code).toBe(0);
    const subjects = [
      ...errorCodes.map(({ code: number }) => `${number}`),
      ...messageStates.map(({ id }) => id),
      ...ids,
    ];
    for (const subject of subjects) expect(out).toContain(`  ${subject} `);
    for (const heading of errorCodeGroups) expect(out.split('\n')).toContain(heading);
    expect(await documentOf()).toMatchObject({ kind: 'list', checks: ids, states: messageStates.map(({ id }) => id) });
  });
});

describe('explain with pasted text', () => {
  it.each([
    [['error', '30034'], '30034'],
    [['Error:', '30034', '-', 'Message', 'from', 'an', 'Unregistered', 'Number'], '30034'],
    [['https://www.twilio.com/docs/errors/30007?x=1#y'], '30007'],
    [["[HTTP 400] Unable to create record: The 'To' number +12025550123 is not verified. 21608"], '21608'],
    [['{"code":21211,"message":"no","status":400}'], '21211'],
    [['{"status":"undelivered","error_code":30007}'], '30007'],
    [['status: delivered'], 'delivered'],
    [['MessageStatus=undelivered'], 'undelivered'],
    [['SmsStatus=sent&SmsSid=SM0123456789abcdef0123456789abcdef'], 'sent'],
    [['{"error_code":null,"status":"partially_delivered"}'], 'partially_delivered'],
    [['Partially delivered'], 'partially_delivered'],
    [['CANCELLED'], 'canceled'],
    [['message', 'undelivered'], 'undelivered'],
    [['"queued".'], 'queued'],
    [['`number.owned`'], 'number.owned'],
    [['"Number.Owned".'], 'number.owned'],
    [['✖ fail  number.sms-capable  The number carries calls only.'], 'number.sms-capable'],
    [['docs/reference.md#contacts.short-form'], 'contacts.short-form'],
  ])('reads %j as %s', async (argv, id) => expect(await documentOf(...argv)).toMatchObject({ id, error: null }));

  it.each([
    [
      ['30034', '30007'],
      ['30034', '30007'],
    ],
    [['status: sent, later status: delivered'], ['sent', 'delivered']],
    [['number.owned failed with error 21606'], ['21606', 'number.owned']],
  ])('chooses none of several in %j', async (argv, subjects) => {
    const { code, err, out } = await cli.run('explain', ...argv);
    expect([code, out]).toEqual([2, '']);
    for (const subject of subjects) expect(err).toContain(`\`smsctl explain ${subject}\``);
    expect(await documentOf(...argv)).toMatchObject({ kind: null, error: { code: 'input.several-subjects' } });
  });

  it.each([
    ['number.ownd', 'number.owned'],
    ['registered', 'number.registered'],
    ['credentials', 'credentials.saved'],
    ['credentials accepted', 'credentials.accepted'],
  ])('takes %s for a typing error of %s', async (typed, meant) => {
    const { code, err } = await cli.run('explain', typed);
    expect(code).toBe(2);
    expect(err).toContain(`\`smsctl explain ${meant}\``);
  });

  it.each(['\u001b[31mred', 'junk', '', ' ', '+12025550123', 'AC0123456789abcdef0123456789abcdef', 'short code 30034'])(
    'refuses %j without repeating it',
    async (text) => {
      const { code, err, out } = await cli.run('explain', text);
      expect([code, out]).toEqual([2, '']);
      if (text.trim() !== '') expect(err).not.toContain(text);
      expect(err).not.toContain('\u001b');
      expect(await documentOf(text)).toMatchObject({
        kind: null,
        exitCode: 2,
        error: { code: 'input.unknown-subject' },
      });
    },
  );

  it('writes no control character of the text', async () => {
    const { out } = await cli.run('explain', '\u001b[31m\u0007error 30034\u001b[0m');
    expect(out).toContain('30034:');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

describe('explain on a long text', () => {
  it('reads its beginning alone and says so', async () => {
    const { code, out, err } = await cli.run('explain', `error 30034 ${'x'.repeat(longestSubject)}`);
    expect([code, out.split(':')[0]]).toEqual([0, '30034']);
    expect(err).toContain('10,000');
    const late = await cli.run('explain', `${'x '.repeat(longestSubject)} error 30034`);
    expect([late.code, late.out]).toEqual([2, '']);
    expect(late.err).toContain('10,000');
  });

  it('finds a code in a long document without white space', () => {
    const text = `{"code":21211,"items":[${'"x",'.repeat(longestSubject)}0]}`;
    expect(explain(text)).toMatchObject({ kind: 'code', code: { code: 21211 } });
  });

  it('takes no part of a longer number for a code', () => {
    const text = `${' '.repeat(longestSubject - 5)}300341234567`;
    expect(() => explain(text)).toThrow(expect.objectContaining({ code: 'input.unknown-subject' }));
  });

  it.each([
    ['a', 'input.unknown-subject'],
    ['1', 'input.unknown-subject'],
    ['30034 30007 ', 'input.several-subjects'],
    ['status', 'input.unknown-subject'],
    ['number.', 'input.unknown-subject'],
    ['.', 'input.unknown-subject'],
  ])('is quick on %j', async (piece, code) => {
    const text = piece.repeat(1_000_000);
    const spent = await processorMs(() => {
      expect(() => explain(text)).toThrow(expect.objectContaining({ code }));
    });
    // What grows with the square of the length would take hours.
    expect(spent).toBeLessThan(10_000);
  });
});
