import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/adapters/twilio/twilio-answers.ts';
import type { Values } from '../../../src/adapters/twilio/twilio-api.ts';
import { readPages } from '../../../src/adapters/twilio/twilio-pages.ts';

const path = '/v1/Services';

/** Reads a list that answers with these bodies, one after the other; the last one repeats. */
async function read(...bodies: readonly Row[]) {
  const queries: Values[] = [];
  const get = async (query: Values): Promise<Row> => {
    queries.push(query);
    return bodies[Math.min(queries.length, bodies.length) - 1] as Row;
  };
  const { rows, complete } = await readPages(get, { path, key: 'services', query: { PageSize: 2 } });
  return { queries, sids: rows.map(({ sid }) => sid), complete };
}

const services = (...sids: readonly string[]) => sids.map((sid) => ({ sid }));
const last = { services: services('c'), meta: { next_page_url: null } };

describe('a list of Twilio', () => {
  it('is complete after one page without a link', async () => {
    expect(await read(last)).toEqual({ queries: [{ PageSize: 2 }], sids: ['c'], complete: true });
  });

  it.each([
    ['meta.next_page_url', { meta: { next_page_url: `https://messaging.twilio.com${path}?Page=1&PageToken=x` } }],
    ['next_page_uri', { next_page_uri: `${path}?Page=1&PageToken=x` }],
    ['next_page_uri beside a meta of null', { meta: null, next_page_uri: `${path}?Page=1&PageToken=x` }],
  ])('continues with the parameters of %s', async (_, link) => {
    expect(await read({ services: services('a', 'b'), ...link }, last)).toEqual({
      queries: [{ PageSize: 2 }, { Page: '1', PageToken: 'x' }],
      sids: ['a', 'b', 'c'],
      complete: true,
    });
  });

  it.each([
    ['null', null],
    ['an empty text', ''],
    ['a number', 7],
    ['nothing', undefined],
  ])('is complete when the link is %s', async (_, next_page_url) => {
    const found = await read({ services: services('a'), meta: { next_page_url } });
    expect([found.complete, found.queries.length]).toEqual([true, 1]);
  });

  it.each([
    ['no URL', 'http://['],
    ['another path', 'https://messaging.twilio.com/v1/Others?Page=1'],
  ])('is incomplete when the link is %s', async (_, next_page_url) => {
    const found = await read({ services: services('a'), meta: { next_page_url } }, last);
    expect(found).toEqual({ queries: [{ PageSize: 2 }], sids: ['a'], complete: false });
  });

  const pageTo = (page: number | string, ...sids: readonly string[]): Row => ({
    services: services(...sids),
    next_page_uri: `${path}?Page=${page}`,
  });

  it('is incomplete at an empty page that links on', async () => {
    const found = await read(pageTo(1, 'a'), pageTo(2), last);
    expect(found).toMatchObject({ sids: ['a'], complete: false, queries: { length: 2 } });
  });

  it('is incomplete when pages link to each other', async () => {
    const found = await read(pageTo(1, 'a'), pageTo(2, 'b'), pageTo(1, 'a'), last);
    expect(found).toMatchObject({ sids: ['a', 'b', 'a'], complete: false });
  });

  it.each([
    [10, true],
    [11, false],
  ])('of %d pages is complete: %s', async (pages, complete) => {
    const bodies = Array.from({ length: pages - 1 }, (_, index) => pageTo(index, `${index}`));
    const found = await read(...bodies, last);
    expect([found.queries.length, found.complete]).toEqual([10, complete]);
  });
});
