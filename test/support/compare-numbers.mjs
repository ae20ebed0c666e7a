// Compares the compiled automaton with libphonenumber-js, number by number, in a process of its own:
//   node compare-numbers.mjs transitions|random PART PARTS [COUNT]
// Prints {compared, asked, different, first}: how many were compared, how many of these the automaton leaves to the library,
// and how many it judges otherwise, with the first of them.
import { isDeepStrictEqual } from 'node:util';
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { loadNumberImage } from '../../dist/adapters/counting/number-image.js';
import { walk } from '../../dist/automaton/number-automaton.js';
import { judgeNumber } from '../../dist/domain/numbers/contact-number.js';

const [kind, part, parts, count = '0'] = process.argv.slice(2);
const loaded = loadNumberImage();
if (!loaded.ok) throw new Error(loaded.why);
const { automaton } = loaded.image;
const result = { compared: 0, asked: 0, different: 0, first: [] };

function compare(root, digits) {
  const international = root === '+';
  // Two zeros in front are read as a + before anybody looks at the digits.
  if (!international && /^00[1-9]/.test(digits)) return;
  const country = international || root === '' ? undefined : root;
  result.compared += 1;
  const verdict = walk(automaton, international, digits, country);
  if (verdict === undefined) {
    result.asked += 1;
    return;
  }
  const judged = judgeNumber(international, digits, country);
  if (isDeepStrictEqual(verdict, judged)) return;
  result.different += 1;
  if (result.first.length < 10) result.first.push({ root, digits, verdict, judged });
}

/** One number for every transition of the automaton, by the shortest way. */
function* transitions() {
  const known = new Set();
  let queue = [['+', automaton.international], ...automaton.national].map(([root, state]) => [root, state, '']);
  while (queue.length > 0) {
    const next = [];
    for (const [root, state, digits] of queue) {
      if (known.has(state)) continue;
      known.add(state);
      for (let digit = 0; digit < 10; digit += 1) {
        yield [root, `${digits}${digit}`];
        const to = automaton.states[state / 4 + digit];
        if (!known.has(to)) next.push([root, to, `${digits}${digit}`]);
      }
    }
    queue = next;
  }
}

/** Each example number of each country with each digit changed, one taken away, one put in, as it may be written. */
function* mutated() {
  for (const country of getCountries()) {
    const national = getExampleNumber(country, examples)?.nationalNumber ?? '';
    const code = getCountryCallingCode(country);
    const texts = new Set([national, national.slice(0, -1)]);
    for (let at = 0; at < national.length; at += 1) {
      texts.add(national.slice(0, at) + national.slice(at + 1));
      for (let digit = 0; digit < 10; digit += 1) {
        texts.add(national.slice(0, at) + digit + national.slice(at + 1));
        texts.add(national.slice(0, at) + digit + national.slice(at));
      }
    }
    for (const text of texts) {
      yield ['+', code + text];
      yield ['+', `${code}0${text}`];
      for (const prefix of ['', '0', '1', '8', code, `${code}0`]) yield [country, prefix + text];
      yield ['', code + text];
      yield ['US', text];
    }
  }
}

function dice(seed) {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

const codes = [
  ...new Set([
    ...getCountries().map((country) => getCountryCallingCode(country)),
    '800',
    '808',
    '870',
    '878',
    '881',
    '882',
    '883',
    '888',
    '979',
  ]),
];

/** Digits at random behind every calling code, and at home in every country. */
function* atRandom(roll) {
  const roots = [...automaton.national.keys()];
  const digits = (length) => Array.from({ length }, () => roll(10)).join('');
  for (;;) {
    const root = roots[roll(roots.length)];
    const code = codes[roll(codes.length)];
    yield ['+', code + digits(3 + roll(10))];
    yield ['+', code + digits(roll(18))];
    yield ['+', digits(1 + roll(20))];
    yield [root, digits(7 + roll(6))];
    yield [root, ['0', '1', '8', '06', code][roll(5)] + digits(6 + roll(6))];
    yield [root, digits(1 + roll(20))];
  }
}

function compareAll(numbers, most) {
  let index = 0;
  for (const [root, digits] of numbers) {
    if (index % Number(parts) === Number(part)) compare(root, digits);
    index += 1;
    if (result.compared >= most) return;
  }
}

if (kind === 'transitions') compareAll(transitions(), Number.POSITIVE_INFINITY);
else {
  compareAll(mutated(), Number.POSITIVE_INFINITY);
  // Every process has its own numbers.
  for (const [root, digits] of atRandom(dice(20_261_124 + Number(part)))) {
    compare(root, digits);
    if (result.compared >= Number(count)) break;
  }
}
process.stdout.write(JSON.stringify(result));
