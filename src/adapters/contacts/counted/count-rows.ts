import type { ContactList, CountRows } from '../../../ports.ts';
import { cellEnd, countryColumn, firstPhoneColumn } from '../../counting/rows/encoded-row.ts';
import { type EncodedRows, encodedRows, kernelCountries } from './encoding.ts';
import { rowsOf, storedRows } from './stored-rows.ts';

/** With the further numbers of a row with several in one column, at most 255 columns. */
const mostNumbers = 240;

// Less memory than for a delimited file, since that of the reader comes to it, and most of the time is the reader's.
const blockBytes = 1024 * 1024;
/** Below this, one thread counts. */
const shortFile = 64 * 1024 * 1024;

const pauseEveryMs = 100;

/**
 * A list whose rows the kernel counts: they are encoded to a temporary file, whose bytes are counted as those of a delimited
 * list. After that, `rows` yields what decides about them. `encoded` encodes the rows without `list.rows`.
 */
export function withCountedRows(list: ContactList, encoded?: () => EncodedRows): ContactList {
  const { plan, bytesRead } = list;
  // The kernel does not look for numbers that are times as well, and has a byte for the place of a phone column.
  if (list.count !== null || plan.readings === 'times' || plan.numbers.length > mostNumbers) return list;
  const stored = storedRows();
  let source: EncodedRows | undefined;

  /** Takes the rows to their end; false: they cannot be stored. */
  const store = async (
    { pieces }: EncodedRows,
    onProgress: Parameters<CountRows>[0]['onProgress'],
  ): Promise<boolean> => {
    let rows = 0;
    let pausedAt = performance.now();
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      rows += next.value.rows;
      if (!stored.add(next.value.lines)) return false;
      if (performance.now() - pausedAt < pauseEveryMs) continue;
      onProgress?.({ rows, bytes: next.value.bytes ?? bytesRead() });
      // Lets the event loop handle signals and keys.
      await new Promise((resume) => setImmediate(resume));
      pausedAt = performance.now();
    }
    return true;
  };

  return {
    ...list,
    count: async ({ country, onProgress }) => {
      source = encoded?.() ?? (await encodedRows(plan, list.rows()));
      const file = (await store(source, onProgress)) ? stored.flush() : undefined;
      if (file === undefined) return { why: 'The rows cannot be written to the temporary folder.' };
      const { sources } = source.encoding;
      const layout = {
        delimiter: cellEnd,
        hasHeader: false,
        columns: firstPhoneColumn + sources.length,
        phones: sources.map((_, place) => firstPhoneColumn + place),
        country: countryColumn,
        countriesSeen: kernelCountries(plan).countriesSeen,
        asksReadings: plan.readings !== 'national',
        encoded: { sources, readings: plan.readings },
      };
      const { countFile } = await import('../../counting/count-file.ts');
      const count = await countFile(file, layout, {
        blockBytes: Math.min(blockBytes, Math.max(file.bytes, 1)),
        ...(file.bytes < shortFile && { threads: 1 }),
        ...(country !== undefined && { country }),
      });
      if (!count.ok) return count;
      const { summary, examples, notes } = count.counted;
      const { times: fictional = 0 } = notes.find(({ code }) => code === 'fictional-numbers') ?? {};
      const decided = plan.numbers.map((_, number) =>
        sources.reduce((sum, of, place) => sum + (of === number ? (count.counted.decided[place] ?? 0) : 0), 0),
      );
      return { summary, examples, decided, fictional };
    },
    rows: async function* () {
      if (source === undefined) {
        yield* list.rows();
        return;
      }
      const { encoding, pieces } = source;
      yield* rowsOf(stored.texts(), encoding);
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
        yield* rowsOf([next.value.lines.toString()], encoding);
      }
    },
    close: () => {
      stored.close();
      list.close();
    },
  };
}
