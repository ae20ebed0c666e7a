import { describe, expect, it } from 'vitest';
import { countryCodes } from '../../../src/domain/numbers/phone.ts';
import { type Outcome, type RuledSender, senderOutcome } from '../../../src/domain/provider-rules/sender-outcome.ts';
import { planCountry, senderRuleFor, senderRules } from '../../../src/domain/provider-rules/sender-rules.ts';
import { trialLimit, trialLimits } from '../../../src/domain/provider-rules/trial-limits.ts';
import {
  needsTollFreeVerification,
  needsUsCampaign,
  usRegistration,
} from '../../../src/domain/provider-rules/us-registration.ts';

const { rows } = senderRules;
const isoDate = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Places with a numbering plan of which neither the provider nor another source says anything. */
const silent = ['AC', 'BQ', 'CW', 'FK', 'IO', 'KI', 'KP', 'NR', 'SH', 'SX', 'TA', 'TK', 'WF'];

const asWritten = {
  domestic: ['yes', 'no', 'unknown'],
  foreign: ['yes', 'overwritten', 'blocked', 'partly', 'unknown'],
  tollFree: ['yes', 'overwritten', 'blocked', 'partly', 'unknown'],
  senderId: ['yes', 'overwritten', 'refused', 'unknown'],
  registration: ['no', 'recommended', 'required', 'partly', 'protected', 'domestic', 'closed', 'unknown'],
  shortCode: ['yes', 'no', 'unknown'],
} as const;

const countriesWith = (
  field: 'foreign' | 'senderId' | 'registration' | 'shortCode',
  value: string,
  confirmed = true,
): string =>
  rows
    .filter((row) => row[field].value === value && row[field].confirmed === confirmed)
    .map(({ country }) => country)
    .join(' ');

describe('the table of sender rules', () => {
  it('has one row for each of 222 places, in order', () => {
    const countries = rows.map(({ country }) => country);
    expect(countries).toHaveLength(222);
    expect(countries).toEqual([...new Set(countries)].sort());
  });

  it('names only places that libphonenumber knows, and all but these', () => {
    const known = countryCodes();
    expect(rows.map(({ country }) => country).filter((country) => !known.includes(country))).toEqual([]);
    expect(known.filter((country) => senderRuleFor(country) === undefined).sort()).toEqual(silent);
  });

  it.each(rows)('has only known values for $country', (row) => {
    expect(row.name).toMatch(/^[A-Z]/);
    for (const [field, words] of Object.entries(asWritten)) {
      const stated = row[field as keyof typeof asWritten];
      if (stated !== null) expect(words, field).toContain(stated.value);
    }
    for (const text of [row.unregistered, row.notes]) if (text !== null) expect(text).toMatch(/^[A-Z\d].*\.$/);
    if (row.since !== null) expect(row.since).toMatch(isoDate);
  });

  it.each(rows)('has sources, a confidence and a date for $country', ({ country, sources, confidence, asOf }) => {
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(source.asOf).toMatch(isoDate);
      expect(source.url ?? 'https://').toMatch(/^https:\/\//);
    }
    if (country !== 'MP')
      expect(sources[0]?.url).toBe(`https://www.twilio.com/en-us/guidelines/${country.toLowerCase()}/sms`);
    expect(['confirmed', 'unconfirmed']).toContain(confidence);
    expect(asOf).toMatch(isoDate);
    expect(asOf >= senderRules.asOf && asOf <= senderRules.reviewed).toBe(true);
  });

  it('has a source for every key that a row names', () => {
    const named = rows
      .filter(({ sources }) => sources.length > 1)
      .map(({ country, sources }) => `${country}${sources.length}`);
    expect(named.join(' ')).toBe('AS2 AT2 AU4 BE2 ES3 FI3 FR3 GB2 GU2 IE2 NO2 PR2 SE2 US2 VI2');
  });

  it('marks a row as unconfirmed when only other providers state it or sources disagree', () => {
    const doubtful = rows.filter(({ confidence }) => confidence === 'unconfirmed').map(({ country }) => country);
    expect(doubtful).toEqual(['AT', 'BJ', 'ES', 'FI', 'LR', 'MP', 'NO', 'PA', 'SE', 'TL', 'UG']);
  });

  it('holds the countries that block foreign numbers, as their pages list them', () => {
    expect(countriesWith('foreign', 'blocked')).toBe(
      'AE CU CV GB GE GR IR IT KE LY MM MV NA PH QA RU SA SY SZ TD TH TT US VN',
    );
    expect(countriesWith('foreign', 'blocked', false)).toBe('');
    expect(countriesWith('foreign', 'partly')).toBe('BD CZ GH GM HK ID KH KM KW MN NG RO SO TZ');
  });

  it('holds the countries that refuse sender IDs, as their pages list them', () => {
    expect(countriesWith('senderId', 'refused')).toBe(
      'BE CA CN CO CR CU EC FM GU IR KR MH NA NZ PA PR PY RU SY TV US UY VI ZA',
    );
  });

  it('holds the countries with short codes', () => {
    expect(countriesWith('shortCode', 'yes')).toBe('AR BR CA CO DE DO ES FR GB GU IN IT JE MX NZ PR SE US VI');
  });
});

const day = new Date('2026-11-29T12:00:00.000Z');

const mobile = (country: string): RuledSender => ({ sender: '+1', kind: 'number', country, type: 'MOBILE' });
const us: RuledSender = { sender: '+12025550123', kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' };
const canadian: RuledSender = { ...us, sender: '+16135550123', country: 'CA' };
const puertoRican: RuledSender = { ...us, sender: '+17875550123', country: 'PR' };
const british = { ...mobile('GB'), sender: '+447400123456' };
const londonLandline: RuledSender = { sender: '+442079460123', kind: 'number', country: 'GB', type: 'FIXED_LINE' };
const berlinLandline: RuledSender = { sender: '+4930123456', kind: 'number', country: 'DE', type: 'FIXED_LINE' };
const tollFree: RuledSender = { sender: '+18005550123', kind: 'number', country: 'US', type: 'TOLL_FREE' };
const britishFreephone: RuledSender = { sender: '+448081570123', kind: 'number', country: 'GB', type: 'TOLL_FREE' };
const irishFreephone: RuledSender = { sender: '+3531800123456', kind: 'number', country: 'IE', type: 'TOLL_FREE' };
const ofNoCountry: RuledSender = { sender: '+883510000000000', kind: 'number', type: 'VOIP' };
const senderId = (sender = 'ACME'): RuledSender => ({ sender, kind: 'alphanumeric' });
const shortCode = (country?: string): RuledSender => ({
  sender: '55501',
  kind: 'short-code',
  ...(country !== undefined && { country }),
});

type Case = readonly [sender: RuledSender, country: string, outcome: Outcome, why: string];

const longCodes: readonly Case[] = [
  [british, 'GB', 'arrives', 'domestic'],
  [us, 'US', 'arrives', 'domestic'],
  [us, 'GB', 'refused', 'the page blocks foreign numbers'],
  [us, 'IT', 'refused', 'the page blocks foreign numbers'],
  [us, 'FR', 'overwritten', 'the page replaces foreign numbers'],
  [us, 'SG', 'overwritten', 'labelled as likely scam'],
  [us, 'DE', 'arrives', 'the page takes foreign numbers'],
  [us, 'CA', 'unknown', 'the page is blank'],
  [us, 'CZ', 'unknown', 'some networks block'],
  [us, 'AT', 'unknown', 'newer sources put the page in doubt'],
  [us, 'PA', 'unknown', 'the page contradicts itself'],
  [us, 'JM', 'arrives', 'another country of +1 that takes foreign numbers'],
  [us, 'TT', 'refused', 'another country of +1 that blocks foreign numbers'],
  [us, 'PR', 'arrives', 'US-bound'],
  [us, 'VI', 'arrives', 'US-bound'],
  [us, 'GU', 'overwritten', 'mostly overwritten, by the page'],
  [us, 'AS', 'arrives', 'foreign numbers are accepted'],
  [us, 'MP', 'unknown', 'no page'],
  [us, 'KP', 'unknown', 'no row'],
  [canadian, 'US', 'arrives', 'the US registration is another check'],
  [canadian, 'PR', 'arrives', 'US-bound'],
  [canadian, 'CA', 'arrives', 'domestic'],
  [canadian, 'GB', 'refused', 'a foreign number'],
  [puertoRican, 'US', 'arrives', 'US-bound'],
  [puertoRican, 'PR', 'arrives', 'domestic'],
  [puertoRican, 'CA', 'unknown', 'the page is blank'],
  [mobile('JM'), 'US', 'refused', 'of +1, and foreign to the US'],
  [mobile('GU'), 'GU', 'unknown', 'no numbers are offered there'],
  [mobile('MP'), 'US', 'unknown', 'the sources do not say whether it counts as US'],
  [british, 'US', 'refused', 'international long codes are not supported'],
  [british, 'FR', 'overwritten', 'the page replaces foreign numbers'],
  [british, 'AU', 'arrives', 'foreign numbers pass'],
  [british, 'GG', 'arrives', 'the same plan'],
  [british, 'JE', 'arrives', 'the same plan'],
  [british, 'IM', 'arrives', 'the same plan'],
  [mobile('JE'), 'GB', 'arrives', 'the same plan'],
  [mobile('GG'), 'US', 'refused', 'a foreign number'],
  [us, 'GG', 'unknown', 'the page is blank'],
  [us, 'IM', 'unknown', 'no page; the rule of GB is not confirmed for it'],
  [mobile('NO'), 'SJ', 'arrives', 'the same plan'],
  [mobile('IE'), 'IE', 'unknown', 'no domestic long codes are offered'],
  [mobile('SK'), 'SK', 'unknown', 'the page does not say'],
  [ofNoCountry, 'US', 'unknown', 'of no country'],
  [ofNoCountry, 'DE', 'unknown', 'of no country'],
];

const landlines: readonly Case[] = [
  [londonLandline, 'GB', 'arrives', 'domestic'],
  [londonLandline, 'IM', 'arrives', 'the same plan'],
  [londonLandline, 'FR', 'refused', 'the page of GB: landlines send domestically only'],
  [londonLandline, 'DE', 'refused', 'the page of GB: landlines send domestically only'],
  [{ ...londonLandline, country: 'GG' }, 'DE', 'unknown', 'not confirmed for GG'],
  [berlinLandline, 'DE', 'arrives', 'domestic'],
  [berlinLandline, 'CH', 'unknown', 'not confirmed for DE'],
  [berlinLandline, 'FR', 'unknown', 'not confirmed for DE'],
  [berlinLandline, 'GB', 'refused', 'every foreign number is blocked'],
];

const tollFrees: readonly Case[] = [
  [tollFree, 'US', 'arrives', 'domestic; the verification is another check'],
  [tollFree, 'CA', 'arrives', 'domestic'],
  [tollFree, 'PR', 'arrives', 'named by the page'],
  [tollFree, 'AS', 'arrives', 'named by the page'],
  [tollFree, 'GU', 'overwritten', 'likely overwritten, by the page'],
  [tollFree, 'GB', 'refused', 'the page blocks international numbers of any kind'],
  [tollFree, 'IT', 'unknown', 'inferred from foreign numbers, which are blocked'],
  [tollFree, 'DE', 'unknown', 'inferred from foreign numbers, which arrive'],
  [tollFree, 'FR', 'unknown', 'inferred from foreign numbers, which are overwritten'],
  [tollFree, 'MP', 'unknown', 'no page'],
  [britishFreephone, 'GB', 'unknown', 'no page states it'],
  [irishFreephone, 'GB', 'refused', 'the page blocks international numbers of any kind'],
  [britishFreephone, 'US', 'unknown', 'the page of the US speaks of its own toll-free numbers'],
];

const senderIds: readonly Case[] = [
  [senderId(), 'GB', 'arrives', 'only protected names are registered'],
  [senderId(), 'FR', 'arrives', 'no registration'],
  [senderId('ACME CO'), 'FR', 'unknown', 'other providers report that blanks are refused'],
  [senderId('ACME CO'), 'DE', 'arrives', 'reported of FR only'],
  [senderId(), 'US', 'refused', 'not supported'],
  [senderId(), 'CA', 'refused', 'not supported'],
  [senderId(), 'PR', 'refused', 'not supported'],
  [senderId(), 'BE', 'refused', 'not supported'],
  [senderId(), 'AS', 'arrives', 'accepted, unlike in the US'],
  [senderId(), 'AU', 'needs-registration', 'required'],
  [senderId(), 'SG', 'needs-registration', 'required'],
  [senderId(), 'IE', 'needs-registration', 'required, however unregistered IDs are treated'],
  [senderId(), 'UG', 'needs-registration', 'required on one network'],
  [senderId(), 'RO', 'needs-registration', 'required on one network'],
  [senderId(), 'RU', 'needs-registration', 'IDs that were registered in time still work'],
  [senderId(), 'EG', 'arrives', 'recommended only'],
  [senderId(), 'MX', 'overwritten', 'recommended, and replaced'],
  [senderId(), 'IN', 'overwritten', 'replaced on the international route'],
  [senderId(), 'HU', 'overwritten', 'a local number replaces it'],
  [senderId(), 'AT', 'unknown', 'required by another provider only'],
  [senderId(), 'ES', 'unknown', 'required by other providers only'],
  [senderId(), 'FI', 'unknown', 'required by other providers only'],
  [senderId(), 'NO', 'unknown', 'the providers disagree'],
  [senderId(), 'BJ', 'unknown', 'the page contradicts itself'],
  [senderId(), 'NF', 'unknown', 'the page is blank'],
  [senderId(), 'IM', 'arrives', 'as in GB'],
  [senderId(), 'KP', 'unknown', 'no row'],
];

const shortCodes: readonly Case[] = [
  [shortCode('US'), 'US', 'arrives', 'its own country'],
  [shortCode('US'), 'GB', 'refused', 'another country'],
  [shortCode('US'), 'CA', 'refused', 'another country'],
  [shortCode('US'), 'PR', 'arrives', 'named by the page'],
  [shortCode('US'), 'GU', 'arrives', 'named by the page'],
  [shortCode('US'), 'AS', 'refused', 'the page offers none'],
  [shortCode('US'), 'MP', 'unknown', 'no page'],
  [shortCode('US'), 'IM', 'refused', 'another country, whatever its rules'],
  [shortCode('CA'), 'US', 'refused', 'another country'],
  [shortCode('GB'), 'GB', 'arrives', 'its own country'],
  [shortCode('GB'), 'GG', 'arrives', 'the same plan'],
  [shortCode('AU'), 'AU', 'unknown', 'the page offers none'],
  [shortCode('MP'), 'US', 'unknown', 'the sources do not say whether it counts as US'],
  [shortCode(), 'US', 'unknown', 'its country is not known'],
];

const named = (cases: readonly Case[]) =>
  cases.map(([sender, country, outcome, why]) => ({
    from: `${sender.sender} ${sender.country ?? ''}`,
    sender,
    country,
    outcome,
    why,
  }));

describe.each([
  ['a long code', longCodes],
  ['a landline', landlines],
  ['a toll-free number', tollFrees],
  ['a sender ID', senderIds],
  ['a short code', shortCodes],
] as const)('%s', (_, cases) => {
  it.each(named(cases))('$from to $country: $outcome ($why)', ({ sender, country, outcome }) => {
    expect(senderOutcome(sender, country, day)).toBe(outcome);
  });
});

describe('a rule with a date', () => {
  const at = (date: string) => new Date(`${date}T00:00:00.000Z`);
  const dayBefore = (date: string) => new Date(at(date).getTime() - 1);

  it.each([
    ['AT', '2026-10-01', 'arrives', 'unknown'],
    ['TH', '2025-10-06', 'arrives', 'needs-registration'],
    ['RO', '2025-01-15', 'overwritten', 'needs-registration'],
  ] as const)('of %s applies from %s: %s before, %s then', (country, since, before, then) => {
    expect(senderOutcome(senderId(), country, dayBefore(since))).toBe(before);
    expect(senderOutcome(senderId(), country, at(since))).toBe(then);
  });

  it('applies to the characters of a sender ID', () => {
    expect(senderOutcome(senderId('ACME-1'), 'FR', dayBefore('2026-03-01'))).toBe('arrives');
    expect(senderOutcome(senderId('ACME-1'), 'FR', at('2026-03-01'))).toBe('unknown');
  });
});

describe('an unconfirmed rule', () => {
  const senders = [us, british, londonLandline, tollFree, britishFreephone, senderId(), senderId('A B'), ofNoCountry];

  it('never refuses', () => {
    const doubtful = [
      ...rows.filter(({ confidence }) => confidence === 'unconfirmed').map(({ country }) => country),
      ...countryCodes().filter((country) => senderRuleFor(country)?.own !== true),
    ];
    expect(doubtful.length).toBeGreaterThan(30);
    const refused = doubtful.flatMap((country) =>
      senders
        .filter((sender) => senderOutcome(sender, country, day) === 'refused')
        .map(({ sender }) => `${sender} to ${country}`),
    );
    // Both are confirmed: Panama refuses sender IDs, and British landlines send domestically only.
    const confirmed = [
      'ACME to PA',
      'A B to PA',
      ...doubtful.map((country) => `${londonLandline.sender} to ${country}`),
    ];
    expect(refused.filter((each) => !confirmed.includes(each))).toEqual([]);
  });
});

describe('numbering plans that places share', () => {
  it('lead to a country with its own plan', () => {
    for (const country of countryCodes()) expect(planCountry(planCountry(country))).toBe(planCountry(country));
    expect(countryCodes().filter((country) => planCountry(country) !== country)).toEqual([
      'AX',
      'BL',
      'CC',
      'CX',
      'EH',
      'GG',
      'IM',
      'JE',
      'MF',
      'SJ',
      'VA',
      'YT',
    ]);
  });
});

describe('the table of US registration', () => {
  it.each([
    ['US', 'yes', 'yes'],
    ['PR', 'yes', 'yes'],
    ['VI', 'yes', 'yes'],
    ['GU', 'yes', 'yes'],
    ['AS', 'yes', 'yes'],
    ['CA', 'no', 'yes'],
    ['MP', 'unknown', 'unknown'],
    ['GB', 'no', 'no'],
    ['JM', 'no', 'no'],
  ])('%s: campaign %s, toll-free verification %s', (country, campaign, verification) => {
    expect(needsUsCampaign(country)).toBe(campaign);
    expect(needsTollFreeVerification(country)).toBe(verification);
  });

  it('has sources and dates, and marks unknown rows as unconfirmed', () => {
    expect([usRegistration.asOf, usRegistration.reviewed].join(' ')).toBe('2026-05-09 2026-11-29');
    for (const { sources } of usRegistration.rows) expect(sources.length).toBeGreaterThan(0);
    const doubtful = usRegistration.rows.filter(({ confidence }) => confidence === 'unconfirmed');
    expect(doubtful.map(({ country }) => country)).toEqual(['MP']);
  });
});

describe('the table of trial limits', () => {
  it.each([
    ['verified-recipients', 5, '21608', 'confirmed'],
    ['recipient-country', null, null, 'unconfirmed'],
    ['own-text', null, '572006', 'confirmed'],
    ['days', 30, null, 'confirmed'],
    ['messages', 100, '30454', 'confirmed'],
  ] as const)('%s: %s, code %s, %s', (id, limit, code, confidence) => {
    expect(trialLimit(id)).toMatchObject({ limit, code, confidence });
  });

  it('has a sentence and a public source for each', () => {
    for (const { rule, sources } of trialLimits.rows) {
      expect(rule).toMatch(/^[A-Z].*\.$/);
      expect(sources.every(({ url }) => url?.startsWith('https://www.twilio.com/docs/') === true)).toBe(true);
    }
  });
});
