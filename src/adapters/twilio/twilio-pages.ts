import { isGiven, type Row, rowsOf } from './twilio-answers.ts';
import type { Values } from './twilio-api.ts';

/** The rows of a list, and whether these are all. */
interface Pages {
  readonly rows: readonly Row[];
  /** False if there are pages that were not read. */
  readonly complete: boolean;
}

/** How many pages of a list are read: each costs a round trip. */
const pageLimit = 10;

interface Page {
  readonly rows: readonly Row[];
  /** What follows: `more` pages, nothing at the `end`, or a link that cannot be followed (`broken`). */
  readonly next: 'more' | 'end' | 'broken';
}

interface ListOptions {
  readonly path: string;
  readonly key: string;
  readonly query: Values;
}

/**
 * Reads a list page by page, without an end. `get` requests a page of the list at `path` with these parameters. Of a link to the
 * next page only the parameters are used, and only if it leads to the same path. Ends at an empty page, and at a link that was
 * used before.
 */
export async function* eachPage(
  get: (query: Values) => Promise<Row>,
  { path, key, query }: ListOptions,
): AsyncGenerator<Page> {
  let parameters: Values = query;
  const seen = new Set<string>();
  for (;;) {
    const body = await get(parameters);
    const rows = rowsOf(body, key);
    const link = nextPage(body);
    if (link === undefined) {
      yield { rows, next: 'end' };
      return;
    }
    const address = URL.canParse(link, 'https://twilio.com') ? new URL(link, 'https://twilio.com') : undefined;
    if (address?.pathname !== path || rows.length === 0 || seen.has(address.search)) {
      yield { rows, next: 'broken' };
      return;
    }
    yield { rows, next: 'more' };
    seen.add(address.search);
    parameters = Object.fromEntries(address.searchParams);
  }
}

/** The rows of at most `pageLimit` pages of a list. */
export async function readPages(get: (query: Values) => Promise<Row>, options: ListOptions): Promise<Pages> {
  const rows: Row[] = [];
  let pages = 0;
  for await (const { rows: found, next } of eachPage(get, options)) {
    rows.push(...found);
    pages += 1;
    if (next !== 'more' || pages === pageLimit) return { rows, complete: next === 'end' };
  }
  return { rows, complete: false };
}

/** The oldest host has `next_page_uri`, a path; the others have `meta.next_page_url`. Undefined on the last page. */
function nextPage(body: Row): string | undefined {
  const { meta } = body;
  const link = typeof meta === 'object' && meta !== null ? (meta as Row).next_page_url : body.next_page_uri;
  return isGiven(link) ? (link as string) : undefined;
}
