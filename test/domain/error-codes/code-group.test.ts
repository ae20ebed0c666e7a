import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../src/domain/error-codes/code-group.ts';
import { errorCodePage, errorCodes } from '../../../src/domain/error-codes/error-codes.ts';

const shared = { causes: ['A cause'], fix: 'Do it.', run: 'smsctl verify', checks: ['number.owned'] };
const entry = (
  own?: Partial<typeof shared>,
  of: Partial<typeof shared> & Pick<typeof shared, 'causes' | 'fix'> = shared,
) => entriesOf({ heading: 'Codes', shared: of, rows: [own === undefined ? [1, 'T', 'M.'] : [1, 'T', 'M.', own]] })[0];

describe('a code of a group', () => {
  it.each<[string, Partial<typeof shared> | undefined, object]>([
    ['has the advice of the group', undefined, {}],
    ['has the rest of the advice of the group', {}, {}],
    ['has its own causes', { causes: ['Another'] }, { causes: ['Another'] }],
    ['has its own checks', { checks: [] }, { checks: [] }],
    ['has its own command', { run: 'smsctl status' }, { remedy: { text: 'Do it.', command: 'smsctl status' } }],
    ['has its own fix, without the command of another', { fix: 'Ask.' }, { remedy: { text: 'Ask.', command: null } }],
    [
      'has its own fix and command',
      { fix: 'Ask.', run: 'smsctl status' },
      { remedy: { text: 'Ask.', command: 'smsctl status' } },
    ],
  ])('%s', (_, own, change) => {
    expect(entry(own)).toEqual({
      ...{ code: 1, title: 'T', meaning: 'M.', causes: ['A cause'], checks: ['number.owned'] },
      ...{ remedy: { text: 'Do it.', command: 'smsctl verify' }, ...change },
    });
  });

  it('has neither checks nor a command if the group has none', () => {
    const { causes, fix } = shared;
    expect(entry(undefined, { causes, fix })).toMatchObject({ checks: [], remedy: { text: 'Do it.', command: null } });
  });
});

describe('the list of error codes', () => {
  it('has the page of each code', () => {
    expect(errorCodePage(30_007)).toBe('https://www.twilio.com/docs/api/errors/30007');
    expect(errorCodes.find(({ code }) => code === 30_007)?.group).not.toBe('');
  });
});
