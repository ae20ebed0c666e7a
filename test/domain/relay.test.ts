import { describe, expect, it } from 'vitest';
import { collect, follow, relay } from '../../src/domain/relay.ts';

async function* countTo(last: number): AsyncGenerator<number, string> {
  for (let number = 1; number <= last; number += 1) yield number;
  return `${last} in all`;
}

describe('relay', () => {
  it('yields the changed events and returns the result', async () => {
    const seen: string[] = [];
    const result = await follow(
      relay(countTo(3), (number) => `no. ${number}`),
      (event) => void seen.push(event),
    );
    expect(seen).toEqual(['no. 1', 'no. 2', 'no. 3']);
    expect(result).toBe('3 in all');
  });

  it('passes on an error of the events', async () => {
    async function* failing(): AsyncGenerator<number, never> {
      yield 1;
      throw new Error('broken');
    }
    await expect(
      follow(
        relay(failing(), (number) => number),
        () => {},
      ),
    ).rejects.toThrow('broken');
  });
});

describe('collect', () => {
  it('yields the values and returns all of them', async () => {
    const seen: number[] = [];
    expect(await follow(collect(countTo(2)), (number) => void seen.push(number))).toEqual([1, 2]);
    expect(seen).toEqual([1, 2]);
  });
});
