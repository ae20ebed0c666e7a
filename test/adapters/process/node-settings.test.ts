import { execFileSync } from 'node:child_process';
import inspector from 'node:inspector';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  closeDebugger,
  harmlessSections,
  hasNodeOptions,
  inspectorUrl,
  unsafeNodeSettings,
  writeNoReports,
} from '../../../src/adapters/process/node-settings.ts';

const seen = (given: Partial<Parameters<typeof unsafeNodeSettings>[0]>) =>
  unsafeNodeSettings({ env: {}, execArgv: [], inspectorUrl: undefined, ...given });

describe('a setting that would show credentials', () => {
  it.each([
    'http',
    'HTTPS',
    'tls',
    'net',
    'http2',
    'child_process',
    'timers,http',
    ' timers , tls ',
    '*',
    'ht*',
    'h*p',
    'CHILD*',
    'fs,*',
    'stream',
    'STREAM',
    'str*',
    '*eam',
    'timers,stre*',
    'stream_socket',
    '*_socket',
    'quic',
    'undici',
    'undici:socks5',
    'fetch',
    'websocket',
    'inspect',
    'repl',
  ])('is NODE_DEBUG=%s', (sections) => {
    expect(seen({ env: { NODE_DEBUG: sections } })).toEqual([`\`NODE_DEBUG=${sections}\``]);
  });

  it.each(['', 'timers', 'fs,module', 'httpx', 'xhttp', 'h.tp', ',', 'streams', 'strea', 'net2', '(http', 'myapp'])(
    'is not NODE_DEBUG=%s',
    (sections) => expect(seen({ env: { NODE_DEBUG: sections } })).toEqual([]),
  );

  it('knows every section that this Node has', () => {
    // The sources that Node carries in itself; nothing else tells.
    const script = `
      const found = Object.values(process.binding('natives')).flatMap((source) =>
        [...String(source).matchAll(/debuglog\\(\\s*['"]([^'"]+)/g)].map(([, section]) => section.toLowerCase()));
      console.log(JSON.stringify([...new Set(found)]));`;
    const out = execFileSync(process.execPath, ['--no-deprecation', '-e', script], { encoding: 'utf8' });
    // The messages of a library inside Node are given to functions that it calls debuglog, too.
    const sections = (JSON.parse(out) as string[]).filter((section) => !/[ #<>]|-eval:|^eval:/.test(section));
    expect(sections).toEqual(expect.arrayContaining(['http', 'stream', 'tls', 'esm', 'timer']));
    const telling = sections.filter((section) => seen({ env: { NODE_DEBUG: section } }).length > 0);
    expect(sections.filter((section) => !telling.includes(section) && !harmlessSections.includes(section))).toEqual([]);
    expect(harmlessSections.filter((section) => telling.includes(section))).toEqual([]);
  });

  it.each(harmlessSections)('is not NODE_DEBUG=%s', (section) => {
    expect(seen({ env: { NODE_DEBUG: section } })).toEqual([]);
  });

  it.each([
    '--inspect',
    '--inspect=0.0.0.0:9229',
    '--inspect-brk',
    '--inspect_brk=1',
    '--inspect-wait',
    '--inspect-publish-uid=http',
    '--tls-keylog=/tmp/keys',
    '--trace-tls',
    '--trace_tls',
    '--heapsnapshot-signal=SIGUSR2',
    '--heapsnapshot-near-heap-limit=1',
  ])('is the option %s in any place', (option) => {
    expect(seen({ execArgv: ['--no-warnings', option] })).toEqual([`\`node ${option}\``]);
    expect(seen({ env: { NODE_OPTIONS: `--no-warnings  ${option}` } })).toEqual([`\`NODE_OPTIONS=${option}\``]);
    expect(seen({ env: { NODE_OPTIONS: `--require "a b" "${option}"` } })).toEqual([`\`NODE_OPTIONS=${option}\``]);
  });

  it.each([
    '--no-warnings',
    '--max-old-space-size=4096',
    '--no-inspect',
    '--enable-source-maps',
    '--inspector',
    '--tls-keylogs',
    '--trace-tls-x',
    '--heapsnapshot',
    'inspect',
    'x--inspect',
  ])('is not the option %s', (option) => {
    expect(seen({ execArgv: [option] })).toEqual([]);
    expect(seen({ env: { NODE_OPTIONS: option } })).toEqual([]);
  });

  it('is an open debugger, reported once', () => {
    const inspectorUrl = 'ws://127.0.0.1:9229/x';
    expect(seen({ inspectorUrl })).toEqual(['a debugger']);
    expect(seen({ inspectorUrl, execArgv: ['--inspect'] })).toEqual(['`node --inspect`']);
  });

  it('is an option in quotation marks with blanks and escapes in it', () => {
    const found = (options: string) => seen({ env: { NODE_OPTIONS: options } });
    expect(found('--require "a \\" --trace-tls b"')).toEqual([]);
    expect(found('"--tls-keylog=/a b"')).toEqual(['`NODE_OPTIONS=--tls-keylog=/a b`']);
  });

  it('is NODE_TLS_REJECT_UNAUTHORIZED=0, and no other value of it', () => {
    expect(seen({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })).toEqual(['`NODE_TLS_REJECT_UNAUTHORIZED=0`']);
    expect(seen({ env: { NODE_TLS_REJECT_UNAUTHORIZED: ' 0 ' } })).toEqual(['`NODE_TLS_REJECT_UNAUTHORIZED=0`']);
    expect(seen({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } })).toEqual([]);
  });

  it('is reported with the others at once and printable', () => {
    const env = {
      NODE_OPTIONS: '--inspect --trace-tls',
      NODE_DEBUG: 'http,\u001b[31m',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    };
    expect(seen({ env, execArgv: ['--inspect-brk'] })).toEqual([
      '`node --inspect-brk`',
      '`NODE_OPTIONS=--inspect`',
      '`NODE_OPTIONS=--trace-tls`',
      '`NODE_DEBUG=http,\\x1b[31m`',
      '`NODE_TLS_REJECT_UNAUTHORIZED=0`',
    ]);
  });
});

describe('a debugger', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is found at its address', () => {
    vi.spyOn(inspector, 'url').mockReturnValue('ws://127.0.0.1:9229/x');
    expect(inspectorUrl()).toBe('ws://127.0.0.1:9229/x');
  });

  /** Calls it in a process whose function to close a debugger is this one, and waits for the next turn. */
  async function closed(close: (() => void) | undefined): Promise<void> {
    const internals = process as unknown as { _debugEnd: (() => void) | undefined };
    const before = internals._debugEnd;
    internals._debugEnd = close;
    try {
      closeDebugger();
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      internals._debugEnd = before;
    }
  }

  it('is closed in this turn and in the next', async () => {
    let calls = 0;
    await closed(() => {
      calls += 1;
    });
    expect(calls).toBe(2);
  });

  it('is left alone when Node cannot close it', async () => {
    await expect(closed(undefined)).resolves.toBeUndefined();
  });
});

describe('diagnostic reports', () => {
  const report = () => ({ reportOnFatalError: true, reportOnUncaughtException: true, reportOnSignal: true });

  it('are not written by default', () => {
    const older = report();
    writeNoReports(older as unknown as typeof process.report);
    expect(older).toEqual({ reportOnFatalError: false, reportOnUncaughtException: false, reportOnSignal: false });
  });

  it('are checked when Node has any option', () => {
    const options = (env: Readonly<Record<string, string>>, ...execArgv: readonly string[]) =>
      hasNodeOptions({ env, execArgv });
    expect(options({}, '--report-on-signal')).toBe(true);
    expect(options({ NODE_OPTIONS: ' --report-on-fatalerror' })).toBe(true);
    expect([options({}), options({ NODE_OPTIONS: ' ' })]).toEqual([false, false]);
  });

  it('leave out the environment when Node can', () => {
    const newer = { ...report(), excludeEnv: false };
    writeNoReports(newer as unknown as typeof process.report);
    expect(newer.excludeEnv).toBe(true);
  });
});
