import { afterAll, beforeAll } from 'vitest';

/** Runs the tests of a file in this time zone, such as `Europe/Berlin`. */
export function useTimeZone(name: string): void {
  const former = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = name;
  });
  afterAll(() => {
    if (former === undefined) delete process.env.TZ;
    else process.env.TZ = former;
  });
}
