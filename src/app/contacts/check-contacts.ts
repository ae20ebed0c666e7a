import type {
  CheckedList,
  ContactsReport,
  ContactsRequest,
  ContactsResult,
} from '../../domain/contacts/contact-quality.ts';
import { contactRules } from '../../domain/numbers/contact-rules.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ContactList } from '../../ports.ts';
import { type ContactsPorts, type CountedLists, checkedList } from './counted-lists.ts';

/**
 * Reads contact lists once and judges their rows; a number that two lists hold is a duplicate. Nothing but counts and a few
 * masked examples is kept. One file that did not change since `known` was made is not read again. Rejects with `UserError`
 * (`contacts.…`) when a list cannot be read.
 */
export async function checkContacts(request: ContactsRequest, ports: ContactsPorts): Promise<ContactsReport> {
  const { sources, known, ...options } = request;
  const keepCells = ports.openWriters !== undefined;
  // Before stdin is waited for.
  if (options.query !== undefined && sources.every((source) => source === '-')) throw needsDatabase();
  let isQueried = false;
  const open = async (source: string): Promise<ContactList> => {
    const list = await ports.openContacts(source, { ...options, keepCells });
    isQueried ||= list.isQueried;
    return list;
  };
  const [source] = sources;
  const single = source !== undefined && sources.length === 1 ? await open(source) : undefined;
  if (single !== undefined && options.query !== undefined && !isQueried) {
    single.close();
    throw needsDatabase();
  }
  if (single !== undefined && known !== undefined && isSameFile(known, single)) {
    single.close();
    return { lists: [checkedList(single, null)], result: known, examples: {}, proposal: null };
  }
  const counted = single === undefined ? undefined : await countAtOnce(single, request, ports);
  if (counted !== undefined) return report(counted, ports);
  const { readContacts } = await import('./read-contacts.ts');
  const openers = single === undefined ? sources.map((each) => () => open(each)) : [async () => single];
  const read = await readContacts(openers, request, ports);
  if (options.query !== undefined && !isQueried) throw needsDatabase();
  return report(read, ports);
}

const needsDatabase = (): UserError =>
  new UserError({
    code: 'input.usage',
    message: '`--query` selects rows of a database, but no source is one.',
    hints: ['Leave `--query` out, or name a database.'],
  });

/** Counts a list from its bytes. Undefined: its rows have to be read one by one. */
async function countAtOnce(
  list: ContactList,
  { country }: ContactsRequest,
  { onProgress, onSlow, openWriters }: ContactsPorts,
): Promise<CountedLists | undefined> {
  if (list.count === null) return undefined;
  const writers = openWriters?.(list);
  const counted = await list.count({
    ...(writers !== undefined && { writers }),
    ...(country !== undefined && { country }),
    ...(onProgress !== undefined && { onProgress: (now) => onProgress({ ...now, totalBytes: list.bytes }) }),
  });
  if ('why' in counted) {
    onSlow?.(counted.why);
    return undefined;
  }
  const { summary, examples, decided, fictional = 0 } = counted;
  const { rows, reasons } = summary;
  const lists = [checkedList(list, { rows, reasons, decided, fictional })];
  return {
    lists,
    summary,
    examples,
    withoutCountry: async () => (await import('./read-contacts.ts')).cellsWithoutCountry(list),
    close: list.close,
  };
}

async function report(counted: CountedLists, { clock }: ContactsPorts): Promise<ContactsReport> {
  const { lists, summary, examples, withoutCountry, close } = counted;
  const mostly = (summary.reasons['no-country'] ?? 0) * 2 > summary.rows - (summary.reasons.empty ?? 0);
  try {
    return {
      lists,
      examples,
      proposal: mostly ? await propose(await withoutCountry(), summary.countries) : null,
      result: { ...summary, ...originOf(lists), checkedAt: clock.now().toISOString(), rules: contactRules },
    };
  } finally {
    close();
  }
}

async function propose(
  withoutCountry: readonly string[],
  countries: ContactsResult['countries'],
): Promise<ContactsReport['proposal']> {
  const { proposeCountry } = await import('../../domain/contacts/country-proposal.ts');
  return proposeCountry(withoutCountry, countries) ?? null;
}

/** The file of a result; of several lists, the name of the first and how many more. */
function originOf(lists: readonly CheckedList[]): Pick<ContactsResult, 'name' | 'bytes' | 'modifiedAt'> {
  const [first, ...others] = lists;
  if (first === undefined) return { name: '', bytes: null, modifiedAt: null };
  return others.length === 0
    ? { name: first.name, bytes: first.bytes, modifiedAt: first.modifiedAt }
    : { name: `${first.name} and ${others.length} more`, bytes: null, modifiedAt: null };
}

const isSameFile = (known: ContactsResult, { name, bytes, modifiedAt }: ContactList): boolean =>
  bytes !== null &&
  known.name === name &&
  known.bytes === bytes &&
  known.modifiedAt === modifiedAt &&
  known.rules === contactRules;
