import { type ContactReason, contactReasons } from '../domain/contact-reasons.ts';
import type { NumberAutomaton, Outcome } from './number-automaton.ts';

/** What an image was made of; where one of these differs, the automaton may judge otherwise than the judge. */
export interface ImageOrigin {
  /** Version of libphonenumber-js. */
  readonly library: string;
  /** SHA-256 of its metadata, in hexadecimal. */
  readonly metadata: string;
  /** Version of the rules by which rows are judged. */
  readonly rules: string;
}

/** Everything that the fast path knows, as it lies in one file. */
export interface NumberImage {
  readonly origin: ImageOrigin;
  readonly automaton: NumberAutomaton;
  /** Every country that two letters name, by these letters in lower case; more than its own code may name one. */
  readonly pairs: Readonly<Record<string, string>>;
}

/** As the outcomes stand in the file: the names come once, and lists are short. */
interface Header {
  readonly origin: ImageOrigin;
  readonly international: number;
  readonly national: readonly (readonly [string, number])[];
  readonly pairs: Readonly<Record<string, string>>;
  readonly countries: readonly string[];
  readonly types: readonly string[];
  readonly reasons: readonly ContactReason[];
  readonly outcomes: readonly (readonly (number | string)[])[];
}

const magic = 0x4e534d53;
/** The file begins with the magic number and the length of the header, which is filled up with blanks. */
const headerAt = 8;

const kinds = ['ask', 'double-zero', 'none', 'perhaps-plus-lost', 'number'] as const;

export function encodeImage({ origin, automaton, pairs }: NumberImage): Uint8Array {
  const numbers = automaton.outcomes.filter((outcome) => outcome.kind === 'number');
  const countries = [...new Set(numbers.map(({ country }) => country))].sort();
  const types = [...new Set(numbers.map(({ type }) => type))].sort();
  const reasons = Object.keys(contactReasons) as ContactReason[];
  const reasonAt = (reason: ContactReason | null): number => (reason === null ? -1 : reasons.indexOf(reason));
  const fieldsOf = (outcome: Outcome): (number | string)[] => {
    switch (outcome.kind) {
      case 'none':
        return [reasonAt(outcome.reason)];
      case 'perhaps-plus-lost':
        return [reasonAt(outcome.lost), reasonAt(outcome.reason)];
      case 'number': {
        const { reason, country, type, prefix, drop } = outcome;
        return [reasonAt(reason), countries.indexOf(country), types.indexOf(type), prefix, drop];
      }
      default:
        return [];
    }
  };
  const header: Header = {
    origin,
    international: automaton.international,
    national: [...automaton.national],
    pairs,
    countries,
    types,
    reasons,
    outcomes: automaton.outcomes.map((outcome) => [kinds.indexOf(outcome.kind), ...fieldsOf(outcome)]),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / 4) * 4;
  const image = new Uint8Array(headerAt + length + automaton.states.byteLength).fill(0x20, 0, headerAt + length);
  new Uint32Array(image.buffer, 0, 2).set([magic, length]);
  image.set(json, headerAt);
  const { buffer, byteOffset, byteLength } = automaton.states;
  image.set(new Uint8Array(buffer, byteOffset, byteLength), headerAt + length);
  return image;
}

/** Undefined: this is no image. The states are a view of `bytes`, which begin at a multiple of four. */
export function decodeImage(bytes: Uint8Array): NumberImage | undefined {
  if (bytes.length < headerAt) return undefined;
  const [found, length = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  if (found !== magic) return undefined;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(headerAt, headerAt + length))) as Header;
  const statesAt = headerAt + length;
  return {
    origin: header.origin,
    pairs: header.pairs,
    automaton: {
      outcomes: header.outcomes.map((outcome) => decodeOutcome(header, outcome)),
      states: new Uint32Array(bytes.buffer, bytes.byteOffset + statesAt, (bytes.length - statesAt) / 4),
      international: header.international,
      national: new Map(header.national),
    },
  };
}

function decodeOutcome({ reasons, countries, types }: Header, fields: readonly (number | string)[]): Outcome {
  const [kind, first, second, third, prefix, drop] = fields;
  const reasonOf = (at: number | string | undefined) => reasons[Number(at)] ?? 'not-a-number';
  switch (kinds[Number(kind)]) {
    case 'double-zero':
      return { kind: 'double-zero' };
    case 'none':
      return { kind: 'none', reason: reasonOf(first) };
    case 'perhaps-plus-lost':
      return { kind: 'perhaps-plus-lost', lost: reasonOf(first), reason: reasonOf(second) };
    case 'number':
      return {
        kind: 'number',
        reason: first === -1 ? null : reasonOf(first),
        country: countries[Number(second)] ?? '',
        type: types[Number(third)] ?? '',
        prefix: String(prefix),
        drop: Number(drop),
      };
    default:
      return { kind: 'ask' };
  }
}
