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

/**
 * Reads a list page by page. `get` requests a page of the list at `path` with these parameters. Of a link to the next page
 * only the parameters are used, and only if it leads to the same path. Ends at an empty page and at a link that was used
 * before.
 */
export async function readPages(
  get: (query: Values) => Promise<Row>,
  { path, key, query }: { readonly path: string; readonly key: string; readonly query: Values },
): Promise<Pages> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let parameters: Values = query;
  for (let page = 1; page <= pageLimit; page += 1) {
    const body = await get(parameters);
    const found = rowsOf(body, key);
    rows.push(...found);
    const link = nextPage(body);
    if (link === undefined) return { rows, complete: true };
    const next = URL.canParse(link, 'https://twilio.com') ? new URL(link, 'https://twilio.com') : undefined;
    if (next?.pathname !== path || found.length === 0 || seen.has(next.search)) return { rows, complete: false };
    seen.add(next.search);
    parameters = Object.fromEntries(next.searchParams);
  }
  return { rows, complete: false };
}

/** The oldest host has `next_page_uri`, a path; the others have `meta.next_page_url`. Undefined on the last page. */
function nextPage(body: Row): string | undefined {
  const { meta } = body;
  const link = typeof meta === 'object' && meta !== null ? (meta as Row).next_page_url : body.next_page_uri;
  return isGiven(link) ? (link as string) : undefined;
}
