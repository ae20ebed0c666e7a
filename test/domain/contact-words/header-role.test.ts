import { describe, expect, it } from 'vitest';
import { plainName } from '../../../src/domain/columns/column-names.ts';
import { askedBy, isNegated, withoutAsides } from '../../../src/domain/contact-words/asking-words.ts';
import { headerRole, withoutTypeWords } from '../../../src/domain/contact-words/header-role.ts';
import { foldWords, wordFinder } from '../../../src/domain/contact-words/word-table.ts';

const roleOf = (header: string): string => {
  const said = headerRole(header);
  return 'kind' in said ? `${said.role} ${said.kind}` : said.role;
};

describe('the role of a header', () => {
  it.each([
    ['Phone', 'number plain'],
    ['Mobile', 'number mobile'],
    ['mobilePhone', 'number mobile'],
    ['Home Phone', 'number home'],
    ['Work Phone', 'number work'],
    ['Company Phone', 'number company'],
    ['Company Home Phone', 'number company'],
    ['Home Work Phone', 'number home'],
    ['Work Mobile', 'number mobile'],
    ['WhatsApp', 'number mobile'],
    ['Whats App number', 'number mobile'],
    ['iPhone', 'number mobile'],
    ['Home', 'place home'],
    ['Office', 'place work'],
    ['Home Address', 'other'],
    ['', 'unknown'],
    ['***', 'unknown'],
    ['Zorp', 'unknown'],
    ['No.', 'weak-number'],
    ['Email', 'other'],
    ['Phone Email', 'other'],
    ['Fax', 'machine'],
    ['Home Fax', 'machine'],
    ['Ext', 'extension'],
    ['Phone Ext', 'extension'],
    ['Phone/Ext', 'number plain'],
    ['Phone Type', 'label'],
    ['Type', 'label'],
    ['Phone ID', 'identifier'],
    ['Phone Code', 'dialling-code'],
    ['Customer ID', 'identifier'],
    ['CEP', 'identifier'],
    ['Cep', 'number mobile'],
    ['CEP Telefonu', 'number mobile'],
    ['Spouse Mobile', 'other-person'],
    ['Former Phone', 'other-person'],
    ['Branch Phone', 'other-person'],
    ['Spouse', 'other-person'],
    ['Phone Verified', 'other'],
    ['Country', 'country'],
    ['Mobile Country', 'number mobile'],
    ['Calling Code', 'dialling-code'],
    ['Area Code', 'area-code'],
    ['State', 'other'],
    ['SMS Opt-Out', 'opt-out'],
    ['Do Not Text', 'opt-out'],
    ['SMS Consent', 'consent'],
    ['No SMS Consent', 'opt-out'],
    ['SMS Consent Date', 'other'],
    ['SMS Consent Status', 'consent'],
    ['Phone (with country code)', 'number plain'],
    ['Phone, incl. area code', 'number plain'],
    ['Phone (digits only, no spaces)', 'number plain'],
    ['Mobile *', 'number mobile'],
    ['(required)', 'unknown'],
  ])('%j: %s', (header, role) => expect(roleOf(header)).toBe(role));
});

describe('the stem of a header', () => {
  it.each([
    ['Phone 1 - Type', 'Phone 1 - Value'],
    ['Mobile Country Code', 'Mobile'],
    ['Home Phone Ext', 'Home'],
    ['Work Calling Code', 'Work Phone Number'],
  ])('is the same for %s and %s', (one, other) => expect(withoutTypeWords(one)).toBe(withoutTypeWords(other)));

  it.each([
    ['Phone 1', 'Phone 2'],
    ['Home Phone', 'Work Phone'],
    ['Mobile', 'Phone'],
  ])('differs for %s and %s', (one, other) => expect(withoutTypeWords(one)).not.toBe(withoutTypeWords(other)));
});

describe('a header about text messages', () => {
  it.each<[string, ReturnType<typeof askedBy>]>([
    ['May we text you?', 'consent'],
    ['SMS', 'consent'],
    ['Receive SMS', 'consent'],
    ['Do not send SMS', 'opt-out'],
    ['No SMS', 'opt-out'],
    ['STOP', 'opt-out'],
    ['Unsubscribed', 'opt-out'],
    ['Stopp', 'opt-out'],
    ['Ada Stopp', undefined],
    ['SMS or e-mail', undefined],
    ['Colour', undefined],
    ['Get texts. Reply STOP to opt out', 'consent'],
    ['Get texts, unsubscribe at any time', 'consent'],
    ['Non-marketing SMS', 'consent'],
    ['', undefined],
  ])('%j: yes means %s', (header, sense) => expect(askedBy(header)).toBe(sense));

  it('is negated by a word for it, and by No in front of others', () => {
    expect(['do not send', 'keine sms', 'no sms', 'ne pas envoyer'].map(isNegated)).toEqual([true, true, true, true]);
    expect(['no', 'send', 'phone no'].map(isNegated)).toEqual([false, false, false]);
  });

  it('keeps its words if there are no others', () => {
    expect(withoutAsides('reply stop to end')).toBe('reply stop to end');
    expect(withoutAsides('texts reply stop to end')).toBe('texts');
  });
});

describe('words for a comparison', () => {
  it.each([
    ['homePhone', 'home phone'],
    ['Home_Phone', 'home phone'],
    ['  HOME-PHONE. ', 'home phone'],
    ['phone2Home', 'phone2 home'],
    ['TéléphoneDomicile', 'telephone domicile'],
    ['Straße', 'strasse'],
    ['Müller', 'muller'],
    ['ŁÓDŹ', 'lodz'],
    ['טֶלֶפוֹן', 'טלפון'],
    ['هاتِف', 'هاتف'],
    ['携帯　電話', '携帯 電話'],
    ['', ''],
    ['!?', ''],
  ])('%j is %j', (text, folded) => expect(foldWords(text)).toBe(folded));

  it('are found whole, at the start, at the end, in a row, and anywhere in scripts without blanks', () => {
    const find = wordFinder([
      { en: 'phone, tele*, *nummer' },
      { en: 'opt out, codigo do*, sms' },
      { ja: '電話', ru: 'тел*, *фон, не звонить' },
    ]);
    const found = (text: string) => [1, 2, 4].filter((bit) => (find(text) & bit) !== 0);
    expect(['phone', 'my phone number', 'telefax', 'handynummer', 'my handynummer x'].map(found)).toEqual(
      Array.from({ length: 5 }, () => [1]),
    );
    expect(['phones', 'xphone', 'atele', 'nummern', 'out opt', 'opt outs', 'opt', 'codigo', ''].map(found)).toEqual(
      Array.from({ length: 9 }, () => []),
    );
    expect(['opt out', 'please opt out now', 'codigo do pais', 'codigo dopais', 'sms'].map(found)).toEqual(
      Array.from({ length: 5 }, () => [2]),
    );
    expect(['自宅電話番号', 'телефон', 'грамофон', 'не звонить'].map(found)).toEqual(
      Array.from({ length: 4 }, () => [4]),
    );
    expect(found('phone 電話 sms')).toEqual([1, 2, 4]);
    expect(['не', 'звонить не', 'фонтан'].map(found)).toEqual([[], [], []]);
  });
});

describe('the plain name of a column', () => {
  it.each([
    ['phone', 'phone'],
    ['phone 1 value', 'phone 1 value'],
    ['Phone 1 - Value', 'phone 1 value'],
    ['phone_1.value', 'phone 1 value'],
    ['Phone1Value', 'phone1 value'],
    ['phone  1', 'phone 1'],
    ['MobilePhone', 'mobile phone'],
    ['TéléphoneÉtat', 'téléphone état'],
    ['Tel. (home)/work:', 'tel home work'],
    [' x ', 'x'],
  ])('%j is %j', (name, plain) => expect(plainName(name)).toBe(plain));
});
