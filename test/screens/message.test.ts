import { describe, expect, it } from 'vitest';
import { shownBy } from '../support/shown-screen.ts';

const stop = 'Reply STOP to opt out.';
const optOut = (text: string) => `${text} ${stop}`;

describe('the screens of message check', () => {
  it.each<[string, readonly string[], number?]>([
    ['good', [optOut('Acme: your order 17 has left.')]],
    ['good-verbose', [optOut('Acme: your order 17 has left.'), '--verbose']],
    ['placeholder', [optOut('Acme: hi {{first_name:20}}, your order {{id}} has left for %CITY%.')]],
    ['ucs2', [optOut(`Acme: it’s ready… “today” – only till noon, at 5 °C ✓ ${'x'.repeat(60)}.`)]],
    ['ucs2-50', [optOut(`Acme: it’s ready… “today” – only till noon, at 5 °C ✓ ${'x'.repeat(60)}.`)], 50],
    ['cyrillic', [optOut('Acme: ваш заказ готов.')]],
    ['filtered', ['<b>Sale</b>: **50 % off**\u200b at bit.ly/abc. Reply REMOVE to unsubscribe.'], 80],
    ['filtered-50', ['<b>Sale</b>: **50 % off**\u200b at bit.ly/abc. Reply REMOVE to unsubscribe.'], 50],
    ['unnamed', [optOut('Your order has left.'), '--name', 'Acme']],
    ['long', [optOut(`Acme: ${'word '.repeat(80)}.`), '--max-segments', '2']],
    ['too-long', [optOut(`Acme: ${'word '.repeat(330)}.`)]],
    ['empty', ['']],
    ['no-text', []],
    ['two-texts', ['hello', '--file', 'text.txt']],
  ])('%s', async (name, argv, columns = 80) => {
    const text = await shownBy([['message', 'check', ...argv]], { columns });
    const [, ...lines] = text.split('\n');
    await expect(['$ smsctl message check …', ...lines].join('\n')).toMatchFileSnapshot(`message/${name}.txt`);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });
});
