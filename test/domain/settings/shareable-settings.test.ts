import { describe, expect, it } from 'vitest';
import { presentVariables, shareNetwork } from '../../../src/domain/settings/shareable-environment.ts';
import { shareSettings, withoutWithheld } from '../../../src/domain/settings/shareable-settings.ts';
import { fullSettings } from '../../support/full-settings.ts';

const planted = 'PLANTED-5f4dcc3b5aa765d61d8327deb882cf99';

/** What must not come out, instead of a leaf. */
const alone = (): readonly string[] => [planted];
/** The same, also joined with the text that the leaf has. */
const joined = (leaf: unknown): readonly string[] =>
  typeof leaf === 'string' ? [planted, `${leaf}${planted}`, `${leaf} ${planted}`, `${planted}${leaf}`] : [planted];

/** Every leaf in turn replaced. */
function withPlanted(value: unknown, by: (leaf: unknown) => readonly string[] = alone): readonly unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => withPlanted(each, by).map((other) => value.toSpliced(index, 1, other)));
  }
  if (typeof value !== 'object' || value === null) return by(value);
  return Object.entries(value).flatMap(([key, each]) => [
    ...withPlanted(each, by).map((other) => ({ ...value, [key]: other })),
    { ...value, [planted]: each },
    { ...value, [`${key}Note`]: planted },
  ]);
}

describe('settings that leave the machine', () => {
  it('are masked or left out by name, each listed in the manifest', () => {
    const { values, manifest, unknown } = shareSettings(fullSettings);
    expect(unknown).toBe(0);
    expect(values).toMatchObject({
      'number.sender': '+1••••••0123',
      'credentials.accountSid': 'AC01…cdef',
      'credentials.apiKeySid': 'SK01…cdef',
      'contacts.result.rows': 3,
      'contacts.result.reasons.empty': 1,
      'contacts.result.countries.DE': 1,
      'contacts.shortForm.sender': '+1••••••0123',
    });
    const treatment = Object.fromEntries(manifest.map((each) => [each.setting, each.treatment]));
    expect(treatment).toMatchObject({
      'owner.team': 'dropped',
      'owner.contact': 'dropped',
      'number.sender': 'masked',
      'number.country': 'kept',
      'credentials.secretKey': 'dropped',
      'credentials.fingerprint': 'dropped',
      'method.confirmed.by': 'dropped',
      'method.confirmed.accountSid': 'masked',
      'contacts.source': 'dropped',
      'pending[0].key': 'dropped',
    });
    expect(Object.keys(values).length + manifest.filter((each) => each.treatment === 'dropped').length).toBe(
      manifest.length,
    );
  });

  it('contain no planted value', () => {
    const variants = withPlanted(fullSettings, joined);
    expect(variants.length).toBeGreaterThan(150);
    for (const settings of variants) expect(JSON.stringify(shareSettings(settings as object))).not.toContain('PLANTED');
  });
});

describe('a text about settings that leaves the machine', () => {
  it('has no value that is not shared, as a whole word', () => {
    const settings = {
      ...fullSettings,
      owner: { team: 'IT', contact: 'a+b@example.com' },
      extra: { Secretive: 'plans' },
    };
    expect(withoutWithheld('IT (a+b@example.com) is in CREDIT; Secretive plans, DE, 95 %', settings)).toBe(
      '[hidden] ([hidden]) is in CREDIT; [hidden] [hidden], DE, 95 %',
    );
  });

  it('contains no planted value', () => {
    for (const settings of withPlanted(fullSettings)) {
      const text = withoutWithheld(`"${planted}": 1 of ${planted}`, settings as object);
      expect(text).not.toContain('PLANTED');
    }
  });
});

describe('the environment that leaves the machine', () => {
  const env = {
    TWILIO_AUTH_TOKEN: planted,
    SMSCTL_NUMBER: planted,
    [`TWILIO_${planted}`]: 'x',
    EMPTY: '',
    HTTPS_PROXY: `http://user:${planted}@${planted}.example:8080/${planted}`,
    NO_PROXY: planted,
    NODE_EXTRA_CA_CERTS: `/home/${planted}/ca.pem`,
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  };

  it('has only names', () => {
    expect(presentVariables(env)).toEqual([
      'TWILIO_AUTH_TOKEN',
      'SMSCTL_NUMBER',
      'HTTPS_PROXY',
      'NO_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'NODE_TLS_REJECT_UNAUTHORIZED',
    ]);
  });

  it.each([
    [{}, null],
    [
      { https_proxy: ' ', HTTPS_PROXY: 'https://a:1' },
      { variable: 'HTTPS_PROXY', scheme: 'https', hasPassword: false },
    ],
    [
      { http_proxy: 'a:1', HTTPS_PROXY: 'b:1' },
      { variable: 'HTTPS_PROXY', scheme: 'http', hasPassword: false },
    ],
    [
      { ALL_PROXY: ' SOCKS5h://u:p@a ', http_proxy: 'b' },
      { variable: 'ALL_PROXY', scheme: 'socks5h', hasPassword: true },
    ],
    [{ all_proxy: 'socks4a://a/x@y' }, { variable: 'all_proxy', scheme: 'socks4a', hasPassword: false }],
    [{ HTTP_PROXY: 'u@a' }, { variable: 'HTTP_PROXY', scheme: 'http', hasPassword: true }],
    [{ http_proxy: 'xhttp://a' }, { variable: 'http_proxy', scheme: 'unusable', hasPassword: false }],
    [{ http_proxy: 'ftp://a' }, { variable: 'http_proxy', scheme: 'unusable', hasPassword: false }],
    [{ NO_PROXY: 'a' }, null],
  ])('names the proxy in use: %j', (variables, proxy) => expect(shareNetwork(variables).proxy).toEqual(proxy));

  it.each([
    [{ no_proxy: 'a' }, 'exceptions', true],
    [{ NO_PROXY: 'a' }, 'exceptions', true],
    [{ no_proxy: '', NO_PROXY: 'a' }, 'exceptions', true],
    [{ no_proxy: ' ' }, 'exceptions', false],
    [{ NODE_EXTRA_CA_CERTS: '' }, 'extraCertificates', false],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '1' }, 'certificatesChecked', true],
  ] as const)('says of %j: %s %s', (variables, field, value) => expect(shareNetwork(variables)[field]).toBe(value));

  it('says how the provider is reached without naming hosts', () => {
    expect(shareNetwork(env)).toEqual({
      proxy: { variable: 'HTTPS_PROXY', scheme: 'http', hasPassword: true },
      exceptions: true,
      extraCertificates: true,
      certificatesChecked: false,
    });
    expect(shareNetwork({})).toEqual({
      proxy: null,
      exceptions: false,
      extraCertificates: false,
      certificatesChecked: true,
    });
    expect(shareNetwork({ all_proxy: `${planted}://x` }).proxy).toMatchObject({ scheme: 'unusable' });
    expect(shareNetwork({ http_proxy: 'proxy.example:3128' }).proxy).toMatchObject({
      scheme: 'http',
      hasPassword: false,
    });
  });
});
