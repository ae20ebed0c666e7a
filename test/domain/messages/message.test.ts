import { describe, expect, it } from 'vitest';
import { isDelivered, isFinal } from '../../../src/domain/messages/message.ts';
import { messageStates } from '../../../src/domain/messages/message-states.ts';

const inState = (status: string) => ({ sid: 'SM', status, errorCode: null });

describe('a sent message', () => {
  it.each(messageStates)('in the state $id ends or goes on as the state says', ({ id, final, delivered }) => {
    expect(isFinal(inState(id))).toBe(final === true);
    expect(isDelivered(inState(id))).toBe(delivered === true);
  });

  it('in a new state of Twilio is neither final nor delivered', () => {
    for (const id of ['', 'Delivered', 'toString', 'teleported']) {
      expect([isFinal(inState(id)), isDelivered(inState(id))]).toEqual([false, false]);
    }
  });
});
