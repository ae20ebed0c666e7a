import { readFileSync } from 'node:fs';
import type { NumberImage } from '../../automaton/image.ts';
import { builtFile } from '../process/built-file.ts';
import { loadNumberImageInto } from './number-image.ts';

/** The build compiles it from kernel/kernel.ts. */
const kernelPath = builtFile('kernel.wasm');

type Progress = 'getPosition' | 'getLine' | 'getRows' | 'getKeyCount' | 'getBytesSeen';
type StoppedRow = 'getRowLine' | 'getRowStart' | 'getRowEnd';
type StoppedCells = 'getCountryStart' | 'getCountryEnd';
type Noticed = 'getBlankLines' | 'getFirstBlank' | 'getRagged' | 'getFirstRagged';
type LineEnds = 'getFirstLineFeed' | 'getFirstBoth' | 'getFirstReturn';
type Verdict = 'getVerdictSlot' | 'getVerdictNumber' | 'getVerdictOutcome' | 'getVerdictPlace' | 'getIsDuplicate';
type Getter = Verdict | Progress | StoppedRow | StoppedCells | Noticed | LineEnds;

/** The exports of the kernel, which kernel/kernel.ts documents. Addresses are in its memory. */
interface KernelExports extends Readonly<Record<Getter, () => number>> {
  readonly setLayout: (delimiter: number, phone: number, country: number, columns: number) => void;
  readonly setPhones: (count: number, cells: number, decisions: number, columns: number, final: number) => void;
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
  readonly setPhoneCell: (place: number, from: number, to: number) => void;
  readonly takeRow: (
    end: number,
    next: number,
    columns: number,
    breaks: number,
    countryFrom: number,
    countryTo: number,
  ) => void;
  readonly setWriting: (on: number) => void;
  readonly setFixable: (at: number) => void;
  readonly setDuplicates: (flags: number, next: number) => void;
  readonly setFix: (number: number, slot: number) => void;
  readonly setRowOutput: (delimiter: number, columns: number, firstReason: number, duplicate: number) => void;
  readonly setRowTexts: (slots: number, countries: number, types: number) => void;
  readonly setOutputs: (at: number, count: number) => void;
  readonly emitRow: () => number;
  readonly start: (at: number) => void;
  readonly forget: () => void;
  readonly scan: (limit: number, available: number, last: number) => number;
  readonly cacheReason: (place: number, slot: number) => void;
  readonly countReason: (place: number, slot: number) => void;
  readonly countNumber: (place: number, number: number, slot: number) => void;
  readonly countDecision: (place: number) => void;
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
    flags: number,
  ) => number;
}

export interface Kernel {
  readonly run: KernelExports;
  readonly memory: WebAssembly.Memory;
  readonly image: NumberImage;
  /** The first address after the tables. */
  readonly free: number;
}

const pageBytes = 65_536;
const mostPages = 65_536;

/** Makes the kernel's memory at least `bytes` large. Earlier views of it become invalid. */
export function reserve({ memory }: Kernel, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}

export type OpenKernel = { readonly ok: true; readonly kernel: Kernel } | { readonly ok: false; readonly why: string };

/** A kernel with the compiled plans in its memory; not `ok`: a sentence that says why they cannot be used. */
export function openKernel(compiled: WebAssembly.Module = compileKernel()): OpenKernel {
  // With a maximum, V8 reserves the addresses, and growing does not copy.
  const makeMemory = (bytes: number) =>
    new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes), maximum: mostPages });
  const loaded = loadNumberImageInto(makeMemory);
  if (!loaded.ok) return loaded;
  const { image, memory, bytes } = loaded;
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const free = Math.ceil(bytes / 64) * 64;
  return { ok: true, kernel: { run: exports as unknown as KernelExports, memory, image, free } };
}

/** Several kernels may share it. */
export const compileKernel = (): WebAssembly.Module => new WebAssembly.Module(readFileSync(kernelPath));
