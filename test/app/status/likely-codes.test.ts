import { describe, expect, it } from 'vitest';
import { likelyCodes } from '../../../src/app/status/likely-codes.ts';
import type { CheckResult, CheckStatus } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { readySettings } from '../../support/fixtures.ts';

const result = (status: CheckStatus, code: string | null): CheckResult => ({
  ...{ id: 'number.registered', headline: headlines.number, title: '', detail: '', remedy: null, data: {} },
  ...{ status, code, required: true, live: true, blockedBy: null, durationMs: 0, checkedAt: null },
});

const codes = (settings: Settings, results: readonly CheckResult[] = []) =>
  likelyCodes(settings, results).map(({ code }) => code.code);

describe('the codes that a setup is likely to meet', () => {
  it.each(['fail', 'warn'] as const)('start with the code of a check when its status is %s', (status) => {
    const [first] = likelyCodes(readySettings, [result(status, '30035')]);
    expect(first).toMatchObject({ code: { code: 30035 }, why: expect.stringContaining('number.registered') });
  });

  it.each(['pass', 'skip', 'unknown'] as const)('leave out the code of a check when its status is %s', (status) => {
    expect(codes(readySettings, [result(status, '30035')])).not.toContain(30035);
  });

  it('name each code once, with the check that points to it, when several point to one', () => {
    const told = likelyCodes(readySettings, [result('fail', '20003')]);
    expect(told.filter(({ code }) => code.code === 20003)).toHaveLength(1);
    expect(told[0]?.why).toContain('number.registered');
  });

  it('leave out a code when it is not in the catalogue, and a check without one', () => {
    expect(codes(readySettings, [result('fail', '99999'), result('fail', null)])).toEqual(codes(readySettings));
  });

  it.each<[Settings['number'], readonly number[]]>([
    [{ sender: '+12025550123', kind: 'number', country: 'US', type: 'MOBILE' }, [30034, 30022]],
    [{ sender: '+18005550123', kind: 'number', country: 'US', type: 'TOLL_FREE' }, [30032]],
    [{ sender: '+4915112345678', kind: 'number', country: 'DE', type: 'MOBILE' }, []],
    [{ sender: '55501', kind: 'short-code', country: 'US' }, [21612]],
    [{ sender: 'Acme', kind: 'alphanumeric' }, [21612]],
    [undefined, []],
  ])('have those of the sender %j: %j', (number, own) => {
    const always = [30005, 21610, 30007, 30003];
    expect(codes(number === undefined ? {} : { number })).toEqual([...own, ...always]);
    if (number === undefined) return;
    expect(codes({ number: { ...number, messagingService: 'MG1' } })).toEqual([...own, 21711, ...always]);
  });

  it.each([
    ['auth-token', /Auth Token/],
    ['api-key', /API key/],
  ] as const)('name what ends with the method %s', (method, words) => {
    const credentials = { ...readySettings.credentials, method } as NonNullable<Settings['credentials']>;
    expect(likelyCodes({ credentials }, [])[0]).toMatchObject({
      code: { code: 20003 },
      why: expect.stringMatching(words),
    });
  });

  it('are eight at most', () => {
    const many = ['30034', '30022', '30032', '21606', '21408', '21610', '30003', '30005', '30006', '30007'];
    expect(
      codes(
        {},
        many.map((code) => result('fail', code)),
      ),
    ).toEqual(many.slice(0, 8).map(Number));
  });

  it('depend on the sender, the service and the contacts', () => {
    const { contacts, number, credentials } = readySettings;
    expect(codes({})).toEqual([30005, 21610, 30007, 30003]);
    expect(codes({ ...(credentials && { credentials }) })).toContain(20003);
    expect(codes({ ...(number && { number }) })).toEqual(expect.arrayContaining([30034, 30022, 21711]));
    expect(codes({ number: { sender: '+18005550123', kind: 'number', country: 'US', type: 'TOLL_FREE' } })).toEqual(
      expect.arrayContaining([30032]),
    );
    expect(codes({ number: { sender: 'Acme', kind: 'alphanumeric' } })).toContain(21612);
    const { result: counted } = contacts as ContactsSettings;
    const withResult = (change: object): Settings => ({
      contacts: { ...(contacts as ContactsSettings), result: { ...counted, ...change } },
    });
    expect(codes(withResult({ rows: 3, textable: 3, countries: { US: 2, CA: 1 } }))).toContain(21408);
    expect(codes(withResult({ rows: 3, textable: 3, countries: { US: 3 } }))).not.toContain(21408);
    expect(codes(withResult({ rows: 3, textable: 2 }))).toContain(21211);
    expect(codes(withResult({ rows: 3, textable: 3 }))).not.toContain(21211);
  });
});
