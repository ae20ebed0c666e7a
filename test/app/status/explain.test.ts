import { describe, expect, it } from 'vitest';
import { explain, longestSubject } from '../../../src/app/status/explain.ts';
import { explainedEntries } from '../../../src/app/status/explained-entries.ts';
import { similarSubjects, subjectIds, subjectsIn } from '../../../src/app/status/subjects.ts';
import { failureCodes } from '../../../src/domain/failure-codes/failure-codes.ts';
import { messageFindingWords } from '../../../src/domain/messages/message-finding-words.ts';
import { messageStates } from '../../../src/domain/messages/message-states.ts';
import { replyWords } from '../../../src/domain/messages/reply-words.ts';
import type { UserError } from '../../../src/domain/user-error.ts';
import { checklist } from '../../../src/setup/checklist.ts';

function failure(text: string): UserError {
  try {
    explain(text);
  } catch (error) {
    return error as UserError;
  }
  throw new Error(`It is explained: ${text}`);
}

const codesOf = (text: string): readonly string[] => {
  const explanation = explain(text);
  return 'codes' in explanation ? explanation.codes.map(({ code }) => String(code)) : [];
};

describe('the error codes of an explanation', () => {
  it('are those of the check, the state, the finding or the reply', () => {
    for (const { id, codes = [] } of checklist) expect(codesOf(id), id).toEqual(codes);
    for (const { id, codes } of messageStates) expect(codesOf(id), id).toEqual(codes.map(String));
    for (const { id, codes } of replyWords) expect(codesOf(id), id).toEqual(codes.map(String));
    for (const [id, { code }] of Object.entries(messageFindingWords))
      expect(codesOf(id), id).toEqual(code === null ? [] : [code]);
  });
});

describe('an explanation of an error of smsctl', () => {
  it('has the exit codes of a run that ends with it', () => {
    for (const { code, exits } of failureCodes)
      expect(explain(code), code).toMatchObject({ kind: 'entry', entry: { exits } });
  });
});

describe('a reply', () => {
  it('is explained by every word that has its effect, in any case', () => {
    for (const { id, others } of replyWords)
      for (const word of [id, ...others].flatMap((each) => [each, each.toLowerCase(), `reply: ${each}`]))
        expect(explain(word), word).toMatchObject({
          kind: 'entry',
          entry: { id, kind: 'reply', page: expect.any(String) },
        });
  });
});

describe('what an id means', () => {
  it('is a reason before a finding about a list', () => {
    const ids = explainedEntries.map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    for (const id of twice) expect(explain(id), id).toMatchObject({ entry: { kind: 'reason' } });
  });

  it.each([
    ...['no-message', 'No message arrived', 'message not received', 'message did not arrive', 'missing message'],
    ...['not received', 'NO SMS', 'Ticket.'],
  ])('is the walk from a missing message for "%s"', (text) => {
    expect(explain(text)).toEqual({ kind: 'no-message' });
  });

  it('is the name that the text consists of, and no word of a longer one', () => {
    const long = `landline ${'x'.repeat(40)}`;
    expect(subjectsIn('landline')).toEqual(['landline']);
    expect(subjectsIn(long)).toEqual([]);
    expect(subjectsIn(`delivered ${'x'.repeat(40)}`)).toEqual([]);
    expect(subjectsIn(`${'x'.repeat(40)} status: delivered`)).toEqual(['delivered']);
    expect(subjectsIn('status: delivered, status: delivered')).toEqual(['delivered']);
    expect(subjectsIn(' org.ambiguous ')).toEqual(['org.ambiguous']);
    expect(subjectsIn(' cancelled ')).toEqual(['cancelled']);
  });
});

describe('a text that names several subjects', () => {
  const codes = ['30003', '30005', '30006', '30007', '30008', '30034', '21610'];

  it('names five of them, and how many more there are', () => {
    const five = failure(codes.slice(0, 5).join(' '));
    expect(five).toMatchObject({ code: 'input.several-subjects', hints: { length: 5 } });
    expect(five.message).not.toContain('more');
    const seven = failure(codes.join(' '));
    expect(seven.message).toContain('30003, 30005, 30006, 30007, 30008, and 2 more');
    expect(seven.hints).toEqual(codes.slice(0, 5).map((code) => `\`smsctl explain ${code}\``));
  });
});

describe('a text that names no subject', () => {
  it('is told what it may mean, and that only its beginning was read', () => {
    expect(failure('xyzzy').hints).toHaveLength(1);
    expect(failure('landlin').hints).toEqual([expect.stringContaining('landline'), expect.any(String)]);
    const long = failure('x '.repeat(longestSubject));
    expect(long.hints).toEqual([expect.stringContaining('10,000'), expect.any(String)]);
  });

  it.each<[string, readonly string[]]>([
    ['', []],
    [' ', []],
    ['x'.repeat(41), []],
    ['owned', ['number.owned']],
    ['number owned', ['number.owned']],
    ['credentials account', ['credentials.account']],
    ['owner', ['owner.assigned']],
  ])('may mean %j: %j first', (text, ids) => {
    expect(similarSubjects(text).slice(0, Math.max(ids.length, 1))).toEqual(ids);
  });

  it('is told three at most, each of them a subject', () => {
    for (const text of ['credentials', 'number', 'contacts', 'saved', 'undeliverd']) {
      const similar = similarSubjects(text);
      expect(similar.length).toBeGreaterThan(0);
      expect(similar.length).toBeLessThanOrEqual(3);
      for (const id of similar) expect(subjectIds).toContain(id);
      expect(new Set(similar).size).toBe(similar.length);
    }
  });

  it('is not the number at the cut, which may be cut in half', () => {
    const padded = (text: string) => ' '.repeat(longestSubject - text.length) + text;
    expect(explain(padded('30034'))).toMatchObject({ code: { code: 30034 } });
    expect(failure(`${padded('30034')}1`).code).toBe('input.unknown-subject');
    // A code before the cut counts.
    expect(explain(`30034${' '.repeat(longestSubject)}30007`)).toMatchObject({ code: { code: 30034 } });
  });
});
