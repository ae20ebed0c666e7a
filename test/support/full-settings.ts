import type { Settings } from '../../src/domain/settings/settings.ts';

/** What is counted by a name. */
type Counts = Readonly<Partial<Record<string, number>>>;

/** With every field that may be absent. */
type Full<T> = T extends readonly (infer Item)[]
  ? readonly Full<Item>[]
  : T extends Counts
    ? T
    : T extends object
      ? { readonly [Key in keyof T]-?: Full<NonNullable<T[Key]>> }
      : T;

/** Without any field that may be absent. */
type Bare<T> = T extends readonly (infer Item)[]
  ? readonly Bare<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as object extends Pick<T, Key> ? never : Key]: Bare<T[Key]> }
    : T;

const at = '2026-11-23T18:00:00.000Z';
const sid = (prefix: string) => prefix + '0123456789abcdef'.repeat(2);

/** The types see to it that a new field of `Settings` comes here, and that nothing else does. */
export const fullSettings: Full<Settings> = {
  owner: { team: 'Growth', contact: '#growth' },
  number: {
    sender: '+12025550123',
    kind: 'number',
    country: 'US',
    type: 'MOBILE',
    messagingService: sid('MG'),
  },
  credentials: {
    accountSid: sid('AC'),
    method: 'api-key',
    apiKeySid: sid('SK'),
    region: 'ie1',
    store: 'keychain',
    secretKey: 'acme.5b0c',
    secretCommand: ['op', 'read', 'op://team/twilio/token'],
    fingerprint: '0123456789abcdef',
    savedAt: at,
  },
  standby: [
    {
      accountSid: sid('AC'),
      method: 'api-key',
      apiKeySid: sid('SK'),
      region: 'ie1',
      store: 'file',
      secretKey: 'acme.77aa',
      secretCommand: ['op', 'read', 'op://team/twilio/token'],
      fingerprint: 'fedcba9876543210',
      savedAt: at,
    },
  ],
  method: {
    confirmed: { by: 'Ada', at, method: 'api-key', fingerprint: '0123456789abcdef', accountSid: sid('AC') },
  },
  contacts: {
    source: '/data/contacts.csv',
    country: 'DE',
    column: 'phone',
    countryColumn: 'country',
    sheet: 'Customers',
    consentColumn: 'none',
    numbers: 'national',
    minimum: 95,
    result: {
      rows: 3,
      textable: 2,
      reasons: { empty: 1 },
      countries: { DE: 1, '001': 1 },
      types: { MOBILE: 2 },
      name: 'contacts.csv',
      bytes: 120,
      modifiedAt: at,
      checkedAt: at,
      rules: '1',
    },
    acknowledged: { by: 'Ada', at },
    shortForm: { by: 'Ada', at, sender: '+12025550123', method: 'api-key' },
  },
  pending: [{ store: 'file', key: 'acme.4a1f', doomed: true }],
  pendingKeys: [{ accountSid: sid('AC'), name: 'smsctl acme host 4a1f', requestedAt: at, sid: sid('SK') }],
};

/** Each section with what it cannot be without. */
export const bareSettings: { readonly [Key in keyof Settings]-?: Bare<NonNullable<Settings[Key]>> } = {
  owner: { team: 'Growth', contact: '#growth' },
  number: { sender: '12345', kind: 'short-code' },
  credentials: {
    accountSid: sid('AC'),
    method: 'auth-token',
    store: 'env',
    fingerprint: '0123456789abcdef',
    savedAt: at,
  },
  method: { confirmed: { by: 'Ada', at, method: 'auth-token', fingerprint: '0123456789abcdef' } },
  contacts: {
    source: '/data/contacts.csv',
    minimum: 0,
    result: {
      rows: 0,
      textable: 0,
      reasons: {},
      countries: {},
      types: {},
      name: 'contacts.csv',
      bytes: 0,
      modifiedAt: at,
      checkedAt: at,
      rules: '1',
    },
  },
  standby: [
    { accountSid: sid('AC'), method: 'auth-token', store: 'env', fingerprint: '0123456789abcdef', savedAt: at },
  ],
  pending: [{ store: 'memory', key: 'k' }],
  pendingKeys: [{ accountSid: sid('AC'), name: 'smsctl', requestedAt: at }],
};
