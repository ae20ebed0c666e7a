/** Numbers lists of up to `width` numbers from 0; equal lists have the same number. */
export interface Numbering {
  readonly of: (list: readonly number[]) => number;
  readonly size: () => number;
}

/** An open-addressing hash table over all lists in one array, for hundreds of thousands of lists. */
export function numbering(width: number): Numbering {
  let values = new Int32Array(64 * width);
  let places = new Int32Array(256).fill(free);
  let size = 0;

  const placeOf = (list: ArrayLike<number>): number => {
    let hash = 0;
    for (let at = 0; at < width; at += 1) hash = Math.imul(hash ^ (list[at] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    for (let place = hash ^ (hash >>> 16); ; place += 1) {
      const at = place & (places.length - 1);
      const id = places[at] ?? free;
      if (id === free || isAt(id, list)) return at;
    }
  };
  const isAt = (id: number, list: ArrayLike<number>): boolean => {
    for (let at = 0; at < width; at += 1) if (values[id * width + at] !== (list[at] ?? 0)) return false;
    return true;
  };
  const listAt = (id: number) => values.subarray(id * width, (id + 1) * width);
  const grow = (): void => {
    const larger = new Int32Array(values.length * 2);
    larger.set(values);
    values = larger;
    places = new Int32Array(places.length * 2).fill(free);
    for (let id = 0; id < size; id += 1) places[placeOf(listAt(id))] = id;
  };

  return {
    of: (list) => {
      const place = placeOf(list);
      const known = places[place] ?? free;
      if (known !== free) return known;
      places[place] = size;
      values.set(list, size * width);
      size += 1;
      if (size * width === values.length) grow();
      return size - 1;
    },
    size: () => size,
  };
}

const free = -1;
