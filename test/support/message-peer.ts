import { SegmentedMessage } from 'sms-segments-calculator';

/** What Twilio's own calculator says of a text. */
export function askTwilioCalculator(text: string) {
  const message = new SegmentedMessage(text);
  return {
    encoding: message.encodingName,
    segments: message.segmentsCount,
    split: () => [...message.graphemes],
    culprits: message.getNonGsmCharacters(),
  };
}

/** Characters of every kind that counts: plain, extended, typographic, foreign, joined, broken and invisible. */
const pools: readonly (readonly string[])[] = [
  [...'abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉäöñüà'],
  [...'^{}\\[~]|€\f', '\n', '\r', '\r\n'],
  [...'’‘“”–—…•«»`´çíóúÁâêîôûœžšđłčřț'],
  [...'абвгдежзийкλμνאבגدهوকখगकखงกข中文字한글日本語'],
  ['😀', '🎉', '👍', '❤', '☺', '🇮🇹', '🇩🇪', '👍🏽', '👨‍👩‍👧‍👦', '🏳️‍🌈', '1️⃣', '🦸‍♀️', '🧑‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['e\u0301', 'e\u0301\u0301\u0301', 'நி', 'กำ', '각', 'ก็', 'a\u200db', '\u0301'],
  ['🧑‍🦰', '🫱🏻‍🫲🏿', '🏴‍☠️', '❤️‍🔥', '🐻‍❄️', '🥷🏽', 'क्षि', 'ក្រ'],
  [
    '\ud83d',
    '\udc00',
    '\u0000',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u200e',
    '\u202e',
    '\ufeff',
    '\ufffd',
  ],
];

/** A generator of numbers below `limit` that gives the same ones every time (mulberry32). */
function numbersFrom(seed: number) {
  let state = seed;
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A text of one to all of the pools; a few are very long, most lie around the borders of one and two segments. */
function randomText(next: (limit: number) => number): string {
  const chosen = pools.filter(() => next(4) === 0);
  const pool = [pools[0] ?? [], ...chosen, ...(next(3) === 0 ? [] : chosen)];
  const long = next(300) === 0;
  const length = long ? 400 + next(1200) : ([next(20), 58 + next(20), 130 + next(35), 150 + next(20)][next(4)] ?? 0);
  let text = '';
  for (let count = 0; count < length; count += 1) {
    const from = pool[next(pool.length)] ?? [];
    text += from[next(from.length)] ?? '';
  }
  return text;
}

/** How ours and the calculator compare on `count` texts. */
export function compareOn(
  count: number,
  seed: number,
  ours: (
    text: string,
    split?: (text: string) => readonly string[],
  ) => { readonly encoding: string; readonly segments: number },
  splitOurs: (text: string) => readonly string[],
) {
  const next = numbersFrom(seed);
  const outcome = { texts: 0, ucs2: 0, several: 0, equal: 0, otherClusters: 0, unexplained: [] as string[] };
  for (let done = 0; done < count; done += 1) {
    const text = randomText(next);
    const peer = askTwilioCalculator(text);
    const own = ours(text);
    outcome.texts += 1;
    if (peer.encoding === 'UCS-2') outcome.ucs2 += 1;
    if (peer.segments > 1) outcome.several += 1;
    // With the calculator's own idea of what one character is, nothing may differ.
    const sameSplit = ours(text, peer.split);
    const same = own.encoding === peer.encoding && own.segments === peer.segments;
    if (sameSplit.segments !== peer.segments || sameSplit.encoding !== peer.encoding) outcome.unexplained.push(text);
    else if (same) outcome.equal += 1;
    else if (JSON.stringify(splitOurs(text)) !== JSON.stringify(peer.split())) outcome.otherClusters += 1;
    else outcome.unexplained.push(text);
  }
  return outcome;
}
