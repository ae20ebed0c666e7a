import { type ContactReason, contactReasons } from '../domain/numbers/contact-reasons.ts';
import { type NumberAutomaton, type Outcome, outcomeBytes } from './number-automaton.ts';

/** What an image was made of; where one of these differs, the automaton may judge otherwise than the judge. */
export interface ImageOrigin {
  /** Version of libphonenumber-js. */
  readonly library: string;
  /** SHA-256 of its metadata, in hexadecimal. */
  readonly metadata: string;
  /** Version of the rules by which rows are judged. */
  readonly rules: string;
}

/** What a compiler of numbers made. */
export interface CompiledNumbers {
  readonly origin: ImageOrigin;
  /** Where an outcome stands among these, times `outcomeBytes`, is its offset. */
  readonly outcomes: readonly Outcome[];
  readonly states: Uint32Array;
  readonly international: number;
  readonly national: ReadonlyMap<string, number>;
  /** Every country that two letters name, by these letters in lower case; more than its own code may name one. */
  readonly pairs: Readonly<Record<string, string>>;
}

/** Everything that the fast path knows, as it lies in one file and, byte for byte, in the kernel's memory. */
export interface NumberImage {
  readonly origin: ImageOrigin;
  readonly automaton: NumberAutomaton;
  readonly pairs: Readonly<Record<string, string>>;
  readonly slots: Slots;
}

/** What numbers that can be texted are told apart by. */
interface NumberKind {
  readonly country: string;
  readonly type: string;
  /** Reserved for fiction. */
  readonly isFictional: boolean;
}

/** What rows are counted under: the kinds of numbers that can be texted, then the reasons of those that cannot. */
export interface Slots {
  readonly numbers: readonly NumberKind[];
  readonly reasons: readonly ContactReason[];
  readonly count: number;
  readonly ofNumber: (kind: NumberKind) => number;
  readonly ofReason: (reason: ContactReason) => number;
}

/** Where an image lies: at the beginning of a buffer that is replaced by another when it grows. */
export interface Room {
  readonly buffer: ArrayBufferLike;
}

/** Where the parts of an image begin; kernel/kernel.ts has the same numbers. All numbers are little-endian. */
const classesAt = 1024;
const powersAt = 2048;
const pairsAt = 4096;
const outcomesAt = 8192;
const headerAt = 196_608;
const statesAt = 262_144;

const magic = 0x4e534d53;

/** How bytes of a cell are sorted: digits go by their value. */
const classOf: Readonly<Record<string, number>> = { '(': 10, ')': 10, '-': 10, ' ': 11, '+': 12, '.': 13 };
const otherByte = 14;

/** What the kernel knows an outcome by; numbers are parted by whether they can be texted. */
const kinds = [
  'ask',
  'double-zero',
  'none',
  'perhaps-plus-lost',
  'assigned',
  'textable',
  'perhaps-textable-abroad',
  'assigned-or-textable-abroad',
] as const;

// The fields of an outcome: kind, dropped digits, type of a number (a byte each), the slot that is counted in, the one if a +
// was lost, country of a number (two bytes each), prefix (eight bytes; 0: none).
const fieldAt = { kind: 0, drop: 1, type: 2, slot: 4, lost: 6, country: 8, prefix: 16 } as const;

/** What is read by name. */
interface Header {
  readonly origin: ImageOrigin;
  readonly international: number;
  readonly national: readonly (readonly [string, number])[];
  readonly pairs: Readonly<Record<string, string>>;
  readonly countries: readonly string[];
  readonly types: readonly string[];
  readonly numbers: readonly NumberKind[];
  readonly reasons: readonly ContactReason[];
}

export function encodeImage(compiled: CompiledNumbers): Uint8Array {
  const { outcomes, states, origin, international, national, pairs } = compiled;
  const numbers = outcomes.filter((outcome) => outcome.kind === 'number');
  const textable = numbers.filter(({ reason }) => reason === null);
  const header: Header = {
    origin,
    international,
    national: [...national],
    pairs,
    countries: [...new Set(numbers.map(({ country }) => country))].sort(),
    types: [...new Set(numbers.map(({ type }) => type))].sort(),
    numbers: [
      ...new Map(
        textable.map(({ country, type, isFictional }) => [
          nameOf({ country, type, isFictional }),
          { country, type, isFictional },
        ]),
      ).values(),
    ],
    reasons: Object.keys(contactReasons) as ContactReason[],
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  if (outcomesAt + outcomes.length * outcomeBytes > headerAt || headerAt + json.length > statesAt) {
    throw new Error('The numbering plans have grown beyond their places in the image.');
  }
  const image = new Uint8Array(statesAt + states.byteLength);
  new Uint32Array(image.buffer, 0, 2).set([magic, json.length]);
  image.set(json, headerAt);
  writeTables(image.buffer, compiled);
  const slots = slotsOf(header);
  for (const [index, outcome] of outcomes.entries()) {
    writeOutcome(new DataView(image.buffer, outcomesAt + index * outcomeBytes, outcomeBytes), outcome, header, slots);
  }
  new Uint32Array(image.buffer, statesAt).set(states);
  return image;
}

function writeTables(buffer: ArrayBuffer, { pairs, national }: CompiledNumbers): void {
  const classes = new Uint8Array(buffer, classesAt, 256).fill(otherByte);
  for (let digit = 0; digit < 10; digit += 1) classes[48 + digit] = digit;
  for (const [character, code] of Object.entries(classOf)) classes[character.charCodeAt(0)] = code;
  const powers = new BigUint64Array(buffer, powersAt, 20);
  for (let exponent = 0; exponent < powers.length; exponent += 1) powers[exponent] = 10n ** BigInt(exponent);
  const roots = new Uint32Array(buffer, pairsAt, 26 * 26);
  for (const [pair, country] of Object.entries(pairs)) {
    const at = (pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97;
    roots[at] = national.get(country) ?? 0;
  }
}

function writeOutcome(view: DataView, outcome: Outcome, header: Header, { ofNumber, ofReason }: Slots): void {
  view.setUint8(fieldAt.kind, kinds.indexOf(outcome.kind === 'number' ? kindOfNumber(outcome) : outcome.kind));
  if (outcome.kind === 'ask' || outcome.kind === 'double-zero') return;
  const { reason } = outcome;
  view.setUint16(fieldAt.slot, reason === null ? ofNumber(outcome) : ofReason(reason), true);
  if ('lost' in outcome && outcome.lost !== undefined) view.setUint16(fieldAt.lost, ofReason(outcome.lost), true);
  if (outcome.kind !== 'number') return;
  view.setUint8(fieldAt.drop, outcome.drop);
  view.setUint16(fieldAt.country, header.countries.indexOf(outcome.country), true);
  view.setUint8(fieldAt.type, header.types.indexOf(outcome.type));
  view.setBigUint64(fieldAt.prefix, BigInt(outcome.prefix || 0), true);
}

const kindOfNumber = ({ reason, lost }: Outcome & { kind: 'number' }): (typeof kinds)[number] => {
  if (lost !== undefined) return 'assigned-or-textable-abroad';
  return reason === null ? 'textable' : 'assigned';
};

/** The image in a room; undefined: something else is there. */
export function decodeImage(room: Room, bytes: number): NumberImage | undefined {
  const { buffer } = room;
  if (bytes < statesAt) return undefined;
  const [found, length = 0] = new Uint32Array(buffer, 0, 2);
  if (found !== magic) return undefined;
  const text = new TextDecoder().decode(
    new Uint8Array(buffer, headerAt, Math.min(length, statesAt - headerAt)).slice(),
  );
  const header = JSON.parse(text) as Header;
  const slots = slotsOf(header);
  const outcomes = new Map<number, Outcome>();
  let states = new Uint32Array(0);
  return {
    origin: header.origin,
    pairs: header.pairs,
    slots,
    automaton: {
      get states() {
        // A room that grew has another buffer, and the view of the former is empty.
        if (states.length === 0) states = new Uint32Array(room.buffer as ArrayBuffer, statesAt, (bytes - statesAt) / 4);
        return states;
      },
      outcomeAt: (offset) => {
        const known = outcomes.get(offset);
        if (known !== undefined) return known;
        const outcome = readOutcome(new DataView(room.buffer, outcomesAt + offset, outcomeBytes), header, slots);
        outcomes.set(offset, outcome);
        return outcome;
      },
      international: header.international,
      national: new Map(header.national),
    },
  };
}

function readOutcome(view: DataView, { countries, types }: Header, slots: Slots): Outcome {
  const kind = kinds[view.getUint8(fieldAt.kind)] ?? 'ask';
  const reasonAt = (field: number) =>
    slots.reasons[view.getUint16(field, true) - slots.numbers.length] ?? 'not-a-number';
  switch (kind) {
    case 'ask':
    case 'double-zero':
      return { kind };
    case 'none':
      return { kind, reason: reasonAt(fieldAt.slot) };
    case 'perhaps-plus-lost':
      return { kind, lost: reasonAt(fieldAt.lost), reason: reasonAt(fieldAt.slot) };
    case 'perhaps-textable-abroad':
      return { kind, lost: reasonAt(fieldAt.lost), reason: reasonAt(fieldAt.slot) };
    default:
      return {
        kind: 'number',
        reason: kind === 'textable' ? null : reasonAt(fieldAt.slot),
        ...(kind === 'assigned-or-textable-abroad' && { lost: reasonAt(fieldAt.lost) }),
        isFictional: kind === 'textable' && (slots.numbers[view.getUint16(fieldAt.slot, true)]?.isFictional ?? false),
        country: countries[view.getUint16(fieldAt.country, true)] ?? '',
        type: types[view.getUint8(fieldAt.type)] ?? '',
        prefix: String(view.getBigUint64(fieldAt.prefix, true) || ''),
        drop: view.getUint8(fieldAt.drop),
      };
  }
}

function slotsOf({ numbers, reasons }: Header): Slots {
  const names = new Map(numbers.map((kind, slot) => [nameOf(kind), slot]));
  const reasonAt = new Map(reasons.map((reason, index) => [reason, numbers.length + index]));
  return {
    numbers,
    reasons,
    count: numbers.length + reasons.length,
    ofNumber: (kind) => names.get(nameOf(kind)) ?? -1,
    ofReason: (reason) => reasonAt.get(reason) ?? -1,
  };
}

const nameOf = ({ country, type, isFictional }: NumberKind): string => `${country} ${type} ${isFictional}`;
