import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTwilioMessenger } from '../../../src/adapters/twilio/twilio-messenger.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import { basicHeader, withAuthToken } from '../../support/sandbox-credentials.ts';

const { accountSid, authToken, messagingService, number } = sandboxIds;
const list = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
const to = '+12025550123';

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());

const open = (url = server.url) => openTwilioMessenger({ baseUrl: url, env: {} })(withAuthToken());

/** The message with this SID, as Twilio's own list has it. */
async function listed(sid: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const response = await fetch(server.url + list, { headers: { authorization: basicHeader(accountSid, authToken) } });
  const { messages } = (await response.json()) as { readonly messages: readonly { readonly sid: string }[] };
  return messages.find((message) => message.sid === sid);
}

describe('a message that is sent', () => {
  it('names its sender when it goes through a Messaging Service, so that the service picks no other', async () => {
    const { sid } = await (await open()).send({ to, body: 'Hello', sender: number, messagingService });
    expect(await listed(sid)).toMatchObject({ from: number, messaging_service_sid: messagingService, to });
  });

  it('names its sender alone when there is no service', async () => {
    const { sid } = await (await open()).send({ to, body: 'Grüße & more', sender: number });
    expect(await listed(sid)).toMatchObject({ from: number, messaging_service_sid: null, body: 'Grüße & more' });
  });

  it.each([
    [30034, 30034],
    ['30034', null],
    [null, null],
    [1.5, null],
  ])('has the error code %j as %j', async (error_code, errorCode) => {
    const sid = `SM${'1'.repeat(32)}`;
    const body = { sid, account_sid: accountSid, status: 'failed', error_code };
    const respond = { status: 200, body };
    const faults = [{ on: 'GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json', respond }];
    const other = await startSandbox({ world: { ...defaultWorld(), faults } });
    try {
      expect(await (await open(other.url)).look(sid)).toEqual({ sid, status: 'failed', errorCode });
    } finally {
      await other.close();
    }
  });

  it('is not followed when the answer is about another account', async () => {
    const body = { sid: `SM${'1'.repeat(32)}`, account_sid: sandboxIds.subaccount.sid, status: 'delivered' };
    const faults = [{ on: `POST /2010-04-01/Accounts/{AccountSid}/Messages.json`, respond: { status: 201, body } }];
    const other = await startSandbox({ world: { ...defaultWorld(), faults } });
    try {
      const sending = (await open(other.url)).send({ to, body: 'Hello', sender: number });
      await expect(sending).rejects.toMatchObject({ kind: 'not-understood' });
    } finally {
      await other.close();
    }
  });
});
