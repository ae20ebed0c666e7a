import { describe, expect, it } from 'vitest';
import { confirmAccountChange, typeOrganization } from '../../../src/app/setup/typed-confirmation.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import type { UserError } from '../../../src/domain/user-error.ts';
import { accountSid, otherAccountSid, readySettings } from '../../support/fixtures.ts';
import { leave, scripted } from '../../support/scripted.ts';

const key = 'credentials.other-account';

interface Change {
  readonly saved?: Settings;
  readonly to?: string;
  readonly agreed?: boolean;
  readonly source?: string;
  readonly answers?: readonly string[];
}

async function changed({ saved = readySettings, to = otherAccountSid, agreed = false, source, answers }: Change) {
  const prompter = answers === undefined ? null : scripted({ [key]: answers });
  const given = new Map(source === undefined ? [] : [['credentials.accountSid' as const, { raw: to, source }]]);
  const error = await confirmAccountChange({
    ...{ organization: 'acme', saved, accountSid: to, agreed, inputs: { given, prompter } },
  }).then(
    () => undefined,
    (reason: UserError) => reason,
  );
  return { error, prompter };
}

describe('credentials of another account', () => {
  it.each<[string, Change]>([
    ['none are saved', { saved: {} }],
    ['it is the same account', { to: accountSid }],
    ['it was agreed to', { agreed: true }],
    ['the command line names the account', { source: '--account-sid' }],
  ])('need no confirmation if %s', async (_name, change) => {
    expect((await changed(change)).error).toBeUndefined();
    const { error, prompter } = await changed({ ...change, answers: [] });
    expect([error, prompter?.asked]).toEqual([undefined, []]);
  });

  it.each([
    ['TWILIO_ACCOUNT_SID', /TWILIO_ACCOUNT_SID names account ACbb…bbbb/],
    ['answers.json', /answers\.json names account ACbb…bbbb/],
    [undefined, /what was given names account ACbb…bbbb/],
  ])('are refused without a prompt, with the source: %s', async (source, words) => {
    const { error } = await changed(source === undefined ? {} : { source });
    expect(error).toMatchObject({ code: key, exit: 2, message: expect.stringMatching(words) });
    expect(error?.message).toContain('ACaa…aaaa');
    expect(error?.hints.join(' ')).toMatch(/`--org`.*`--account-sid`.*`--yes`/);
  });

  it('are confirmed by the id of the organization, and by nothing else', async () => {
    const wrong = ['yes', '', 'acm', 'acme2', 'ACME'];
    const { error, prompter } = await changed({ source: 'TWILIO_ACCOUNT_SID', answers: [...wrong, ' acme '] });
    expect(error).toBeUndefined();
    expect(prompter?.refused.map(({ raw }) => raw)).toEqual(wrong);
    expect(prompter?.asked).toMatchObject([
      {
        key,
        kind: 'text',
        message: expect.stringMatching(/^Replace account ACaa…aaaa by account ACbb…bbbb\?.* acme$/),
      },
    ]);
    expect((await changed({ answers: [leave] })).error).toMatchObject({ code: 'cancelled' });
  });

  it('names what is to be confirmed', async () => {
    const prompter = scripted({ 'org.remove': 'acme' });
    await typeOrganization({ key: 'org.remove', organization: 'acme', what: 'Delete it' }, prompter);
    expect(prompter.asked[0]?.message).toMatch(/^Delete it\?/);
  });
});
