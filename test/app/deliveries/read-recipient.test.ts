import { describe, expect, it } from 'vitest';
import { readRecipient } from '../../../src/app/deliveries/read-recipient.ts';
import type { MessageRecord } from '../../../src/domain/deliveries/message-record.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { MessageQuery } from '../../../src/ports.ts';
import { now } from '../../support/fixtures.ts';
import { messageRecord } from '../../support/message-records.ts';

const number = '+12025550123';
const other = '+12025550199';
const stop = messageRecord({ direction: 'inbound', status: 'received', from: number, reply: 'stop', sentAt: 1 });

/** Reads the history; each list is one page. */
const read = (
  lists: { readonly to?: readonly MessageRecord[]; readonly from?: readonly MessageRecord[] },
  limit = 100,
) =>
  readRecipient(
    {
      messages: async function* ({ to }: MessageQuery) {
        yield (to === undefined ? lists.from : lists.to) ?? [];
      },
      // biome-ignore lint/correctness/useYield: a list without a page
      alerts: async function* () {
        return;
      },
    },
    { number, span: null, sender: null, limit, withText: false, now },
  );

describe('the history of a recipient', () => {
  it('is that of the number, by the newest message to it', async () => {
    const found = await read({ to: [messageRecord({ to: number, status: 'failed' })], from: [stop] });
    expect(found).toMatchObject({ failed: true, unseen: false, gaps: [], messages: [{}, {}] });
    expect(found.newest?.direction).toBe('outbound');
  });

  it('may have no message, which is known', async () => {
    expect(await read({})).toMatchObject({
      ...{ newest: null, unseen: false, gaps: [] },
      answer: { text: expect.stringContaining('no record'), solvedBy: 'team' },
    });
  });

  it.each<[what: string, lists: Parameters<typeof read>[0], gap: string]>([
    ['the provider ignores the filter', { to: [messageRecord({ to: other })] }, 'filter-ignored'],
    ['the account masks numbers', { to: [messageRecord({ to: '+1202555XXXX' })] }, 'redacted'],
  ])('is not known to have no message if %s', async (_, lists, gap) => {
    expect(await read(lists)).toMatchObject({
      ...{ newest: null, unseen: true, gaps: [gap] },
      answer: { text: expect.stringContaining('do not know'), solvedBy: null },
    });
  });

  it('is not known to have no message if the limit was reached before one', async () => {
    const replies = [stop, messageRecord({ ...stop, sid: `SM${'2'.repeat(32)}`, reply: null })];
    expect(await read({ from: replies }, 1)).toMatchObject({ unseen: true, gaps: ['limit'] });
    // A message that was seen decides.
    const delivered = messageRecord({ to: number, status: 'delivered' });
    expect(await read({ to: [delivered], from: replies }, 1)).toMatchObject({ unseen: false, gaps: ['limit'] });
  });

  it('tells of an opt-out, also without a message', async () => {
    const { answer, opted } = await read({ from: [stop] });
    expect([opted[0]?.state, answer.text]).toEqual(['out', expect.stringContaining('opted out')]);
  });

  it('is rejected if nothing can be read', async () => {
    const error = new ProviderError({ kind: 'refused', message: 'No.' });
    const failing = {
      messages: (): AsyncGenerator<readonly MessageRecord[]> => {
        throw error;
      },
      alerts: () => Promise.reject(error) as never,
    };
    const request = { number, span: null, sender: null, limit: 9, withText: false, now };
    await expect(readRecipient(failing, request)).rejects.toBe(error);
  });
});
