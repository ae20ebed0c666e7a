const defaultPageSize = 50;
const largestPageSize = 1000;

function whole(text: string | null, fallback: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}

/** How many rows `PageSize` of the URL asks for: 50 by default, at most 1000. */
export const pageSizeOf = (url: URL): number =>
  Math.min(Math.max(whole(url.searchParams.get('PageSize'), defaultPageSize), 1), largestPageSize);

/** The page of `rows` that `PageSize` (50, at most 1000) and `Page` (from 0) of the URL ask for, and the path of each page. */
function pageOf(rows: readonly unknown[], url: URL) {
  const size = pageSizeOf(url);
  const page = whole(url.searchParams.get('Page'), 0);
  const start = page * size;
  const pathOf = (number: number): string => {
    const query = new URLSearchParams(url.searchParams);
    query.set('PageSize', String(size));
    query.set('Page', String(number));
    return `${url.pathname}?${query}`;
  };
  return {
    size,
    page,
    start,
    shown: rows.slice(start, start + size),
    first: pathOf(0),
    previous: page > 0 ? pathOf(page - 1) : null,
    own: pathOf(page),
    next: start + size < rows.length ? pathOf(page + 1) : null,
  };
}

/** One page of `rows` under `key`, as the oldest host lists them. */
export function listBody(key: string, rows: readonly unknown[], url: URL): Readonly<Record<string, unknown>> {
  const { size, page, start, shown, first, previous, own, next } = pageOf(rows, url);
  return {
    [key]: shown,
    end: start + Math.max(shown.length - 1, 0),
    first_page_uri: first,
    next_page_uri: next,
    page,
    page_size: size,
    previous_page_uri: previous,
    start,
    uri: own,
  };
}

/** One page of `rows` under `key`, as the newer hosts list them. */
export function pageBody(key: string, rows: readonly unknown[], url: URL): Readonly<Record<string, unknown>> {
  const { size, page, shown, first, previous, own, next } = pageOf(rows, url);
  const urlOf = (path: string) => `https://twilio.com${path}`;
  return {
    [key]: shown,
    meta: {
      first_page_url: urlOf(first),
      key,
      next_page_url: next && urlOf(next),
      page,
      page_size: size,
      previous_page_url: previous && urlOf(previous),
      url: urlOf(own),
    },
  };
}
