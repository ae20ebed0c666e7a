import { type ContactReason, contactReasons } from '../domain/numbers/contact-reasons.ts';
import * as layout from './layout.ts';
import type { NumberAutomaton, Outcome } from './number-automaton.ts';
import { type NumberKind, nameOf, type Slots, slotsOf } from './slots.ts';

/** What an image was compiled from. If one of these differs, the automaton may disagree with the judge. */
export interface ImageOrigin {
  /** Version of libphonenumber-js. */
  readonly library: string;
  /** SHA-256 of its metadata, in hexadecimal. */
  readonly metadata: string;
  /** Version of the rules by which rows are judged. */
  readonly rules: string;
}

/** The result of `compileNumbers`, and more. */
export interface CompiledNumbers {
  readonly origin: ImageOrigin;
  /** The index of an outcome, times `outcomeBytes`, is its offset. */
  readonly outcomes: readonly Outcome[];
  readonly states: Uint32Array;
  readonly international: number;
  readonly national: ReadonlyMap<string, number>;
  /** The country that two letters name, by these letters in lower case; several pairs may name one country. */
  readonly pairs: Readonly<Record<string, string>>;
}

/** What the outcomes of numbers refer to by index. */
interface ImageNames {
  readonly countries: readonly string[];
  readonly types: readonly string[];
}

/** The tables of the fast path: one file that is loaded, byte for byte, into the kernel's memory. */
export interface NumberImage extends ImageNames {
  readonly origin: ImageOrigin;
  readonly automaton: NumberAutomaton;
  readonly pairs: Readonly<Record<string, string>>;
  readonly slots: Slots;
}

/** Holds an image, at the beginning of a buffer that is replaced by another when it grows. */
export interface ImageMemory {
  readonly buffer: ArrayBufferLike;
}

const magic = 0x4e534d53;

/** The classes of the bytes of a cell; digits have their value. */
const classOf: Readonly<Record<string, number>> = {
  '(': layout.classPunctuation,
  ')': layout.classPunctuation,
  '-': layout.classPunctuation,
  ' ': layout.classBlank,
  '+': layout.classPlus,
  '.': layout.classPoint,
};

/** The kinds of outcomes that the kernel tells apart; numbers are split by whether they are textable. */
const kindCodes = {
  ask: layout.kindAsk,
  'double-zero': layout.kindDoubleZero,
  none: layout.kindNone,
  'perhaps-plus-lost': layout.kindPerhapsPlusLost,
  assigned: layout.kindAssigned,
  textable: layout.kindTextable,
  'perhaps-textable-abroad': layout.kindPerhapsTextableAbroad,
  'assigned-or-textable-abroad': layout.kindAssignedOrTextableAbroad,
  'after-zero': layout.kindAfterZero,
} as const;
type Kind = keyof typeof kindCodes;
const kinds = new Map<number, Kind>(Object.entries(kindCodes).map(([kind, code]) => [code, kind as Kind]));

/** The part of an image that is JSON. */
interface Header extends ImageNames {
  readonly origin: ImageOrigin;
  readonly international: number;
  readonly national: readonly (readonly [string, number])[];
  readonly pairs: Readonly<Record<string, string>>;
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
  if (
    layout.outcomesAt + outcomes.length * layout.outcomeBytes > layout.headerAt ||
    layout.headerAt + json.length > layout.statesAt
  ) {
    throw new Error('The numbering plans have grown beyond their places in the image.');
  }
  const image = new Uint8Array(layout.statesAt + states.byteLength);
  new Uint32Array(image.buffer, 0, 2).set([magic, json.length]);
  image.set(json, layout.headerAt);
  writeTables(image.buffer, compiled);
  const slots = slotsOf(header);
  for (const [index, outcome] of outcomes.entries()) {
    writeOutcome(outcomeView(image.buffer, index * layout.outcomeBytes), outcome, header, slots);
  }
  new Uint32Array(image.buffer, layout.statesAt).set(states);
  return image;
}

const outcomeView = (buffer: ArrayBufferLike, offset: number): DataView =>
  new DataView(buffer, layout.outcomesAt + offset, layout.outcomeBytes);

function writeTables(buffer: ArrayBuffer, { pairs, national }: CompiledNumbers): void {
  const classes = new Uint8Array(buffer, layout.classesAt, 256).fill(layout.classOther);
  for (let digit = 0; digit < 10; digit += 1) classes[48 + digit] = digit;
  for (const [character, code] of Object.entries(classOf)) classes[character.charCodeAt(0)] = code;
  const powers = new BigUint64Array(buffer, layout.powersAt, 20);
  for (let exponent = 0; exponent < powers.length; exponent += 1) powers[exponent] = 10n ** BigInt(exponent);
  const roots = new Uint32Array(buffer, layout.pairsAt, 26 * 26);
  for (const [pair, country] of Object.entries(pairs)) {
    const at = (pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97;
    roots[at] = national.get(country) ?? 0;
  }
}

function writeOutcome(view: DataView, outcome: Outcome, header: Header, { ofNumber, ofReason }: Slots): void {
  view.setUint8(layout.outcomeKindAt, kindCodes[outcome.kind === 'number' ? kindOfNumber(outcome) : outcome.kind]);
  if (outcome.kind === 'ask' || outcome.kind === 'double-zero') return;
  if (outcome.kind === 'after-zero') {
    view.setUint8(layout.outcomeDropAt, outcome.skip);
    for (const [kind, field] of afterZero) view.setUint16(field, outcome[kind] / layout.outcomeBytes, true);
    return;
  }
  const { reason } = outcome;
  view.setUint16(layout.outcomeSlotAt, reason === null ? ofNumber(outcome) : ofReason(reason), true);
  if ('lost' in outcome && outcome.lost !== undefined)
    view.setUint16(layout.outcomeLostSlotAt, ofReason(outcome.lost), true);
  if (outcome.kind !== 'number') return;
  view.setUint8(layout.outcomeDropAt, outcome.drop);
  view.setUint16(layout.outcomeCountryAt, header.countries.indexOf(outcome.country), true);
  view.setUint8(layout.outcomeTypeAt, header.types.indexOf(outcome.type));
  view.setBigUint64(layout.outcomePrefixAt, BigInt(outcome.prefix || 0), true);
}

/** Where an outcome has the indexes of others. */
const afterZero = [
  ['none', layout.outcomeSlotAt],
  ['textable', layout.outcomeLostSlotAt],
  ['other', layout.outcomeCountryAt],
] as const;

const kindOfNumber = ({ reason, lost }: Outcome & { kind: 'number' }): Kind => {
  if (lost !== undefined) return 'assigned-or-textable-abroad';
  return reason === null ? 'textable' : 'assigned';
};

/** The image in a memory; undefined: it holds no image. */
export function decodeImage(memory: ImageMemory, bytes: number): NumberImage | undefined {
  const { buffer } = memory;
  if (bytes < layout.statesAt) return undefined;
  const [found, length = 0] = new Uint32Array(buffer, 0, 2);
  if (found !== magic) return undefined;
  const text = new TextDecoder().decode(
    new Uint8Array(buffer, layout.headerAt, Math.min(length, layout.statesAt - layout.headerAt)).slice(),
  );
  const header = JSON.parse(text) as Header;
  const slots = slotsOf(header);
  const outcomes = new Map<number, Outcome>();
  let states = new Uint32Array(0);
  return {
    origin: header.origin,
    pairs: header.pairs,
    slots,
    countries: header.countries,
    types: header.types,
    automaton: {
      get states() {
        // When the memory grows, its buffer is replaced, and views of the former become empty.
        if (states.length === 0)
          states = new Uint32Array(memory.buffer as ArrayBuffer, layout.statesAt, (bytes - layout.statesAt) / 4);
        return states;
      },
      outcomeAt: (offset) => {
        const known = outcomes.get(offset);
        if (known !== undefined) return known;
        const outcome = readOutcome(outcomeView(memory.buffer, offset), header, slots);
        outcomes.set(offset, outcome);
        return outcome;
      },
      international: header.international,
      national: new Map(header.national),
    },
  };
}

function readOutcome(view: DataView, { countries, types }: Header, slots: Slots): Outcome {
  const kind = kinds.get(view.getUint8(layout.outcomeKindAt)) ?? 'ask';
  const reasonAt = (field: number) =>
    slots.reasons[view.getUint16(field, true) - slots.numbers.length] ?? 'not-a-number';
  switch (kind) {
    case 'ask':
    case 'double-zero':
      return { kind };
    case 'after-zero': {
      const [none = 0, textable = 0, other = 0] = afterZero.map(
        ([, field]) => view.getUint16(field, true) * layout.outcomeBytes,
      );
      return { kind, skip: view.getUint8(layout.outcomeDropAt), none, textable, other };
    }
    case 'none':
      return { kind, reason: reasonAt(layout.outcomeSlotAt) };
    case 'perhaps-plus-lost':
      return { kind, lost: reasonAt(layout.outcomeLostSlotAt), reason: reasonAt(layout.outcomeSlotAt) };
    case 'perhaps-textable-abroad':
      return { kind, lost: reasonAt(layout.outcomeLostSlotAt), reason: reasonAt(layout.outcomeSlotAt) };
    default:
      return {
        kind: 'number',
        reason: kind === 'textable' ? null : reasonAt(layout.outcomeSlotAt),
        ...(kind === 'assigned-or-textable-abroad' && { lost: reasonAt(layout.outcomeLostSlotAt) }),
        isFictional:
          kind === 'textable' && (slots.numbers[view.getUint16(layout.outcomeSlotAt, true)]?.isFictional ?? false),
        country: countries[view.getUint16(layout.outcomeCountryAt, true)] ?? '',
        type: types[view.getUint8(layout.outcomeTypeAt)] ?? '',
        prefix: String(view.getBigUint64(layout.outcomePrefixAt, true) || ''),
        drop: view.getUint8(layout.outcomeDropAt),
      };
  }
}
