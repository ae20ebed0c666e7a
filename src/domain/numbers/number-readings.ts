import { judgeRead, readCell } from './contact-cell.ts';
import { type ContactNumber, type ContactVerdict, judgeNumber } from './contact-number.ts';

/** The ways in which a number without a + may be meant; each is there only if it can be texted. */
export interface NumberReadings {
  /** As it is dialled in the country, with its trunk prefix or without. */
  readonly national?: ContactNumber;
  /** With its digits beginning with a calling code. */
  readonly international?: ContactNumber;
}

/** `judgeNumber`, or what comes to the same by another way. */
export type JudgeDigits = (international: boolean, digits: string, country?: string) => ContactVerdict;

const none: NumberReadings = {};

/**
 * The readings of a cell that holds one number without a + (or 00). None where the cell is damaged, or says itself that its
 * number is international. `country` is ISO 3166-1 alpha-2; without one there is no national reading. A number that has its own
 * country's calling code in front has only the international one, which comes to the same.
 */
export function readingsOf(
  text: string,
  country: string | undefined,
  judge: JudgeDigits = judgeNumber,
): NumberReadings {
  const read = readCell(text);
  if (!read.ok || read.international) return none;
  const { digits } = read;
  const abroad = numberIn(judgeRead({ ...read, international: true }, judge));
  const home = country === undefined ? undefined : numberIn(judgeRead(read, (...number) => judge(...number, country)));
  // What ends in all of its E.164 form was read with its calling code: 447400123123 in Britain, 01144… in the US.
  const isNational = home !== undefined && !digits.endsWith(home.e164.slice(1));
  const international = abroad ?? (isNational ? undefined : home);
  return {
    ...(isNational && { national: home }),
    ...(international !== undefined && { international }),
  };
}

function numberIn(verdict: ContactVerdict): ContactNumber | undefined {
  if (!verdict.textable) return undefined;
  const { e164, country, type } = verdict;
  return { e164, country, type };
}

export type ReadingKind = 'national' | 'international' | 'both' | 'none';

/** Which readings there are. */
export function readingKind({ national, international }: NumberReadings): ReadingKind {
  if (national === undefined) return international === undefined ? 'none' : 'international';
  return international === undefined ? 'national' : 'both';
}

/** How many rows have each kind of readings. */
export type ReadingCounts = Readonly<Record<ReadingKind, number>>;

/** So many rows with one reading, and so large a share of them, decide how the doubtful rows are read. */
const fewestDeciding = 5;
const decidingShare = 0.9;

/**
 * How the rows with both readings are meant, by those with exactly one: at least five of them, of which nine in ten agree.
 * Undefined: nothing decides.
 */
export function decideReadings(counts: ReadingCounts): 'national' | 'international' | undefined {
  const deciding = counts.national + counts.international;
  if (deciding < fewestDeciding) return undefined;
  if (counts.national >= deciding * decidingShare) return 'national';
  return counts.international >= deciding * decidingShare ? 'international' : undefined;
}
