import { beforeAll, expect, it } from 'vitest';

interface Payloads {
  /** Queries and statements that would change something. */
  readonly acting: readonly string[];
  /** Queries that read, and texts that are not queries, in forms that a program can stumble over. */
  readonly unusual: readonly string[];
  /** `contacts check --json` with a query. */
  readonly check: (
    query: string,
  ) => Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** All that a payload could change, as text. */
  readonly state: () => Promise<string>;
}

/** Sends payloads to a database of a superuser, and looks whether anything has changed. Its server runs when the tests begin. */
export function itOnlyReads({ acting, unusual, check, state }: Payloads): void {
  let before: string;
  beforeAll(async () => {
    before = await state();
  });

  it.each(acting)('refuses %s and changes nothing', async (payload) => {
    const { code, out, err } = await check(payload);
    expect(code, out + err).toBe(2);
    expect(JSON.parse(out).error.code).toBe('contacts.database');
    expect(await state()).toBe(before);
  });

  it.each(unusual)('reads or refuses %j', async (payload) => {
    const { code, out, err } = await check(payload);
    expect([0, 1, 2], out + err).toContain(code);
    if (code === 2) expect(JSON.parse(out).error.code).toMatch(/^(?:contacts|input)\./);
    expect(await state()).toBe(before);
  });
}
