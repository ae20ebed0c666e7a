import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage, type MessageRequest } from '../../../src/domain/messages/message-check.ts';
import { plainFor } from '../../../src/domain/messages/plain-text.ts';
import { isGsm } from '../../../src/domain/messages/segments.ts';
import { processorMs } from '../../support/work.ts';

const good = 'Acme: your order has left. Reply STOP to opt out.';
const check = (text: string, more: Partial<MessageRequest> = {}) => checkMessage({ text, names: ['Acme'], ...more });
const ids = (text: string, more: Partial<MessageRequest> = {}) => check(text, more).findings.map(({ id }) => id);
const find = (text: string, id: string, more: Partial<MessageRequest> = {}) =>
  check(text, more).findings.find((each) => each.id === id);

describe('a text that is checked', () => {
  it('has no finding when it is good', () => {
    expect(check(good)).toMatchObject({ encoding: 'GSM-7', segments: 1, characters: 49, costFactor: 1, findings: [] });
  });

  it('names each character that makes it UCS-2 with position and replacement', () => {
    const text = `Acme:\nit’s here… “yes”\nžluť 😀 it’s. Reply STOP.`;
    expect(check(text).culprits).toEqual([
      {
        character: '’',
        codePoints: 'U+2019',
        count: 2,
        position: { character: 9, line: 2, column: 3 },
        replacement: "'",
      },
      {
        character: '…',
        codePoints: 'U+2026',
        count: 1,
        position: { character: 16, line: 2, column: 10 },
        replacement: '...',
      },
      {
        character: '“',
        codePoints: 'U+201C',
        count: 1,
        position: { character: 18, line: 2, column: 12 },
        replacement: '"',
      },
      {
        character: '”',
        codePoints: 'U+201D',
        count: 1,
        position: { character: 22, line: 2, column: 16 },
        replacement: '"',
      },
      {
        character: 'ž',
        codePoints: 'U+017E',
        count: 1,
        position: { character: 24, line: 3, column: 1 },
        replacement: 'z',
      },
      {
        character: 'ť',
        codePoints: 'U+0165',
        count: 1,
        position: { character: 27, line: 3, column: 4 },
        replacement: 't',
      },
      {
        character: '😀',
        codePoints: 'U+1F600',
        count: 1,
        position: { character: 29, line: 3, column: 6 },
        replacement: null,
      },
    ]);
    expect(check(text).plain).toBeNull();
    // Of more than 70 characters, it costs more than in GSM-7.
    const long = `${text} ${'x'.repeat(60)}`;
    expect(find(long, 'message.ucs2')).toMatchObject({ severity: 'warning', position: { line: 2, column: 3 } });
  });

  it.each([
    // One segment, with or without them.
    ['Acme: it’s here 😀. Reply STOP.', undefined],
    ['Acme: it’s here. Reply STOP.', undefined],
    // Letters of another script cannot be left out.
    [`Acme: ${'Ваш заказ '.repeat(12)}. Reply STOP.`, undefined],
    [`Acme: it’s ${'Ваш заказ '.repeat(12)}. Reply STOP.`, undefined],
    // Two segments in either.
    [`Acme: ${'x'.repeat(110)}’. Reply STOP. `, '1 segment instead of 2'],
    [`Acme: ${'x'.repeat(110)} 😀. Reply STOP.`, '1 segment instead of 2'],
    [`Acme: it’s ${'x'.repeat(300)}. Reply STOP.`, '3 segments instead of 5'],
  ])('advises a replacement only when it saves segments: %s', (text, saving) => {
    const { severity, remedy } = find(text, 'message.ucs2') ?? {};
    expect(severity).toBe(saving === undefined ? 'note' : 'warning');
    if (saving === undefined) expect(remedy).not.toMatch(/replace|leave out|instead/i);
    else expect(remedy).toContain(saving);
  });

  it('compares the price with that of plain characters', () => {
    const text = `Acme: it’s ${'x'.repeat(120)}. Reply STOP to opt out.`;
    expect(check(text)).toMatchObject({
      encoding: 'UCS-2',
      segments: 3,
      costFactor: 3,
      plain: { encoding: 'GSM-7', segments: 1 },
    });
    expect(check(text).plain?.text).toContain("it's");
    expect(find(text, 'message.ucs2')?.remedy).toContain('1 segment instead of 3');
  });

  it.each([
    [1600, []],
    [1601, ['message.too-long']],
  ])('fails above the provider’s limit of %i characters', (length, expected) => {
    const found = ids(good.padEnd(length, '!')).filter((id) => id !== 'message.long');
    expect(found).toEqual(expected);
  });

  it('warns above the recommended length', () => {
    expect(ids(good.padEnd(320, '!'))).toEqual([]);
    expect(ids(good.padEnd(321, '!'))).toEqual(['message.long']);
  });

  it('is refused when it is empty', () => {
    expect(check(' \n').findings).toMatchObject([{ id: 'message.empty', severity: 'error', code: '21602' }]);
  });

  it('counts a placeholder at its longest and worst value', () => {
    const text = 'Acme: hello {{first_name:20}}, your order {{ order.id : 8 }} has left. Reply STOP to opt out.';
    const report = check(text);
    expect(report).toMatchObject({ encoding: 'GSM-7', segments: 1, characters: 86 });
    expect(report.placeholders).toMatchObject([
      { name: 'first_name', longest: 20 },
      { name: 'order.id', longest: 8 },
    ]);
    expect(report.worstCase).toMatchObject({ encoding: 'UCS-2', segments: 2 });
    expect(ids(text)).toEqual(['message.placeholder-worst-case']);
  });

  it('assumes and reports a length when a placeholder has none', () => {
    expect(find('Acme: hi {{name}}. Reply STOP.', 'message.placeholder-length')).toMatchObject({
      position: { character: 10 },
      remedy: expect.stringContaining('{{name:30}}'),
    });
    expect(check('{{name}}').characters).toBe(20);
  });

  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is looked for.
    '${name}',
    '{name}',
    '{firstName}',
    '{First Name}',
    '{имя}',
    '{contact.firstName | there}',
    '{contactfield=firstname|there}',
    '{!Contact.FirstName}',
    '[[name]]',
    '[[IF:name]]',
    '[First Name]',
    '[ First Name ]',
    '[Your Customer Contact First Name]',
    '[FIRST NAME]',
    '[first_name]',
    '[firstName]',
    '[Name]',
    '[Your Company Name]',
    '[Order ID]',
    '[link]',
    '[Vorname]',
    '[Prénom]',
    '<First Name>',
    '<first_name>',
    '<FirstName>',
    '<<Name>>',
    '«First_Name»',
    '<%= name %>',
    '*|FNAME|*',
    '*|IF:FNAME|*',
    '*|FNAME|there|*',
    '%first_name%',
    '%NAME%',
    '%firstname|there%',
    '%%FirstName%%',
    '%%[ IF @x == 1 THEN ]%%',
    '##name##',
    '((name))',
    '((late??You are late))',
    '||firstname, 7||',
    '@contact.name',
    '@fields.first_name',
    '@(if(contact.age > 18, "a", "b"))',
    '{% if name %}',
    '{%- endif -%}',
    '{{First Name}}',
    '{{ contact.first_name | default: "there" }}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is looked for.
    '{{ ${first_name} | default: "you" }}',
    '{{{name}}}',
    '{{#if name}}',
    '{{1}}',
  ])('finds a placeholder of another tool: %s', (written) => {
    const findings = check(`Acme: hi ${written}. Reply STOP.`).findings.filter(({ id }) => id !== 'message.ucs2');
    expect(findings.map(({ id, position }) => [id, position?.character])).toEqual([['message.placeholder-other', 10]]);
    expect(findings[0]?.detail).toContain(written);
  });

  it.each([
    'Up to 50% off, 20% more',
    'write to me@contact.example or @acme',
    'me@fields.example',
    '[Acme] your code is [1234]',
    '[Reminder] (see (1))',
    '{} { } {1}',
    'win $50 or $AAPL',
    '5 < 6 > 4',
    'call (202) 555-0123 @(202)',
    'C# and ## and ||',
    '«Привет» «Bonjour à tous»',
    '#sale# *now*',
    '[Your Customer Contact Full First Name]',
    '[Your First]',
    '[Name of nobody]',
  ])('finds no placeholder in %s', (words) => {
    expect(ids(`Acme: ${words}. Reply STOP.`)).not.toContain('message.placeholder-other');
  });

  it('compares the worst case with --max-segments', () => {
    expect(ids(good, { maxSegments: 1 })).toEqual([]);
    const named = 'Acme: hello {{first_name:30}}, your order has left. Reply STOP to opt out.';
    expect(check(named).segments).toBe(1);
    expect(find(named, 'message.max-segments', { maxSegments: 1 })).toMatchObject({ severity: 'error' });
    expect(find(named, 'message.max-segments', { maxSegments: 2 })).toBeUndefined();
  });

  it.each([
    ['Reply STOP to opt out', true],
    ['Txt stop to end', true],
    ['STOP=end', true],
    ['To unsubscribe see acme.example/sms', true],
    ['Opt-out: acme.example', true],
    ['Antwort mit STOP zum Abmelden', true],
    ['We never stop for you', false],
    ['Our sale is about to end', false],
    ['Cancel any time in the app', false],
  ])('recognizes how to opt out: %s', (words, told) => {
    expect(ids(`Acme: ${words}.`).includes('message.opt-out')).toBe(!told);
  });

  it('warns about an opt-out word that has no effect', () => {
    expect(find('Acme: news. Reply REMOVE to unsubscribe.', 'message.opt-out-word')?.detail).toContain('REMOVE');
    expect(ids('Acme: dinner? Reply YES to confirm. Reply STOP to opt out.')).toEqual([]);
    expect(ids('Acme: Reply CANCEL to stop.')).toEqual([]);
  });

  it('asks for the sender’s name unless the sender is a name', () => {
    expect(find('Sale! Reply STOP to opt out.', 'message.sender-name')?.detail).toContain('Acme');
    expect(find('Sale! Reply STOP to opt out.', 'message.sender-name', { names: [] })?.severity).toBe('note');
    expect(ids('Sale! Reply STOP to opt out.', { names: [], alphanumeric: true })).toEqual([]);
    expect(ids('ACME sale! Reply STOP to opt out.')).toEqual([]);
  });

  it.each([
    ['Globex: your order has left', true],
    ['Globex Bank - your order has left', true],
    ['[Globex] your order has left', true],
    ['【淘宝】您的验证码', true],
    ['From Globex: your order has left', true],
    ['Hi Ada, this is Globex. Your order has left', true],
    ['Hier ist Globex: Ihre Bestellung', true],
    ["Ada's Bakery: fresh bread", true],
    ['Reminder: your order has left', false],
    ['Your order: it has left', false],
    ['[First Name], your order has left', false],
    ['[1234] is your code', false],
    ['Hi Ada: your order has left', false],
    ['Monday - Friday open', false],
    ['Erinnerung: Ihr Termin', false],
    ['This is a reminder', false],
    ['your order has left', false],
  ])('recognizes a name at the beginning: %s', (words, isNamed) => {
    expect(ids(`${words}. Reply STOP.`, { names: [] }).includes('message.sender-name')).toBe(!isNamed);
  });

  it.each([
    ['bit.ly/3abc', true],
    ['https://TinyURL.com/x', true],
    ['https://t.co/abc', true],
    ['https://acme.example/bit.ly/x', false],
    ['https://reddit.co/x', false],
    ['acmet.co/x', false],
    ['ada@bit.ly/x', false],
  ])('finds a public URL shortener: %s', (link, short) => {
    expect(ids(`${good} ${link}`).includes('message.short-link')).toBe(short);
  });

  it.each(['<b>now</b>', '**now**', 'Tom &amp; Ada', '[here](https://acme.example)'])(
    'finds formatting: %s',
    (words) => {
      expect(ids(`${good} ${words}`)).toEqual(['message.markup']);
    },
  );

  it('does not take an arithmetic sign for formatting', () => {
    expect(ids(`${good} 1 < 2 & 3 > 2 * 1 <3`)).toEqual([]);
  });

  it('finds invisible characters', () => {
    expect(find(`Ac\u200bme ${good}`, 'message.hidden-characters')).toMatchObject({ position: { character: 3 } });
    expect(find(`${good}\u0007`, 'message.hidden-characters')?.detail).toContain('U+0007');
    expect(ids(`${good}\r\n👨‍👩‍👧`)).not.toContain('message.hidden-characters');
  });

  const filled = (length: number) => `Acme: {{name:${length}}}. Reply STOP to opt out.`;

  it.each([
    ['the text with its values', `{{a:1600}}`, [], 'message.long'],
    ['one character more', `{{a:1600}}x`, ['message.too-long'], undefined],
    ['a value without a length, which is assumed', `{{a:1580}}{{b}}`, [], 'message.long'],
    ['one value more', `{{a:1581}}{{b}}`, ['message.too-long'], undefined],
  ])('measures the length of %s', (_, text, tooLong, long) => {
    const found = ids(text);
    expect(found.filter((id) => id === 'message.too-long')).toEqual(tooLong);
    expect(found.includes('message.long')).toBe(long !== undefined);
  });

  it.each<[string, string, number, RegExp]>([
    ['characters outside GSM-7', `Acme: it’s ${'x'.repeat(140)}. Reply STOP.`, 1, /replace the characters/],
    ['values outside GSM-7', filled(100), 1, /plain letters/],
    ['values', `${filled(9)} {{b:150}} ${'ж'.repeat(30)}`, 1, /placeholder values/],
    ['its own words', 'x'.repeat(161), 1, /^Shorten the text\.$/],
    ['its own words in another script', 'ж'.repeat(71), 1, /^Shorten the text\.$/],
  ])('proposes what shortens a text that is too long by %s', (_, text, maxSegments, remedy) => {
    expect(find(text, 'message.max-segments', { maxSegments })?.remedy).toMatch(remedy);
    const { segments } = check(text).worstCase;
    expect(ids(text, { maxSegments: segments })).not.toContain('message.max-segments');
    expect(ids(text, { maxSegments: segments - 1 })).toContain('message.max-segments');
    expect(ids(text)).not.toContain('message.max-segments');
  });

  it.each([
    ['placeholders without a length', (at: number) => `{{a${at}}} `, 'message.placeholder-length'],
    ['placeholders of other tools', (at: number) => `{a${at}} `, 'message.placeholder-other'],
    ['short links', (at: number) => `bit.ly/a${at} `, 'message.short-link'],
  ])('names ten %s at most, each at its place', (_, write, id) => {
    const parts = Array.from({ length: 12 }, (__, at) => write(at));
    const text = `Acme:\n${parts.join('')}\nReply STOP.`;
    const found = check(text).findings.filter((each) => each.id === id);
    const columns = parts.map((__, at) => 1 + parts.slice(0, at).join('').length);
    expect(found.map(({ position }) => position)).toEqual(
      columns.slice(0, 10).map((column) => ({ character: 6 + column, line: 2, column })),
    );
  });

  it.each([
    [
      'an opt-out word',
      'Acme: 😀\n😀 Reply REMOVE to stop.',
      'message.opt-out-word',
      { character: 11, line: 2, column: 3 },
    ],
    ['markup', '😀 Acme <b>x</b>. Reply STOP.', 'message.markup', { character: 8, line: 1, column: 8 }],
    [
      'a hidden character',
      '😀\nAc\u200bme. Reply STOP.',
      'message.hidden-characters',
      { character: 5, line: 2, column: 3 },
    ],
    [
      'a costly value in plain text',
      `Acme\n{{a:9}}${'x'.repeat(100)}`,
      'message.placeholder-worst-case',
      { character: 6, line: 2, column: 1 },
    ],
  ])('counts characters, lines and columns up to %s', (_, text, id, position) => {
    expect(find(text, id)?.position).toEqual(position);
  });

  it('names the markup that arrives as it is, and not what is inside a placeholder', () => {
    expect(find('Acme: <code> and <br>. Reply STOP.', 'message.markup')?.detail).toContain('<code>');
    expect(ids('Acme: {{ a <b> }}. Reply STOP.')).toEqual(['message.placeholder-other']);
    expect(ids('Acme: {{ a }} <b>. Reply STOP.')).toContain('message.markup');
    expect(ids('Acme: <name>. Reply STOP.')).toEqual(['message.placeholder-other']);
  });

  it.each([
    [{ names: ['Globex', 'Acme'] }, 'From acme', false],
    [{ names: ['Globex', 'Initech'] }, 'from acme', true],
    [{ names: [] }, 'Globex: sale', false],
    [{ names: ['Acme'], alphanumeric: true }, 'sale', false],
  ])('asks for a name of %j unless the text has one: %s', (more, words, asks) => {
    const found = find(`${words}. Reply STOP.`, 'message.sender-name', more);
    expect(found !== undefined).toBe(asks);
    if (more.names.length > 0 && asks) expect(found?.detail).toContain(more.names.join(' or '));
    if (asks) expect(found?.remedy).toContain(more.names[0] ?? 'Acme');
  });

  it('compares the price with that of a plain text that may cost as much', () => {
    expect(check('it’s').costFactor).toBe(1);
    expect(check('it’s')).toMatchObject({ plain: { text: "it's", segments: 1 } });
    // As plain text it is longer than as it is.
    const longer = '…'.repeat(70);
    expect(check(longer)).toMatchObject({ segments: 1, costFactor: 1, plain: { segments: 2 } });
    expect(check('plain').plain).toBeNull();
    expect(check('ж’').plain).toBeNull();
  });

  it('never throws and reports positions inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { findings, culprits, plain } = check(text, { maxSegments: 1 });
        const length = [...text].length;
        for (const { position } of [...findings, ...culprits]) {
          expect(position === null || (position.character >= 1 && position.character <= length)).toBe(true);
        }
        if (plain !== null) expect(isGsm(plain.text)).toBe(true);
      }),
    );
  });

  it('is quick on a very long text', async () => {
    const text = 'Ł😀{{a}} bit.ly/x <b>x</b> {b} '.repeat(1_000);
    const spent = await processorMs(() => expect(check(text).findings.length).toBeLessThan(60));
    // What grows with the square of the length would take minutes.
    expect(spent).toBeLessThan(10_000);
  });
});

describe('a replacement character', () => {
  const smartEncoding = (
    createRequire(import.meta.url)('sms-segments-calculator/dist/libs/SmartEncodingMap.js') as {
      default: Record<string, string>;
    }
  ).default;
  const pairs = Object.entries(smartEncoding).filter(([character]) => !isGsm(character));
  const outcome = (character: string, twilio: string): string => {
    const ours = plainFor(character);
    return ours === undefined
      ? 'none'
      : ours === twilio
        ? 'same'
        : `${JSON.stringify(twilio)} as ${JSON.stringify(ours)}`;
  };
  const outcomes = new Map<string, number>();
  for (const [character, twilio] of pairs) {
    const key = outcome(character, twilio);
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  }

  it("is that of Twilio's Smart Encoding, except for spaces and line ends", () => {
    expect(pairs.length).toBeGreaterThan(240);
    const { same, none, ...other } = Object.fromEntries(outcomes);
    expect(same).toBeGreaterThan(150);
    // Ornaments, small capitals and combining marks by themselves, which nobody types.
    expect(none).toBeLessThan(90);
    expect(other).toEqual({
      '"," as "\'"': 1,
      '"\'" as ","': 1,
      '"  " as " "': 14,
      '"  " as ""': 5,
      '"       " as " "': 1,
      '" " as "\\n"': 2,
    });
  });

  it.each([
    ['é', 'é'],
    ['e\u0301', 'é'],
    ['í', 'i'],
    ['ç', 'c'],
    ['ﬁ', 'fi'],
    ['Ａ', 'A'],
    ['½', '1/2'],
    ['\u00a0', ' '],
    ['\u2028', '\n'],
    ['\u200b', ''],
    ['→', '->'],
    ['ж', undefined],
    ['文', undefined],
    ['😀', undefined],
    ['👍🏽', undefined],
    ['\ud83d', undefined],
  ])('of %s is %s', (character, plain) => expect(plainFor(character)).toBe(plain));
});
