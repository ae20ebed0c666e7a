import { describe, expect, it } from 'vitest';
import { parseClassifiedLine, parseTrailer } from '../../../src/domain/contacts/classified-line.ts';
import { type LinePlan, lineClassifier } from '../../../src/domain/contacts/classify-lines.ts';
import { linePlanText, parseLinePlan } from '../../../src/domain/contacts/line-plan-file.ts';
import { type NamedColumns, planForHeader, planForNumbers } from '../../../src/domain/contacts/named-plan.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { contactRules } from '../../../src/domain/numbers/contact-rules.ts';

const named: NamedColumns = { columns: ['phone'], delimiter: ',', country: 'US' };

describe('a plan in a file', () => {
  const plan = planForHeader(
    { ...named, countryColumn: 'country', consentColumn: 'sms=yes|ok' },
    'id,phone,country,sms',
  );

  it('is read as it was written', () => {
    const text = linePlanText(plan);
    expect(text.split('\n')).toHaveLength(2);
    expect(parseLinePlan(text, 'plan.json')).toEqual(plan);
    const headless = { ...plan, header: null };
    expect(parseLinePlan(linePlanText(headless), 'plan.json')).toEqual(headless);
  });

  const document = JSON.parse(linePlanText(plan)) as Record<string, object>;
  const { plan: columns, ...others } = document;

  it.each<[string, object]>([
    ...Object.keys(document)
      .filter((key) => key !== 'rules' && key !== 'country')
      .map((key): [string, object] => [
        `without ${key}`,
        Object.fromEntries(Object.entries(document).filter(([each]) => each !== key)),
      ]),
    ...['numbers', 'consents', 'country'].map((key): [string, object] => [
      `whose columns have no ${key}`,
      { ...others, plan: Object.fromEntries(Object.entries(columns ?? {}).filter(([each]) => each !== key)) },
    ]),
    ['of another schema', { ...document, schema: 'smsctl.contacts-plan/2' }],
    ['with a delimiter that is no text', { ...document, delimiter: 9 }],
    ['with a header that is no list', { ...document, header: 'phone' }],
    ['with lines before the header that are no list', { ...document, before: 'x' }],
    ['whose country is no column', { ...others, plan: { ...columns, country: 'US' } }],
  ])('is invalid %s', (_, value) => {
    expect(() => parseLinePlan(JSON.stringify(value), 'plan.json')).toThrow(
      expect.objectContaining({ code: 'contacts.plan', message: expect.stringContaining('plan.json') }),
    );
  });

  it('of other rules is refused with both versions', () => {
    const text = JSON.stringify({ ...document, rules: 'contacts.rules/2' });
    expect(() => parseLinePlan(text, 'plan.json')).toThrow(
      expect.objectContaining({ code: 'contacts.other-rules', message: expect.stringMatching(/rules\/2.*rules\/3/) }),
    );
    expect(contactRules).toBe('contacts.rules/3');
  });
});

const answers = (plan: LinePlan, ...lines: readonly string[]) => {
  const classify = lineClassifier(plan, judgeCell);
  return lines.map((line) => {
    const [e164 = '', , , verdict, reason] = classify(line).split('\t');
    return verdict === 'verdict' ? 'no contact' : e164 === '' ? reason : reason === '' ? e164 : `${e164} ${reason}`;
  });
};

describe('a line that is classified', () => {
  it('is no contact if it is blank, the header, or stands before it', () => {
    const plan = { ...planForHeader(named, 'id,phone'), before: ['Report, 2026'] };
    expect(
      answers(
        plan,
        ...['', '   ', 'Report, 2026', 'id,phone', ' id , phone', '\ufeffid,phone', '"id","phone"'],
        ...['\t', 'id,phone,x', 'id,mobile', '1,phone', 'Report,2026'],
      ),
    ).toEqual([
      ...Array.from({ length: 7 }, () => 'no contact'),
      ...['empty', 'placeholder', 'not-a-number', 'placeholder', 'short-code'],
    ]);
  });

  it('is no contact without a header if its number is the name of a column', () => {
    const plan = planForNumbers({ ...named, columns: ['2'] });
    expect(answers(plan, 'x,Phone', 'x,"Mobile number"', 'phone,x', 'phone', 'x,Ada')).toEqual([
      ...['no contact', 'no contact', 'placeholder', 'empty', 'not-a-number'],
    ]);
  });

  it('is judged by its columns', () => {
    const plan = planForHeader({ ...named, countryColumn: 'country', consentColumn: 'sms' }, 'phone,country,sms');
    expect(
      answers(
        plan,
        ...['2025550123,,', '07400 123456,GB,yes', '07400 123456,Narnia,', '2025550124,,no', '"2025550125",US'],
        ...['+442079460018,,', '\ufeff2025550126,,'],
      ),
    ).toEqual([
      ...['+12025550123', '+447400123456', 'country-unknown', 'do-not-text', '+12025550125'],
      ...['+442079460018 landline', 'hidden-characters'],
    ]);
  });

  it('is judged as an option says of numbers with two readings', () => {
    const of = (contactsNumbers?: 'national' | 'international') =>
      answers(
        planForNumbers({
          ...named,
          columns: [],
          country: 'BR',
          ...(contactsNumbers !== undefined && { contactsNumbers }),
        }),
        '51912345678',
      );
    expect([of(), of('national'), of('international')]).toEqual([
      ['reading-unclear'],
      ['+5551912345678'],
      ['plus-lost'],
    ]);
    expect(answers(planForNumbers({ ...named, columns: [], country: null }), '51912345678', '2025550123')).toEqual([
      ...['plus-lost', 'no-country'],
    ]);
  });
});

describe('columns that options name', () => {
  const sorted = ({ plan, delimiter, header, country }: LinePlan) => ({
    numbers: plan.numbers.map(({ column }) => column),
    country: plan.country,
    consents: plan.consents,
    delimiter,
    header,
    home: country,
  });

  it('by their numbers, from 1', () => {
    expect(sorted(planForNumbers({ ...named, columns: ['3', '1'], countryColumn: '2', consentColumn: '4' }))).toEqual({
      ...{ numbers: [2, 0], country: 1, delimiter: ',', header: null, home: 'US' },
      consents: [{ column: 3, sense: 'consent', allowed: null }],
    });
    expect(sorted(planForNumbers({ ...named, columns: [], countryColumn: 'none', consentColumn: 'none' }))).toEqual({
      ...{ numbers: [0], country: -1, consents: [], delimiter: '\0', header: null, home: 'US' },
    });
    expect(planForNumbers({ ...named, columns: ['1'], consentColumn: '2=a|b' }).plan.consents).toEqual([
      { column: 1, sense: 'consent', allowed: ['a', 'b'] },
    ]);
  });

  it('and nothing that the other rows would decide', () => {
    const { plan } = planForNumbers({ ...named, columns: ['1'], contactsNumbers: 'international' });
    expect(plan).toMatchObject({ countriesSeen: [], countryDoubts: [], others: [], uses: [], readingDoubt: null });
    expect(plan.readings).toBe('international');
    expect(planForNumbers({ ...named, columns: ['1'] }).plan.readings).toBe('undecided');
  });

  it.each(['0', '-1', '01', '1.5', '123456', 'phone', ''])('not by %j', (column) => {
    const invalid = expect.objectContaining({ code: 'input.invalid' });
    expect(() => planForNumbers({ ...named, columns: [column] })).toThrow(invalid);
    expect(() => planForNumbers({ ...named, columns: ['1'], countryColumn: column })).toThrow(invalid);
    expect(() => planForNumbers({ ...named, columns: ['1'], consentColumn: column })).toThrow(invalid);
  });

  it('by their headers, exactly or in another spelling', () => {
    const header = '\ufeffPhone, phone ,Home_Country,"SMS, yes"';
    const options = { ...named, columns: ['phone'], countryColumn: 'home country', consentColumn: 'SMS, yes=ok' };
    expect(sorted(planForHeader({ ...options, columns: ['phone', 'Phone'] }, header))).toEqual({
      ...{ numbers: [1, 0], country: 2, delimiter: ',', home: 'US' },
      header: ['Phone', 'phone', 'Home_Country', 'SMS, yes'],
      consents: [{ column: 3, sense: 'consent', allowed: ['ok'] }],
    });
  });

  it.each([
    ['SMS Opt-Out', 'opt-out', null],
    ['SMS Opt-Out=yes', 'opt-out', ['yes']],
    ['SMS Consent', 'consent', null],
  ])('with the consent that a header names: %s', (consentColumn, sense, allowed) => {
    const [name = ''] = consentColumn.split('=');
    expect(planForHeader({ ...named, consentColumn }, `phone,${name}`).plan.consents).toEqual([
      { column: 1, sense, allowed },
    ]);
  });

  it.each([
    [{ columns: ['fax'] }, 'fax'],
    [{ countryColumn: 'land' }, 'land'],
    [{ consentColumn: 'ok=1' }, 'ok'],
  ])('only if the first line has them: %j', (options, name) => {
    expect(() => planForHeader({ ...named, ...options }, 'phone,x')).toThrow(
      expect.objectContaining({ code: 'contacts.no-phone-column', message: expect.stringContaining(`"${name}"`) }),
    );
  });

  it.each<[string, Partial<NamedColumns>, readonly string[]]>([
    ['phone,mobile,home phone', {}, ['mobile', 'home phone']],
    ['phone,mobile', { columns: ['mobile'] }, ['phone']],
    ['phone,mobile', { columns: ['mobile', 'phone'] }, []],
    ['phone,dial code,area code', {}, ['dial code', 'area code']],
    ['phone,country', {}, ['country']],
    ['phone,country,home country', { countryColumn: 'country' }, []],
    ['phone,sms consent,opt-out', {}, ['sms consent', 'opt-out']],
    ['phone,sms consent,opt-out', { consentColumn: 'opt-out' }, []],
    ['phone,phone type,type,name', {}, ['phone type']],
    ['phone,fax,spouse phone,id,city', {}, []],
    [
      'phone,a phone,b phone,c phone,d phone,e phone,f phone',
      {},
      ['a phone', 'b phone', 'c phone', 'd phone', 'e phone'],
    ],
  ])('of %s with %j leave out %j', (header, options, others) => {
    const plan = () => planForHeader({ ...named, ...options }, header);
    if (others.length === 0) expect(plan).not.toThrow();
    else {
      expect(plan).toThrow(
        expect.objectContaining({
          code: 'contacts.other-columns',
          message: expect.stringContaining(` ${others.map((name) => `"${name}"`).join(', ')}, `),
        }),
      );
    }
  });
});

describe('a classified line that is read back', () => {
  const line = '+12025550123\tUS\tMOBILE\ttextable\t';

  it.each<[string, number | undefined]>([
    [line, 1],
    [`${line}\r`, 1],
    [`0 ${line}`, 0],
    [`   12 ${line}`, 12],
    [`12\t${line}`, 12],
    [`${line}\t7`, 7],
    [`3 ${line}\t7`, 3],
    [`999999999999999 ${line}`, 999_999_999_999_999],
    [`9999999999999999 ${line}`, undefined],
    [`x ${line}`, undefined],
    [`${line}\tx`, undefined],
    [`${line}x`, undefined],
    [`${line}\n`, undefined],
    ['+02025550123\tUS\tMOBILE\ttextable\t', undefined],
    ['\tUS\tMOBILE\ttextable\t', undefined],
    ['+12025550123\tUS\tMOBILE\tnot-textable\t', undefined],
    ['+12025550123\tUS\tMOBILE\ttextable\tlandline', undefined],
    ['+12025550123\tU\tMOBILE\ttextable\t', undefined],
    ['+12025550123\tUS\tmobile\ttextable\t', undefined],
    ['\t\t\tnot-textable\tempty', 1],
    ['+800123456789\t001\tUNKNOWN\tnot-textable\tother-type', 1],
  ])('%j counts %s', (text, count) => expect(parseClassifiedLine(text)?.count).toBe(count));

  it('keeps every field', () => {
    expect(parseClassifiedLine('2 +442079460018\tGB\tFIXED_LINE\tnot-textable\tlandline')).toEqual({
      ...{ count: 2, e164: '+442079460018', country: 'GB', type: 'FIXED_LINE', reason: 'landline' },
    });
    expect(parseClassifiedLine(line)).toEqual({
      ...{ count: 1, e164: '+12025550123', country: 'US', type: 'MOBILE', reason: null },
    });
  });

  it.each<[string, number | undefined]>([
    ['#smsctl rows 12', 12],
    ['#smsctl rows 12\r', 12],
    ['  3 #smsctl rows 12', 36],
    ['#smsctl rows 12\t3', 36],
    ['0 #smsctl rows 12', 0],
    ['#smsctl rows', undefined],
    ['#smsctl rows 12x', undefined],
    ['x#smsctl rows 12', undefined],
  ])('is a trailer of rows: %j, %s', (text, rows) => expect(parseTrailer(text)).toBe(rows));
});
