import { contactRules } from '../domain/contact-judge.ts';
import type { ContactsReport, ContactsRequest } from '../domain/contact-quality.ts';
import { startTally } from '../domain/contact-tally.ts';
import type { Clock, ContactFile, OpenContacts } from '../ports.ts';

/** How far a check has come. */
export interface ContactsProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

interface ContactsPorts {
  readonly openContacts: OpenContacts;
  readonly clock: Clock;
  /** Called about ten times a second while a list is read. */
  readonly onProgress?: (progress: ContactsProgress) => void;
}

const progressEveryMs = 100;

/**
 * Reads a contact list once, row by row, and judges it; nothing but counts is kept. A list that did not change since
 * `known` was made is not read again. Rejects with `UserError` (`contacts.…`) when it cannot be read.
 */
export async function checkContacts(
  { source, country, column, known }: ContactsRequest,
  { openContacts, clock, onProgress }: ContactsPorts,
): Promise<ContactsReport> {
  const file = await openContacts(source, column === undefined ? {} : { column });
  if (known !== undefined && isSameFile(known, file)) {
    return { source: file.path, column: file.column, result: known, examples: {} };
  }
  const tally = startTally(country);
  let rows = 0;
  let shownAt = clock.now().getTime();
  for await (const batch of file.rows()) {
    for (const { line, phone, country: own } of batch)
      tally.add({ line, phones: [phone], ...(own !== undefined && { country: own }) });
    rows += batch.length;
    const now = clock.now().getTime();
    if (now - shownAt < progressEveryMs) continue;
    shownAt = now;
    onProgress?.({ rows, bytes: file.bytesRead(), totalBytes: file.bytes });
    // Signals and keys are heard between two turns of the event loop.
    await new Promise((resume) => setImmediate(resume));
  }
  return {
    source: file.path,
    column: file.column,
    examples: tally.examples(),
    result: {
      ...tally.summary(),
      name: file.name,
      bytes: file.bytes,
      modifiedAt: file.modifiedAt,
      checkedAt: clock.now().toISOString(),
      rules: contactRules,
    },
  };
}

const isSameFile = (known: ContactsReport['result'], { name, bytes, modifiedAt }: ContactFile): boolean =>
  known.name === name && known.bytes === bytes && known.modifiedAt === modifiedAt && known.rules === contactRules;
