import type { Environment } from '../../domain/environment.ts';
import { printable } from '../../domain/text/printable.ts';

interface NodeSettings {
  readonly env: Environment;
  /** Node's options, without those of NODE_OPTIONS. */
  readonly execArgv: readonly string[];
  /** Where a debugger can connect; undefined: nowhere. */
  readonly inspectorUrl: string | undefined;
}

/**
 * Sections of the log of Node 20 to 24 that print data, headers or a child's environment. A test compares them and
 * `harmlessSections` with those of the Node that it runs on.
 */
const leakingSections = [
  'child_process',
  'fetch',
  'http',
  'http2',
  'https',
  'inspect',
  'inspect_probe',
  'net',
  'quic',
  'repl',
  'stream',
  'stream_socket',
  'tls',
  'undici',
  'undici:socks5',
  'undici:socks5-proxy',
  'websocket',
];

/** The others, which print names of modules, times and counts. */
export const harmlessSections: readonly string[] = [
  'async_loader_worker',
  'esm',
  'module',
  'module_hooks',
  'policy',
  'source_map',
  'test_runner',
  'timer',
  'worker',
];

/** Options that open a debugger, or write keys, traffic or memory. */
const leakingOptions = /^--(?:inspect(?:-.*)?|tls-keylog|trace-tls|heapsnapshot-.*)$/;

/** Node's settings that would print the credentials or send them to others, as the user wrote them, printable. */
export function unsafeNodeSettings({ env, execArgv, inspectorUrl }: NodeSettings): readonly string[] {
  const fromVariable = words(env.NODE_OPTIONS ?? '').filter(isLeaking);
  const found = [
    ...execArgv.filter(isLeaking).map((option) => `\`node ${option}\``),
    ...fromVariable.map((option) => `\`NODE_OPTIONS=${option}\``),
    ...(isLeakingDebug(env.NODE_DEBUG ?? '') ? [`\`NODE_DEBUG=${env.NODE_DEBUG}\``] : []),
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED?.trim() === '0' ? ['`NODE_TLS_REJECT_UNAUTHORIZED=0`'] : []),
  ];
  const debuggable = inspectorUrl !== undefined && !found.some((seen) => seen.includes('--inspect'));
  return [...found, ...(debuggable ? ['a debugger'] : [])].map((seen) => printable(seen));
}

/** Where a debugger can connect to this process; undefined: nowhere. */
export const inspectorUrl = (): string | undefined =>
  process.features.inspector ? process.getBuiltinModule('node:inspector').url() : undefined;

/**
 * Closes a debugger that SIGUSR1 opened before smsctl could add a listener. Again in the next turn: Node opens it on an
 * interrupt and on an event, and the second would open it again. `close` of node:inspector is the same function, but takes
 * three milliseconds to load.
 */
export function closeDebugger(): void {
  const { _debugEnd: close } = process as { readonly _debugEnd?: () => void };
  close?.();
  if (close !== undefined) setImmediate(close);
}

/** Node accepts `_` for `-` in option names. */
const isLeaking = (option: string): boolean => leakingOptions.test((option.split('=')[0] ?? '').replaceAll('_', '-'));

const words = (options: string): readonly string[] => options.match(/"(?:\\.|[^"])*"|\S+/g)?.map(unquoted) ?? [];
const unquoted = (word: string): string => word.replaceAll('"', '');

/** As Node reads it: sections in any case, separated by commas, with `*` as a wildcard. */
function isLeakingDebug(variable: string): boolean {
  const sections = variable.split(',').map((section) => section.trim().toLowerCase());
  return sections.some((section) => {
    const pattern = new RegExp(`^${section.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*')}$`);
    return section !== '' && leakingSections.some((leaking) => pattern.test(leaking));
  });
}

/**
 * Whether Node was started with an option. Without one, it writes no diagnostic reports, and the slow access to
 * `process.report` can be skipped.
 */
export const hasNodeOptions = ({ env, execArgv }: Omit<NodeSettings, 'inspectorUrl'>): boolean =>
  execArgv.length > 0 || (env.NODE_OPTIONS ?? '').trim() !== '';

/** Disables automatic diagnostic reports, which contain memory and, in older versions of Node, the environment. */
export function writeNoReports(report: typeof process.report): void {
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
  // Since Node 22.13: leaves the environment out of reports that the user requests.
  if ('excludeEnv' in report) report.excludeEnv = true;
}
