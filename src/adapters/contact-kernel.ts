import { readFileSync } from 'node:fs';
import type { NumberImage } from '../automaton/image.ts';
import { outcomeBytes } from '../automaton/number-automaton.ts';
import { type ContactReason, contactReasons } from '../domain/contact-reasons.ts';
import { builtFile } from './built-file.ts';

/** The build compiles it from kernel/kernel.ts. */
const kernelPath = builtFile('kernel.wasm');

/** Where the kernel looks for its tables; kernel/kernel.ts has the same numbers. */
const classesAt = 1024;
const powersAt = 2048;
const pairsAt = 4096;
const outcomesAt = 8192;
const statesAt = 262_144;

/** How the kernel sorts bytes: digits go by their value. */
const classOf: Readonly<Record<string, number>> = { '(': 10, ')': 10, '-': 10, ' ': 11, '+': 12, '.': 13 };
const otherByte = 14;

const kindCodes = { ask: 0, 'double-zero': 1, none: 2, 'perhaps-plus-lost': 3, assigned: 4, textable: 5 } as const;

/** What `scan` stops for. */
export const scanned = { done: 0, unusual: 1, incomplete: 2, strange: 3 } as const;

/** What the kernel says of a line that there is not. */
export const noLine = 0xffff_ffff;

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
  readonly setKeys: (keys: number, histogram: number, partitionBits: number) => void;
  readonly setTrace: (at: number) => void;
  readonly start: (at: number) => void;
  readonly forget: () => void;
  readonly scan: (limit: number, available: number, last: number) => number;
  readonly getPosition: () => number;
  readonly getLine: () => number;
  readonly getRows: () => number;
  readonly getKeyCount: () => number;
  readonly getRowLine: () => number;
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

/** What rows are counted under: the kinds of numbers that can be texted, then the reasons of those that cannot. */
export interface Slots {
  readonly numbers: readonly { readonly country: string; readonly type: string }[];
  readonly reasons: readonly ContactReason[];
  readonly count: number;
  readonly ofNumber: (country: string, type: string) => number;
  readonly ofReason: (reason: ContactReason) => number;
}

export interface Kernel {
  readonly run: KernelExports;
  readonly memory: WebAssembly.Memory;
  readonly slots: Slots;
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

export function openKernel(image: NumberImage): Kernel {
  const { states } = image.automaton;
  const free = statesAt + Math.ceil(states.byteLength / 64) * 64;
  // With a limit, its place is reserved, and it grows where it is.
  const memory = new WebAssembly.Memory({ initial: Math.ceil(free / pageBytes), maximum: mostPages });
  const kernelModule = new WebAssembly.Module(readFileSync(kernelPath));
  const { exports } = new WebAssembly.Instance(kernelModule, { env: { memory } });
  const slots = slotsOf(image);
  writeTables(memory, image, slots);
  return { run: exports as unknown as KernelExports, memory, slots, image, free };
}

/** In the same order for every thread. */
export function slotsOf({ automaton }: NumberImage): Slots {
  const reasons = Object.keys(contactReasons) as ContactReason[];
  const names = new Map<string, number>();
  const numbers: { country: string; type: string }[] = [];
  for (const outcome of automaton.outcomes) {
    if (outcome.kind !== 'number' || outcome.reason !== null) continue;
    const name = `${outcome.country} ${outcome.type}`;
    if (names.has(name)) continue;
    names.set(name, numbers.length);
    numbers.push({ country: outcome.country, type: outcome.type });
  }
  const reasonAt = new Map(reasons.map((reason, index) => [reason, numbers.length + index]));
  return {
    numbers,
    reasons,
    count: numbers.length + reasons.length,
    ofNumber: (country, type) => names.get(`${country} ${type}`) ?? -1,
    ofReason: (reason) => reasonAt.get(reason) ?? -1,
  };
}

function writeTables(memory: WebAssembly.Memory, { automaton, pairs }: NumberImage, slots: Slots): void {
  const { buffer } = memory;
  const classes = new Uint8Array(buffer, classesAt, 256).fill(otherByte);
  for (let digit = 0; digit < 10; digit += 1) classes[48 + digit] = digit;
  for (const [character, code] of Object.entries(classOf)) classes[character.charCodeAt(0)] = code;
  const powers = new BigUint64Array(buffer, powersAt, 20);
  for (let exponent = 0; exponent < powers.length; exponent += 1) powers[exponent] = 10n ** BigInt(exponent);
  const roots = new Uint32Array(buffer, pairsAt, 26 * 26);
  for (const [pair, country] of Object.entries(pairs)) {
    const at = (pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97;
    roots[at] = automaton.national.get(country) ?? 0;
  }
  if (outcomesAt + automaton.outcomes.length * outcomeBytes > statesAt)
    throw new Error('The plans have too many ends.');
  const outcomes = new DataView(buffer, outcomesAt);
  for (const [index, outcome] of automaton.outcomes.entries()) {
    const at = index * outcomeBytes;
    const write = (kind: number, slot = 0, lost = 0, drop = 0, prefix = 0n): void => {
      for (const [field, value] of [kind, slot, lost, drop].entries()) outcomes.setUint32(at + field * 4, value, true);
      outcomes.setBigUint64(at + 16, prefix, true);
    };
    if (outcome.kind === 'none') write(kindCodes.none, slots.ofReason(outcome.reason));
    else if (outcome.kind === 'perhaps-plus-lost') {
      write(kindCodes['perhaps-plus-lost'], slots.ofReason(outcome.reason), slots.ofReason(outcome.lost));
    } else if (outcome.kind !== 'number') write(kindCodes[outcome.kind]);
    else if (outcome.reason !== null) write(kindCodes.assigned, slots.ofReason(outcome.reason));
    else {
      const slot = slots.ofNumber(outcome.country, outcome.type);
      write(kindCodes.textable, slot, 0, outcome.drop, BigInt(outcome.prefix || 0));
    }
  }
  new Uint32Array(buffer, statesAt, automaton.states.length).set(automaton.states);
}
