import { printable } from '../../domain/text/printable.ts';
import type { Environment } from './proxy.ts';

interface NodeSettings {
  readonly env: Environment;
  /** Options that Node was started with, without those of NODE_OPTIONS. */
  readonly execArgv: readonly string[];
  /** Where a debugger can connect now; undefined: nowhere. */
  readonly inspectorUrl: string | undefined;
}

/**
 * Sections of Node's own log, of Node 20 to 24, that print what is read or sent, headers, or the environment of a child. A
 * test compares them, and `harmlessSections`, with those of the Node that it runs on.
 */
const tellingSections = [
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

/** The others: they print names of modules, times and counts. */
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

/** Options that open a debugger, or write keys, traffic or memory somewhere. */
const tellingOptions = /^--(?:inspect(?:-.*)?|tls-keylog|trace-tls|heapsnapshot-.*)$/;

/** What of Node's own settings would show the credentials, or send them to anybody: each as it was seen, printable. */
export function unsafeNodeSettings({ env, execArgv, inspectorUrl }: NodeSettings): readonly string[] {
  const fromVariable = words(env.NODE_OPTIONS ?? '').filter(isTelling);
  const found = [
    ...execArgv.filter(isTelling).map((option) => `\`node ${option}\``),
    ...fromVariable.map((option) => `\`NODE_OPTIONS=${option}\``),
    ...(isTellingDebug(env.NODE_DEBUG ?? '') ? [`\`NODE_DEBUG=${env.NODE_DEBUG}\``] : []),
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED?.trim() === '0' ? ['`NODE_TLS_REJECT_UNAUTHORIZED=0`'] : []),
  ];
  const debuggable = inspectorUrl !== undefined && !found.some((seen) => seen.includes('--inspect'));
  return [...found, ...(debuggable ? ['a debugger'] : [])].map((seen) => printable(seen));
}

/** Where a debugger can connect to this process now; undefined: nowhere. */
export const inspectorUrl = (): string | undefined =>
  process.features.inspector ? process.getBuiltinModule('node:inspector').url() : undefined;

/**
 * Closes a debugger that SIGUSR1 opened before our first line could listen. Once more in the next turn: Node opens it by an
 * interrupt and by an event, and the one that comes second would open it again. `close` of node:inspector is this function,
 * and takes three milliseconds to load.
 */
export function closeDebugger(): void {
  const { _debugEnd: close } = process as { readonly _debugEnd?: () => void };
  close?.();
  if (close !== undefined) setImmediate(close);
}

/** Node takes `_` for `-` in the names of options. */
const isTelling = (option: string): boolean => tellingOptions.test((option.split('=')[0] ?? '').replaceAll('_', '-'));

const words = (options: string): readonly string[] => options.match(/"(?:\\.|[^"])*"|\S+/g)?.map(unquoted) ?? [];
const unquoted = (word: string): string => word.replaceAll('"', '');

/** As Node reads it: sections in any case, separated by commas, with `*` for anything. */
function isTellingDebug(variable: string): boolean {
  const sections = variable.split(',').map((section) => section.trim().toLowerCase());
  return sections.some((section) => {
    const pattern = new RegExp(`^${section.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*')}$`);
    return section !== '' && tellingSections.some((telling) => pattern.test(telling));
  });
}

/**
 * Whether Node was started with an option. Where it was not, it writes no report by itself, and `process.report` need not be
 * looked at, which takes as long as to load a module.
 */
export const hasNodeOptions = ({ env, execArgv }: Omit<NodeSettings, 'inspectorUrl'>): boolean =>
  execArgv.length > 0 || (env.NODE_OPTIONS ?? '').trim() !== '';

/** A diagnostic report holds memory and, where Node cannot leave it out, the environment: it is never written by itself. */
export function writeNoReports(report: typeof process.report): void {
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
  // Since Node 22.13; what somebody writes by hand then holds no variable.
  if ('excludeEnv' in report) report.excludeEnv = true;
}
