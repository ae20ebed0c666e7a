import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headlines } from '../../src/domain/readiness/headline.ts';
import { checklist } from '../../src/setup/checklist.ts';
import { steps } from '../../src/setup/steps.ts';

const checks = steps.flatMap((step) => step.checks);
const questions = steps.flatMap((step) => step.questions);

describe('the list', () => {
  it('walks the recommended order', () => {
    expect(steps.map(({ id }) => id)).toEqual(['owner', 'number', 'credentials', 'method', 'contacts']);
  });

  it.each(['questions.ts', 'checks.ts'])('has a folder for each step, with its %s', (file) => {
    const paths = readdirSync(new URL('../../src/setup', import.meta.url), { recursive: true, encoding: 'utf8' });
    const folders = paths.filter((path) => basename(path) === file).map((path) => dirname(path));
    expect(folders.sort()).toEqual(steps.map(({ id }) => id).sort());
  });

  it('asks in the order in which it checks', () => {
    expect(checks.map(({ id }) => id)).toEqual(checklist.map(({ id }) => id));
  });

  it('keeps the check ids that scripts rely on', () => {
    expect(checks.map(({ id }) => id)).toEqual([
      'owner.assigned',
      'number.saved',
      'number.owned',
      'number.sms-capable',
      'number.pool',
      'number.registered',
      'number.inbound',
      'credentials.saved',
      'credentials.store',
      'credentials.accepted',
      'credentials.live',
      'credentials.account',
      'credentials.profile',
      'credentials.funds',
      'credentials.shadowed',
      'credentials.age',
      'method.confirmed',
      'method.current',
      'contacts.checked',
      'contacts.quality',
      'contacts.countries',
      'contacts.reachable',
      'contacts.acknowledged',
      'contacts.short-form',
    ]);
  });

  it('lets a check depend only on existing checks and never on itself', () => {
    const needs = new Map<string, readonly string[]>(checks.map(({ id, needs = [] }) => [id, needs]));
    const reach = (id: string, seen: readonly string[]): readonly string[] => {
      expect(seen, `${id} rests on itself`).not.toContain(id);
      const direct = needs.get(id);
      expect(direct, `${id} is no check`).toBeDefined();
      return (direct ?? []).flatMap((need) => reach(need, [...seen, id]));
    };
    for (const { id } of checks) reach(id, []);
  });

  it('puts checks under every headline of the checklist', () => {
    const used = new Set(steps.flatMap(({ headline, checks: own }) => own.map((check) => check.headline ?? headline)));
    expect([...used].sort()).toEqual(Object.values(headlines).sort());
  });

  it('answers every question by the flag and the variable that are promised', () => {
    const promised = questions.map((question) => {
      const flags = question.kind === 'secret' ? [question.stdinFlag, question.fileFlag] : [question.flag];
      return [question.key, ...flags, question.variable].join(' ');
    });
    expect(promised).toEqual([
      'owner.team --owner-team SMSCTL_OWNER_TEAM',
      'owner.contact --owner-contact SMSCTL_OWNER_CONTACT',
      'number.sender --number SMSCTL_NUMBER',
      'number.country --number-country SMSCTL_NUMBER_COUNTRY',
      'number.messagingService --messaging-service SMSCTL_MESSAGING_SERVICE',
      'credentials.accountSid --account-sid TWILIO_ACCOUNT_SID',
      'credentials.method --credential-method SMSCTL_CREDENTIAL_METHOD',
      'credentials.apiKeySid --api-key-sid TWILIO_API_KEY',
      'credentials.region --region TWILIO_REGION',
      'credentials.store --store SMSCTL_STORE',
      'credentials.secretCommand --secret-command SMSCTL_SECRET_COMMAND',
      'credentials.passphraseFile  SMSCTL_PASSPHRASE_FILE',
      'credentials.authToken --auth-token-stdin --auth-token-file TWILIO_AUTH_TOKEN',
      'credentials.apiKeySecret --api-key-secret-stdin --api-key-secret-file TWILIO_API_SECRET',
      'method.confirmed --confirm-method SMSCTL_CONFIRM_METHOD',
      'method.confirmedBy --confirmed-by SMSCTL_CONFIRMED_BY',
      'contacts.source --contacts SMSCTL_CONTACTS',
      'contacts.column --contacts-column SMSCTL_CONTACTS_COLUMN',
      'contacts.country --contacts-country SMSCTL_CONTACTS_COUNTRY',
      'contacts.countryColumn --country-column SMSCTL_COUNTRY_COLUMN',
      'contacts.consentColumn --consent-column SMSCTL_CONSENT_COLUMN',
      'contacts.numbers --contacts-numbers SMSCTL_CONTACTS_NUMBERS',
      'contacts.sheet --sheet SMSCTL_SHEET',
      'contacts.minimum --contacts-minimum SMSCTL_CONTACTS_MINIMUM',
      'contacts.acknowledged --acknowledge-contacts ',
      'contacts.shortForm --acknowledge-short-form ',
      'contacts.acknowledgedBy --acknowledged-by SMSCTL_ACKNOWLEDGED_BY',
    ]);
  });

  it('asks in lines that fit a terminal', () => {
    for (const { help, key } of questions) expect(help.length, key).toBeLessThan(79);
  });

  it('explains every step in two lines that fit a terminal', () => {
    for (const { intro } of steps) for (const line of intro) expect(line.length).toBeLessThan(77);
  });
});
