import { readFileSync } from 'node:fs';
import type { NumberImage } from '../../automaton/image.ts';
import { builtFile } from '../process/built-file.ts';
import { loadNumberImageInto } from './number-image.ts';

/** The build compiles it from kernel/kernel.ts. */
const kernelPath = builtFile('kernel.wasm');

/** What the kernel exports; addresses are in its memory, and kernel/kernel.ts says what each function does. */
interface KernelExports {
  readonly setLayout: (delimiter: number, phone: number, country: number, columns: number) => void;
  readonly setRoots: (plus: number, national: number) => void;
  readonly setCounters: (
    counts: number,
    examples: number,
    examplesPerSlot: number,
    firstReason: number,
    empty: number,
  ) => void;
  readonly setScientific: (lost: number, exact: number) => void;
  readonly setCellCache: (at: number) => void;
  readonly setKeys: (keys: number, histogram: number, partitionBits: number) => void;
  readonly setTrace: (at: number) => void;
  readonly setAsksReadings: (on: number) => void;
  readonly setStopBeyondAscii: (on: number) => void;
  readonly start: (at: number) => void;
  readonly forget: () => void;
  readonly scan: (limit: number, available: number, last: number) => number;
  readonly getPosition: () => number;
  readonly getLine: () => number;
  readonly getRows: () => number;
  readonly getKeyCount: () => number;
  readonly getRowLine: () => number;
  readonly getRowStart: () => number;
  readonly getRowEnd: () => number;
  readonly getPhoneStart: () => number;
  readonly getPhoneEnd: () => number;
  readonly getCountryStart: () => number;
  readonly getCountryEnd: () => number;
  readonly getBlankLines: () => number;
  readonly getFirstBlank: () => number;
  readonly getRagged: () => number;
  readonly getFirstRagged: () => number;
  readonly getFirstLineFeed: () => number;
  readonly getFirstBoth: () => number;
  readonly getFirstReturn: () => number;
  readonly getBytesSeen: () => number;
  readonly countReason: (slot: number) => void;
  readonly countNumber: (number: number, slot: number) => void;
  readonly retry: (root: number) => number;
  readonly locate: (partition: number, ordinal: number) => number;
  readonly scatter: (to: number, offsets: number, partitions: number) => void;
  readonly findDuplicates: (
    from: number,
    count: number,
    table: number,
    mask: number,
    counters: number,
    found: number,
    most: number,
    before: number,
  ) => number;
}

export interface Kernel {
  readonly run: KernelExports;
  readonly memory: WebAssembly.Memory;
  readonly image: NumberImage;
  /** The first address behind the tables. */
  readonly free: number;
}

const pageBytes = 65_536;
const mostPages = 65_536;

/** Makes the kernel's memory at least `bytes` large. Views of it made before are of no use afterwards. */
export function reserve({ memory }: Kernel, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}

export type OpenKernel = { readonly ok: true; readonly kernel: Kernel } | { readonly ok: false; readonly why: string };

/** The kernel with the compiled plans in its memory; not `ok`: why they are not to be used, as a sentence. */
export function openKernel(compiled: WebAssembly.Module = compileKernel()): OpenKernel {
  // With a limit, its place is reserved, and it grows where it is.
  const makeMemory = (bytes: number) =>
    new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes), maximum: mostPages });
  const loaded = loadNumberImageInto(makeMemory);
  if (!loaded.ok) return loaded;
  const { image, room: memory, bytes } = loaded;
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const free = Math.ceil(bytes / 64) * 64;
  return { ok: true, kernel: { run: exports as unknown as KernelExports, memory, image, free } };
}

/** Several kernels may be made of it. */
export const compileKernel = (): WebAssembly.Module => new WebAssembly.Module(readFileSync(kernelPath));
