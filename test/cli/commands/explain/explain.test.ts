import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { explain, longestSubject } from '../../../../src/app/status/explain.ts';
import { subjectIds } from '../../../../src/app/status/subjects.ts';
import { errorCodeGroups, errorCodes } from '../../../../src/domain/error-codes/error-codes.ts';
import { messageStates } from '../../../../src/domain/messages/message-states.ts';
import { checklist } from '../../../../src/setup/checklist.ts';
import { testCli } from '../../../support/context.ts';
import { readySettings } from '../../../support/fixtures.ts';
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
    expect(out).toContain('99999');
    expect(out).toContain('https://www.twilio.com/docs/api/errors/99999');
    expect(await documentOf('99999')).toMatchObject({ kind: 'code', id: '99999', title: null });
  });

  it.each([
    ['landline', 'reason'],
    ['delimiter', 'list-finding'],
    ['message.opt-out', 'message-finding'],
    ['org.ambiguous', 'error'],
    ['STOP', 'reply'],
  ])('explains %s, which is a %s', async (id, kind) => {
    const document = await documentOf(id);
    expect(document).toMatchObject({ kind, id, error: null });
    expect(document.meaning).toMatch(/\.$/);
    expect((document.remedy as { text: string }).text).toMatch(/\.["”]?$/);
    expect((await cli.run('explain', id)).out).toMatch(new RegExp(`^${id}[:\\n]`));
  });

  it('explains every subject of the list', async () => {
    for (const id of subjectIds) expect(await documentOf(id), id).toMatchObject({ id, error: null });
    expect(new Set(subjectIds.map((id) => id.toLowerCase())).size).toBe(subjectIds.length);
  });

  it('names the exit codes of an error code of smsctl', async () => {
    expect(await documentOf('settings.busy')).toMatchObject({ kind: 'error', exits: [75] });
  });

  it('proposes similar codes for an unknown one', async () => {
    const { similar } = await documentOf('21061');
    expect(similar).toContain('21601');
  });

  it('walks from a message that did not arrive to the cause', async () => {
    const { kind, steps } = (await documentOf('no-message')) as {
      kind: string;
      steps: readonly { question: string; command: string | null }[];
    };
    expect(kind).toBe('guide');
    expect(steps.map(({ command }) => command)).toEqual([
      'smsctl deliveries --to NUMBER',
      'smsctl explain STATUS',
      'smsctl explain CODE',
      'smsctl explain 21610',
      'smsctl contacts check LIST',
      'smsctl verify',
      'smsctl send-test --to NUMBER',
    ]);
    for (const text of ['No message', 'ticket', 'message not received']) {
      expect(await documentOf(text)).toMatchObject({ kind: 'guide', id: 'no-message' });
    }
    expect((await cli.run('help', 'ticket')).out).toBe((await cli.run('explain', 'no-message')).out);
  });

  it('uses what the saved setup knows on that walk', async () => {
    const known = testCli({ url: 'http://127.0.0.1:1' });
    for (const organization of ['acme', 'beta']) {
      await settingsFile({ directory: known.directory, organization }).update(() => readySettings);
    }
    const unnamed = await known.run('explain', 'no-message');
    expect(unnamed.code).toBe(0);
    expect(unnamed.out).not.toContain('+1••••••0123');
    const { out } = await known.run('explain', 'no-message', '--org', 'acme');
    expect(out).toContain('+1••••••0123');
    expect(out).toContain('`smsctl verify --org acme`');
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
    const list = await documentOf();
    expect(list).toMatchObject({ kind: 'list', checks: ids, states: messageStates.map(({ id }) => id) });
    const named = ['checks', 'codes', 'states', 'reasons', 'findings', 'replies', 'errors'].flatMap(
      (name) => list[name],
    );
    expect([...new Set(named)].sort()).toEqual(subjectIds.filter((id) => id !== 'no-message').sort());
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
    [['reason:', 'consent', 'unclear'], 'consent-unclear'],
    [['"not-a-number"'], 'not-a-number'],
    [['UTF-16'], 'utf-16'],
    [['unsubscribe'], 'STOP'],
    [['E30034'], '30034'],
    [['"error":{"code":"org.ambiguous"}'], 'org.ambiguous'],
    [['`number.owned`'], 'number.owned'],
    [['"Number.Owned".'], 'number.owned'],
    [['✖ fail  number.sms-capable  The number carries calls only.'], 'number.sms-capable'],
    [['docs/reference.md#contacts.short-form'], 'contacts.short-form'],
    [['file:///usr/lib/node_modules/smsctl/docs/reference.md#number.owned'], 'number.owned'],
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
    ['landlin', 'landline'],
    ['org.ambigous', 'org.ambiguous'],
    ['stp', 'STOP'],
    ['undeliverd', 'undelivered'],
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
