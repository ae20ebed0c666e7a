import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { UserError } from '../../../src/domain/user-error.ts';
import { isSecretName } from '../../../src/domain/variables/files.ts';
import { type FormatName, formatNames } from '../../../src/domain/variables/format-names.ts';
import { printVariables, shellOf } from '../../../src/domain/variables/print-variables.ts';
import type { PrintedVariables } from '../../../src/domain/variables/variable-format.ts';
import { hostileValue } from '../../support/hostile-values.ts';
import { readDockerFile, readGithubEnv, readMasks, readPowerShell } from '../../support/variable-readers.ts';

const none: PrintedVariables = { assigned: [], hidden: [], removed: [], secret: [] };
const print = (format: FormatName, variables: Partial<PrintedVariables>) =>
  printVariables({ ...none, ...variables }, { format, secretName: 'smsctl-default' });

/** The output for these values, named V0, V1 and so on; or the error. */
function printed(format: FormatName, values: readonly string[]): string | UserError {
  try {
    return print(format, { assigned: values.map((value, index) => ({ name: `V${index}`, value })) }).text;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

interface KubernetesSecret {
  readonly apiVersion: string;
  readonly kind: string;
  readonly type: string;
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

const decoded = (text: string) =>
  Object.fromEntries(
    Object.entries((parseYaml(text) as KubernetesSecret).data).map(([name, value]) => [
      name,
      Buffer.from(value, 'base64').toString('utf8'),
    ]),
  );

/** Readers of a format. All have to agree. */
const readers: readonly (readonly [
  FormatName,
  string,
  (text: string) => Readonly<Record<string, string | undefined>>,
])[] = [
  ['dotenv', 'dotenv', parseDotenv],
  ['dotenv', 'Node.js', (text) => ({ ...parseEnv(text) })],
  ['docker', 'docker', (text) => readDockerFile(text, { removesQuotes: false })],
  ['docker', 'a docker that removes quotes', (text) => readDockerFile(text, { removesQuotes: true })],
  ['json', 'JSON.parse', (text) => JSON.parse(text) as Record<string, string>],
  ['github', 'the runner', (text) => readGithubEnv(text, { onWindows: false })],
  ['github', 'the runner on Windows', (text) => readGithubEnv(text, { onWindows: true })],
  ['k8s', 'a YAML parser', decoded],
  ['powershell', 'PowerShell', (text) => readPowerShell(text).set],
];

describe('values in each format', () => {
  it.each(readers)('%s: %s reads the same values, or they are refused', (format, _, read) => {
    let held = 0;
    fc.assert(
      fc.property(fc.array(hostileValue, { minLength: 1, maxLength: 4 }), (values) => {
        const text = printed(format, values);
        if (text instanceof UserError) {
          expect([text.code, text.exit]).toEqual(['variables.unfit', 2]);
          return;
        }
        held += 1;
        expect(read(text)).toEqual(Object.fromEntries(values.map((value, index) => [`V${index}`, value])));
      }),
      { numRuns: 2000 },
    );
    // The property would hold as well if everything were refused.
    expect(held).toBeGreaterThan(200);
  });

  it.each(formatNames)('%s: an error names the variable and never the value', (format) => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        const marked = `tell-tale${value}tell-tale`;
        const error = printed(format, ['fine', marked]);
        if (!(error instanceof UserError)) return;
        const words = [error.message, ...error.hints].join(' ');
        expect(words).toContain('V1');
        expect(words).not.toContain('tell-tale');
      }),
    );
  });

  it.each([
    ['sh', '', true],
    ['sh', 'a\r\nb\\', true],
    ['fish', "\\'\n", true],
    ['powershell', '', false],
    ['powershell', '\r\n\u2019\u00e9', true],
    ['dotenv', '', true],
    ['dotenv', ' #$!`"\n=', true],
    ['dotenv', "it's", true],
    ['dotenv', 'C:\\Users\\Ada', true],
    ['dotenv', 'a\rb', false],
    ['dotenv', '\'"', false],
    ['dotenv', "'$x", false],
    ['dotenv', '\\\\host\\share', false],
    ['dotenv', 'C:\\', false],
    ['docker', ' " # \\ $x ', true],
    ['docker', '"', true],
    ['docker', '""', false],
    ['docker', "'x'", false],
    ['docker', 'a\nb', false],
    ['docker', 'a\r', false],
    ['docker', 'x'.repeat(60_000), true],
    ['docker', 'x'.repeat(65_536), false],
    ['json', '"\\\u2028\n', true],
    ['github', 'END_OF_VALUE\nEND_OF_VALUE_\n<<', true],
    ['github', 'a\r\nb', true],
    ['github', 'a\nb\r', false],
    ['k8s', '\n', true],
    ...formatNames.map((format) => [format, 'a\0b', false] as const),
    ...formatNames.map((format) => [format, 'a\ud800b', false] as const),
    // What is really stored.
    ...formatNames.flatMap((format) =>
      [`AC${'a'.repeat(32)}`, '0123456789abcdef'.repeat(2), '+12025550142', 'ACME'].map(
        (value) => [format, value, true] as const,
      ),
    ),
  ] as const)('%s holds %j: %s', (format, value, holds) => {
    expect(typeof printed(format, [value]) === 'string').toBe(holds);
  });
});

const secret: Partial<PrintedVariables> = {
  assigned: [
    { name: 'TWILIO_ACCOUNT_SID', value: 'AC1' },
    { name: 'TWILIO_AUTH_TOKEN', value: 'made up%\nfor a test' },
  ],
  secret: ['TWILIO_AUTH_TOKEN'],
};

describe('masks for GitHub', () => {
  it('hide each secret and each of its lines, and go to stderr', () => {
    const { announced, text } = print('github', secret);
    expect(readMasks(announced)).toEqual(['made up%\nfor a test', 'made up%', 'for a test']);
    expect(announced.split('\n').filter((line) => line !== '' && !line.startsWith('::add-mask::'))).toEqual([]);
    expect(text).not.toContain('::');
  });

  it('hide every value', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        const name = 'TWILIO_AUTH_TOKEN';
        fc.pre(value.trim() !== '' && !value.endsWith('\r'));
        expect(readMasks(print('github', { assigned: [{ name, value }], secret: [name] }).announced)).toContain(value);
      }),
    );
  });

  it.each(formatNames.filter((format) => format !== 'github'))('are not printed for %s', (format) => {
    expect(print(format, { ...secret, assigned: [{ name: 'TWILIO_AUTH_TOKEN', value: 'x' }] }).announced).toBe('');
  });
});

describe('hidden and removed variables', () => {
  const variables: Partial<PrintedVariables> = {
    assigned: [{ name: 'TWILIO_ACCOUNT_SID', value: 'AC1' }],
    hidden: ['TWILIO_AUTH_TOKEN'],
    removed: ['TWILIO_REGION', 'SMSCTL_$(touch x)\nset -e A_TOKEN'],
  };

  it.each(readers)('%s: are no value for %s', (format, _, read) => {
    expect(read(print(format, variables).text)).toEqual({ TWILIO_ACCOUNT_SID: 'AC1' });
  });

  it.each(formatNames)('%s: are named in a remark, or on stderr', (format) => {
    const { text, notes } = print(format, variables);
    const words = notes.length > 0 ? notes.join('\n') : text;
    expect(words).toMatch(/TWILIO_AUTH_TOKEN is hidden; pass --reveal to print it/);
    expect(text.includes('hidden')).toBe(!['json', 'github'].includes(format));
    // A name of several lines would be a command in the second one.
    expect(words).not.toMatch(/^set -e A/m);
    expect(words).toMatch(/Remove SMSCTL_.* where you set it/);
  });

  it.each([
    ['sh', 'unset TWILIO_REGION'],
    ['fish', 'set -e TWILIO_REGION'],
    ['powershell', 'Remove-Item Env:TWILIO_REGION'],
    ['dotenv', '# Remove TWILIO_REGION where you set it: the program must not get it'],
  ] as const)('%s: removes with %s', (format, line) => {
    expect(print(format, variables).text.split('\n')).toContain(line);
  });
});

describe('a Kubernetes Secret', () => {
  it('is one manifest with the name', () => {
    const { data, ...rest } = parseYaml(print('k8s', secret).text) as KubernetesSecret;
    expect(rest).toEqual({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: { name: 'smsctl-default' } });
    expect(Object.keys(data)).toEqual(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']);
  });

  it('has no data without variables', () => {
    expect((parseYaml(print('k8s', {}).text) as KubernetesSecret).data).toEqual({});
  });

  it.each([
    ['twilio', true],
    ['123', true],
    ['a.b-c', true],
    ['', false],
    ['a.', false],
    ['a..b', false],
    ['-a', false],
    ['a-', false],
    ['A', false],
    ['a_b', false],
    ['a\nb', false],
    ['a'.repeat(253), true],
    ['a'.repeat(254), false],
  ])('may be called %j: %s', (name, isAccepted) => {
    expect(isSecretName(name)).toBe(isAccepted);
  });
});

describe('the default format', () => {
  it.each([
    ['linux', {}, 'sh'],
    ['darwin', { MSYSTEM: 'MINGW64' }, 'sh'],
    // Git Bash.
    ['win32', { MSYSTEM: 'MINGW64' }, 'sh'],
    ['win32', {}, 'powershell'],
  ] as const)('on %s with %j is %s', (platform, env, format) => {
    expect(shellOf({ platform, env })).toBe(format);
  });
});
