import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/adapters/twilio/twilio-answers.ts';
import type { TwilioApi, Values } from '../../../src/adapters/twilio/twilio-api.ts';
import { twilioMessaging } from '../../../src/adapters/twilio/twilio-messaging.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { accountSid, otherAccountSid } from '../../support/fixtures.ts';

const sid = (prefix: string, digit: string | number): string => `${prefix}${`${digit}`.repeat(32)}`;
const [serviceSid, numberSid, shortCodeSid, brandSid] = [sid('MG', 1), sid('PN', 1), sid('SC', 1), sid('BN', 1)];
const number = '+12025550142';
const own = { account_sid: accountSid };

interface Request {
  readonly place: string;
  readonly query: Values | undefined;
}

/** Twilio with one answer to every request, or an answer for each place: the product and the path. */
function answering(answer: Row | ((place: string) => Row)) {
  const requests: Request[] = [];
  const api = {
    get: async (product: string, path: string, query?: Values) => {
      const place = `${product} ${path}`;
      requests.push({ place, query });
      return typeof answer === 'function' ? (answer as (place: string) => Row)(place) : answer;
    },
  } as unknown as TwilioApi;
  return { twilio: twilioMessaging(api, accountSid), requests };
}

type Reads = ReturnType<typeof twilioMessaging>;

interface Read {
  readonly name: keyof Reads;
  /** The key of its list. Absent: it reads one resource. */
  readonly key?: string;
  readonly read: (twilio: Reads) => Promise<unknown>;
  readonly requests: readonly Request[];
}

const page = { PageSize: 100 };
const at = (place: string, query?: Values): Request => ({ place, query });
const ofService = `messaging /v1/Services/${serviceSid}`;

const reads: readonly Read[] = [
  {
    ...{ name: 'hostedOrder', key: 'items', read: (twilio) => twilio.hostedOrder(number) },
    requests: [at('numbers /v2/HostedNumber/Orders', { PhoneNumber: number, ...page })],
  },
  {
    ...{ name: 'profile', key: 'results', read: (twilio) => twilio.profile() },
    requests: [at('trusthub /v1/CustomerProfiles', page)],
  },
  {
    ...{ name: 'messagingService', read: (twilio) => twilio.messagingService(serviceSid) },
    requests: [at(ofService)],
  },
  {
    ...{ name: 'messagingServices', key: 'services', read: (twilio) => twilio.messagingServices() },
    requests: [at('messaging /v1/Services', page)],
  },
  {
    ...{ name: 'inPool', read: (twilio) => twilio.inPool(serviceSid, numberSid) },
    requests: [at(`${ofService}/PhoneNumbers/${numberSid}`)],
  },
  {
    ...{ name: 'inPool', read: (twilio) => twilio.inPool(serviceSid, shortCodeSid) },
    requests: [at(`${ofService}/ShortCodes/${shortCodeSid}`)],
  },
  {
    ...{ name: 'poolSize', key: 'phone_numbers', read: (twilio) => twilio.poolSize(serviceSid) },
    requests: [at(`${ofService}/PhoneNumbers`, page)],
  },
  {
    ...{ name: 'poolNumbers', key: 'phone_numbers', read: (twilio) => twilio.poolNumbers(serviceSid) },
    requests: [at(`${ofService}/PhoneNumbers`, page)],
  },
  {
    ...{ name: 'alphaSender', key: 'alpha_senders', read: (twilio) => twilio.alphaSender(serviceSid, 'ACME') },
    requests: [at(`${ofService}/AlphaSenders`, page), at(`${ofService}/DestinationAlphaSenders`, page)],
  },
  {
    ...{ name: 'campaigns', key: 'compliance', read: (twilio) => twilio.campaigns(serviceSid) },
    requests: [at(`${ofService}/Compliance/Usa2p`, page)],
  },
  {
    ...{ name: 'brand', read: (twilio) => twilio.brand(brandSid) },
    requests: [at(`messaging /v1/a2p/BrandRegistrations/${brandSid}`)],
  },
  {
    ...{ name: 'brands', key: 'data', read: (twilio) => twilio.brands() },
    requests: [at('messaging /v1/a2p/BrandRegistrations', page)],
  },
  {
    ...{ name: 'tollFreeVerification', key: 'verifications', read: (twilio) => twilio.tollFreeVerification(numberSid) },
    requests: [at('messaging /v1/Tollfree/Verifications', { TollfreePhoneNumberSid: numberSid, ...page })],
  },
  {
    ...{ name: 'geoPermissions', key: 'permissions', read: (twilio) => twilio.geoPermissions(['US', 'GB']) },
    requests: [at('accounts /v1/Messaging/GeoPermissions', { CountryCode: 'US,GB' })],
  },
];

/** Reads whose answers have no account, or may be another account's. */
const withoutAccount: readonly string[] = ['brand', 'brands', 'geoPermissions'];

/** A link to a page that smsctl does not read. */
const more = { meta: { next_page_url: 'https://messaging.twilio.com/v1/elsewhere' } };

/** What these reads make of a resource that does not exist. The others pass the error on. */
const none: Partial<Record<keyof Reads, unknown>> = {
  messagingService: null,
  inPool: false,
  poolSize: 0,
  poolNumbers: [],
  alphaSender: { holds: false, countries: [] },
  campaigns: [],
  geoPermissions: new Map(),
};

/** Reads that reject when they cannot see the whole list. */
const whole: readonly string[] = [
  ...['profile', 'poolSize', 'poolNumbers', 'alphaSender', 'campaigns', 'tollFreeVerification'],
];

const failing = (error: Error) =>
  answering(() => {
    throw error;
  }).twilio;

describe.each(reads)('$name', ({ name, key, read, requests: expected }) => {
  const oneOf = (row: Row): Row => (key === undefined ? row : { [key]: [row] });

  it('requests what it needs', async () => {
    const { twilio, requests } = answering(key === undefined ? { ...own, sid: serviceSid } : { [key]: [] });
    await read(twilio);
    expect(requests).toEqual(expected);
  });

  it('rejects an answer about the parent account when the path names no account', async () => {
    const reading = read(answering(oneOf({ account_sid: otherAccountSid, sid: serviceSid })).twilio);
    if (withoutAccount.includes(name)) await reading;
    else await expect(reading).rejects.toMatchObject({ kind: 'other-account' });
  });

  it('has an answer, or the error, when there is no such resource', async () => {
    const reading = read(failing(new ProviderError({ kind: 'not-found', message: 'none' })));
    if (name in none) expect(await reading).toEqual(none[name]);
    else await expect(reading).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('passes other errors on', async () => {
    const error = new ProviderError({ kind: 'refused', message: 'no' });
    await expect(read(failing(error))).rejects.toBe(error);
  });

  it.skipIf(key === undefined)('rejects a list that is too long when its end matters', async () => {
    const reading = read(answering({ [key ?? '']: [], ...more }).twilio);
    if (whole.includes(name)) await expect(reading).rejects.toMatchObject({ kind: 'not-understood' });
    else await reading;
  });
});

describe('a hosted number’s order', () => {
  const order = (status: string, date_created: string | undefined, phone_number = number) => ({
    ...{ ...own, status, date_created, phone_number },
  });
  const stateOf = (...items: readonly Row[]) => answering({ items }).twilio.hostedOrder(number);

  it('is the newest of this number, in any order', async () => {
    const [older, newer] = [order('failed', '2026-01-02T00:00:00Z'), order('testing', '2026-01-10T00:00:00Z')];
    expect([await stateOf(older, newer), await stateOf(newer, older)]).toEqual(['testing', 'testing']);
    expect(await stateOf(order('undated', undefined), older)).toBe('failed');
    expect(await stateOf(older, order('undated', 'some day'))).toBe('failed');
  });

  it('is none when Twilio lists other numbers, as without the filter', async () => {
    expect(await stateOf(order('testing', '2026-01-10T00:00:00Z', '+12025550143'))).toBeNull();
    expect(await stateOf()).toBeNull();
  });
});

describe('the profile', () => {
  const secondary = 'RNdfbf3fae0e1107f8aded0e7cead80bf5';
  const profile = (status: unknown, policy_sid = 'RN1') => ({ ...own, status, policy_sid });
  const of = (results: readonly Row[], link: Row = {}) => answering({ results, ...link }).twilio.profile();

  it.each([
    ['twilio-approved', 'approved'],
    ['TWILIO-APPROVED', 'approved'],
    ['pending-review', 'in-review'],
    ['in-review', 'in-review'],
    ['twilio-rejected', 'rejected'],
    ['draft', 'draft'],
    ['on-hold', 'other'],
    [null, 'other'],
  ])('in the state %j is %s', async (status, state) => expect(await of([profile(status)])).toBe(state));

  it('is the best of several, without secondary ones', async () => {
    const order = ['draft', 'twilio-rejected', 'in-review', 'on-hold', 'twilio-approved'].map((each) => profile(each));
    const best = await Promise.all(order.map((_, index) => of(order.slice(0, index + 1))));
    expect(best).toEqual(['draft', 'rejected', 'in-review', 'other', 'approved']);
    expect(await of([profile('twilio-approved', secondary)])).toBe('none');
    expect(await of([])).toBe('none');
  });

  it('is approved by the first pages, and by nothing less', async () => {
    expect(await of([profile('twilio-approved')], more)).toBe('approved');
    await expect(of([profile('in-review')], more)).rejects.toMatchObject({ kind: 'not-understood' });
  });
});

describe('Messaging Services', () => {
  const service = (index: number, registered: unknown = false) => ({
    ...own,
    sid: `MG${index.toString(16).padStart(32, '0')}`,
    friendly_name: `Service ${index}`,
    us_app_to_person_registered: registered,
  });
  const of = async (services: readonly Row[], link: Row = {}) => {
    const found = await answering({ services, ...link }).twilio.messagingServices();
    return { names: found.services.map(({ name }) => name.slice(8)), all: found.all };
  };

  it('come registered ones first, otherwise in Twilio’s order', async () => {
    const rows = [service(1), service(2, 'true'), service(3, true), service(4, null), service(5, true)];
    expect(await of(rows)).toEqual({ names: ['3', '5', '1', '2', '4'], all: true });
  });

  it.each([
    [30, {}, 30, true],
    [31, {}, 30, false],
    [2, more, 2, false],
  ])('are at most 30: %d with the link %j', async (count, link, read, all) => {
    const found = await of(
      Array.from({ length: count }, (_, index) => service(index)),
      link,
    );
    expect([found.names.length, found.all]).toEqual([read, all]);
  });

  it.each([
    [{ use_inbound_webhook_on_number: true, inbound_request_url: 'https://example.com/sms' }, 'number'],
    [{ use_inbound_webhook_on_number: false, inbound_request_url: 'https://example.com/sms' }, 'https'],
    [{ use_inbound_webhook_on_number: 'true', inbound_request_url: '' }, 'none'],
  ])('answer as %j says: %s', async (fields, inbound) => {
    const found = await answering({ ...service(1), ...fields }).twilio.messagingService(serviceSid);
    expect(found).toEqual({ sid: service(1).sid, name: 'Service 1', inbound, registered: false });
  });
});

describe('a sender of a Messaging Service', () => {
  const alpha = (alpha_sender: string, iso_country_code?: string) => ({ ...own, alpha_sender, iso_country_code });
  const held = (everywhere: readonly Row[], perCountry: readonly Row[]) =>
    answering((place) => ({
      alpha_senders: place.endsWith('DestinationAlphaSenders') ? perCountry : everywhere,
    })).twilio.alphaSender(serviceSid, 'ACME');

  it.each([
    ['nowhere', [alpha('OTHER')], [alpha('OTHER', 'FR')], { holds: false, countries: [] }],
    ['everywhere', [alpha('ACME')], [], { holds: true, countries: null }],
    ['everywhere by the second list', [], [alpha('ACME')], { holds: true, countries: null }],
    [
      'in countries',
      [],
      [alpha('ACME', 'fr'), alpha('OTHER', 'BE'), alpha('ACME', 'DE')],
      { holds: true, countries: ['FR', 'DE'] },
    ],
    ['everywhere and in countries', [alpha('ACME')], [alpha('ACME', 'FR')], { holds: true, countries: null }],
    ['only in other letters', [alpha('Acme')], [], { holds: false, countries: [] }],
  ])('is held %s', async (_, everywhere, perCountry, expected) => {
    expect(await held(everywhere, perCountry)).toEqual(expected);
  });

  it('is counted and named with the others of its pool', async () => {
    const phone_numbers = [number, '+18885550142'].map((phone_number) => ({ ...own, phone_number }));
    const { twilio } = answering({ phone_numbers });
    expect([await twilio.poolSize(serviceSid), await twilio.poolNumbers(serviceSid)]).toEqual([
      2,
      [number, '+18885550142'],
    ]);
  });
});

describe('a registration', () => {
  it('has its state, its brand and why it was refused', async () => {
    const compliance = [
      { ...own, campaign_status: 'verified', mock: false, brand_registration_sid: brandSid, errors: [] },
      { ...own, campaign_status: 'FAILED', mock: true, brand_registration_sid: 'BN1', errors: [{ error_code: 30882 }] },
      { ...own, mock: 'true' },
    ];
    expect(await answering({ compliance }).twilio.campaigns(serviceSid)).toEqual([
      { status: 'VERIFIED', mock: false, brandSid, errors: [] },
      { status: 'FAILED', mock: true, brandSid: null, errors: [{ code: 30882, text: '', fields: [] }] },
      { status: '', mock: false, brandSid: null, errors: [] },
    ]);
  });

  const brandOf = async (fields: Row) => answering({ sid: brandSid, ...fields }).twilio.brand(brandSid);

  it('has a brand with its failure behind its errors', async () => {
    const fields = { status: 'failed', mock: true, brand_type: 'standard', failure_reason: 'Late', errors: ['First'] };
    const brand = {
      ...{ status: 'FAILED', mock: true, type: 'STANDARD' },
      errors: ['First', 'Late'].map((text) => ({ code: null, text, fields: [] })),
    };
    expect(await brandOf(fields)).toEqual(brand);
    const brands = await answering({ data: [{ sid: brandSid, ...fields }] }).twilio.brands();
    expect([...brands]).toEqual([[brandSid, brand]]);
    expect(await brandOf({})).toEqual({ status: '', mock: false, type: '', errors: [] });
  });

  it.each<[string, unknown, unknown]>([
    ['a text', 'Words\u0007', { code: null, text: 'Words\\x07', fields: [] }],
    ['a code', { code: 30882 }, { code: 30882, text: '', fields: [] }],
    ['a code as text', { error_code: '30882' }, { code: 30882, text: '', fields: [] }],
    ['the newer code before the older', { error_code: 30882, code: 1 }, { code: 30882, text: '', fields: [] }],
    ['the first of its texts', { reason: 'B', message: 'C', description: 'A' }, { code: null, text: 'A', fields: [] }],
    ['a reason', { reason: 'B', message: 'C' }, { code: null, text: 'B', fields: [] }],
    [
      'a message behind empty texts',
      { description: '', reason: 7, message: 'C' },
      { code: null, text: 'C', fields: [] },
    ],
    ['fields', { code: 1, fields: ['a\u0007', 7, 'b'] }, { code: 1, text: '', fields: ['a\\x07', 'b'] }],
    ['fields of another type', { code: 1, fields: 'ab' }, { code: 1, text: '', fields: [] }],
    ['a code of zero', { code: 0, reason: 'B' }, { code: null, text: 'B', fields: [] }],
    ['a code that is no integer', { code: 1.5, reason: 'B' }, { code: null, text: 'B', fields: [] }],
    ['nothing', {}, undefined],
    ['an empty text', '', undefined],
    ['null', null, undefined],
    ['a number', 7, undefined],
  ])('was refused with %s', async (_, error, refusal) => {
    expect((await brandOf({ errors: [error] })).errors).toEqual(refusal === undefined ? [] : [refusal]);
  });

  it('was not refused when the errors are no list', async () => {
    for (const errors of [undefined, null, 'Words', { code: 1 }])
      expect((await brandOf({ errors })).errors).toEqual([]);
  });
});

describe('a toll-free verification', () => {
  const verification = (fields: Row) => ({ ...own, tollfree_phone_number_sid: numberSid, ...fields });
  const of = (verifications: readonly Row[], link: Row = {}) =>
    answering({ verifications, ...link }).twilio.tollFreeVerification(numberSid);

  it('is the approved one, otherwise the newest', async () => {
    const older = verification({ status: 'twilio_rejected', date_created: '2026-01-02T00:00:00Z' });
    const newer = verification({ status: 'pending_review', date_created: '2026-01-10T00:00:00Z' });
    expect((await of([older, newer]))?.status).toBe('PENDING_REVIEW');
    expect((await of([newer, older]))?.status).toBe('PENDING_REVIEW');
    const approved = verification({ status: 'twilio_approved', date_created: '2025-01-01T00:00:00Z' });
    expect((await of([newer, approved, older]))?.status).toBe('TWILIO_APPROVED');
  });

  it('is none when Twilio lists those of other numbers, as without the filter', async () => {
    expect(await of([verification({ status: 'TWILIO_APPROVED', tollfree_phone_number_sid: sid('PN', 2) })])).toBeNull();
    expect(await of([])).toBeNull();
  });

  it('on the first pages counts', async () => {
    expect((await of([verification({ status: 'IN_REVIEW' })], more))?.status).toBe('IN_REVIEW');
  });

  it.each<[string, Row, Row]>([
    ['nothing', {}, { reasons: [], editable: null, editableUntil: null }],
    ['one reason', { rejection_reason: 'A', error_code: 30485 }, { reasons: [{ code: 30485, text: 'A', fields: [] }] }],
    [
      'listed reasons, of which the single one is a copy',
      { rejection_reason: 'A', error_code: 30485, rejection_reasons: [{ reason: 'B', code: 30486 }] },
      { reasons: [{ code: 30486, text: 'B', fields: [] }] },
    ],
    [
      'an edit',
      { edit_allowed: true, edit_expiration: '2026-12-01T09:00:00Z' },
      { editable: true, editableUntil: '2026-12-01T09:00:00.000Z' },
    ],
    ['no edit', { edit_allowed: false, edit_expiration: null }, { editable: false, editableUntil: null }],
    [
      'an edit of another type',
      { edit_allowed: 'true', edit_expiration: 'soon' },
      { editable: null, editableUntil: null },
    ],
  ])('has %s', async (_, fields, expected) => {
    expect(await of([verification({ status: 'TWILIO_REJECTED', ...fields })])).toMatchObject(expected);
  });
});

describe('a permission for a country', () => {
  it('is read where country and permission are', async () => {
    const permissions = [
      { country_code: 'US', enabled: true, message: null },
      { country_code: 'NG', enabled: false, message: 'High Risk\u0007' },
      { country_code: 'usa', enabled: true },
      { country_code: 'USA', enabled: true },
      { country_code: 'us', enabled: true },
      { country_code: 7, enabled: true },
      { country_code: 'GB', enabled: 'true' },
      { country_code: 'DE' },
    ];
    const found = await answering({ permissions }).twilio.geoPermissions(['US']);
    expect([...found]).toEqual([
      ['US', { enabled: true, note: '' }],
      ['NG', { enabled: false, note: 'High Risk\\x07' }],
    ]);
  });
});
