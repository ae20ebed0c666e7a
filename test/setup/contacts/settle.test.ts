import { describe, expect, it } from 'vitest';
import type { ContactsReport } from '../../../src/domain/contacts/contact-quality.ts';
import type { ContactReason } from '../../../src/domain/numbers/contact-reasons.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { settleContacts } from '../../../src/setup/contacts/settle.ts';
import type { SettleContext } from '../../../src/setup/step/step.ts';
import { clock } from '../../support/fixtures.ts';

const report = (reasons: Partial<Record<ContactReason, number>>): ContactsReport => ({
  lists: [],
  examples: {},
  proposal: null,
  result: {
    ...{ rows: 10, textable: 10 - Object.values(reasons).reduce((sum, count) => sum + count, 0), reasons },
    ...{ countries: {}, types: {}, name: 'list.csv', bytes: 1, modifiedAt: null, checkedAt: '', rules: '' },
  },
});

const benchWith = (checkContacts: SettleContext['checkContacts'], canAsk = true): SettleContext => ({
  settings: {},
  now: clock.now(),
  operator: 'Ada',
  canAsk,
  readCredential: () => Promise.reject(new Error('Not asked.')),
  checkContacts,
});

const answers = { 'contacts.source': 'list.csv' };
const uncertain = new UserError({ code: 'contacts.column-uncertain', message: 'Which one?' });

describe('a doubt about a list', () => {
  it.each([
    ['the phone column', 'contacts.column', () => Promise.reject(uncertain)],
    ['two readings', 'contacts.numbers', async () => report({ 'reading-unclear': 3 })],
    ['consent', 'contacts.consentColumn', async () => report({ 'consent-unclear': 3 })],
  ] as const)('is asked for: %s', async (_, key, check) => {
    expect(await settleContacts(answers, benchWith(check))).toMatchObject({ ok: false, key });
  });

  it('is resolved by the answer, which is saved with the list', async () => {
    const requests: unknown[] = [];
    const bench = benchWith(async (request) => {
      requests.push(request);
      return report({});
    });
    const settled = await settleContacts({ ...answers, 'contacts.numbers': 'national' }, bench);
    expect(requests).toEqual([{ sources: ['list.csv'], numbers: 'national' }]);
    expect(settled).toMatchObject({ ok: true, section: { contacts: { numbers: 'national' } } });
  });

  it('is counted without a terminal', async () => {
    const bench = benchWith(async () => report({ 'reading-unclear': 3 }), false);
    expect(await settleContacts(answers, bench)).toMatchObject({ ok: true, section: { contacts: { source: '' } } });
  });
});
