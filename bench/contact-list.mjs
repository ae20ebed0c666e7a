// A contact list as large organizations have them, the same for the same seed: numbers of 24 countries, most in E.164 and the
// others as people write them, about 8 % of the rows repeat a number, 3 % hold no number, 2 % one that nobody can have.
import { closeSync, openSync, writeSync } from 'node:fs';

/** Country, share, calling code, national prefix, first digits of mobile numbers, digits behind them, and how they are written. */
const countries = [
  ['US', 40, '1', '', ['202', '212', '305', '312', '404', '415', '512', '617', '702', '713'], 7, '(ddd) ddd-dddd'],
  ['GB', 10, '44', '0', ['7400', '7500', '7801', '7860'], 6, 'ddddd dddddd'],
  ['DE', 8, '49', '0', ['151', '160', '170', '171'], 8, 'dddd dddddddd'],
  ['FR', 6, '33', '0', ['61', '62', '75', '76'], 7, 'dd dd dd dd dd'],
  ['CA', 4, '1', '', ['416', '514', '604', '403'], 7, 'ddd-ddd-dddd'],
  ['IN', 4, '91', '0', ['98', '99', '97', '81'], 8, 'ddddddddddd'],
  ['ES', 3, '34', '', ['61', '62', '65', '66'], 7, 'ddd ddd ddd'],
  ['IT', 3, '39', '', ['320', '333', '347', '348'], 7, 'ddd ddd dddd'],
  ['BR', 3, '55', '', ['119', '219', '319'], 8, '(dd) ddddd-dddd'],
  ['AU', 3, '61', '0', ['41', '42', '43'], 7, 'dddd ddd ddd'],
  ['NL', 2, '31', '0', ['61', '62', '64'], 7, 'dd dddddddd'],
  ['MX', 2, '52', '', ['55', '33', '81'], 8, 'dd dddd dddd'],
  ['JP', 2, '81', '0', ['80', '90'], 8, 'ddd-dddd-dddd'],
  ['SE', 1, '46', '0', ['70', '72', '73'], 7, 'ddd-ddd dd dd'],
  ['CH', 1, '41', '0', ['76', '78', '79'], 7, 'ddd ddd dd dd'],
  ['PL', 1, '48', '', ['50', '60', '66'], 7, 'ddd ddd ddd'],
  ['AT', 1, '43', '0', ['664', '676'], 7, 'dddd ddddddd'],
  ['BE', 1, '32', '0', ['470', '478', '495'], 6, 'dddd dd dd dd'],
  ['DK', 1, '45', '', ['20', '30', '40'], 6, 'dd dd dd dd'],
  ['NO', 1, '47', '', ['40', '41', '90'], 6, 'ddd dd ddd'],
  ['ZA', 1, '27', '0', ['82', '83', '72'], 7, 'ddd ddd dddd'],
  ['NZ', 1, '64', '0', ['21', '27'], 7, 'ddd ddd dddd'],
  ['IE', 1, '353', '0', ['85', '86', '87'], 7, 'ddd ddd dddd'],
  ['PT', 1, '351', '', ['91', '92', '96'], 7, 'ddd ddd ddd'],
];
const weighted = countries.flatMap((country) => Array(country[1]).fill(country));
const firstNames = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Frances', 'Ken', 'Radia', 'Tim'];
const lastNames = [
  'Lovelace',
  'Hopper',
  'Turing',
  'Dijkstra',
  'Liskov',
  'Knuth',
  'Allen',
  'Thompson',
  'Perlman',
  'Lee',
];
const noNumbers = ['', '', '', '', 'n/a', 'N/A', 'none', 'unknown', 'call office', '-', 'see notes', 'x'];

/** A generator of pseudo-random integers below a limit (xorshift32). */
function dice(seed) {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** Writes `rows` rows to `path`: id, name, phone, country, last seen. */
export function writeContactList(path, rows, seed = 1) {
  const roll = dice(seed);
  const file = openSync(path, 'w');
  const recent = [];
  let text = 'id,name,phone,country,last seen\n';
  for (let row = 1; row <= rows; row += 1) {
    const [country, , code, prefix, starts, length, form] = weighted[roll(weighted.length)];
    const kind = roll(1000);
    let cell;
    let home = country;
    if (kind < 80 && recent.length > 0) [cell, home] = recent[roll(recent.length)];
    else if (kind < 104) cell = noNumbers[roll(noNumbers.length)];
    else if (kind < 110) cell = `${(1 + roll(9)).toString()}.${10000 + roll(90000)}E+${10 + roll(3)}`;
    else {
      const tail = (roll(1_000_000) + 1_000_000 * (200 + roll(800))).toString();
      const national = starts[roll(starts.length)] + tail.slice(0, length).padEnd(length, '5');
      if (kind < 124) cell = `+${code}${national.slice(0, -3)}`;
      else if (kind < 132) cell = `+${code}${national}99`;
      else if (kind < 700) cell = `+${code}${national}`;
      else if (kind < 780) cell = `+${code} ${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`;
      else cell = written(prefix + national, form);
      if (recent.length < 50_000) recent.push([cell, home]);
      else recent[roll(50_000)] = [cell, home];
    }
    const name = `${firstNames[roll(10)]} ${lastNames[roll(10)]}`;
    text += `${row},${roll(20) === 0 ? `"${name.replace(' ', ', ')}"` : name},${cell},${home},2026-0${1 + roll(9)}-1${roll(10)}\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

function written(digits, form) {
  let at = 0;
  let text = '';
  for (const character of form) {
    if (character !== 'd') text += character;
    else if (at < digits.length) text += digits[at++];
  }
  return text + digits.slice(at);
}
