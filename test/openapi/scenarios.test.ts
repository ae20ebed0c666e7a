import { beforeAll, describe, expect, it } from 'vitest';
import { openTwilio } from '../../src/adapters/twilio/twilio.ts';
import { type VerifyPorts, verify } from '../../src/app/verify/verify.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { type SeenRequest, startSandbox } from '../../src/sandbox/server.ts';
import { handle } from '../../src/sandbox/twilio/handle.ts';
import { loadOpenapi, type Openapi } from '../support/openapi.ts';
import { named, openapiRequirement } from '../support/requirements.ts';
import { basicHeader } from '../support/sandbox-credentials.ts';
import { credentialOf, settingsOf } from '../support/scenario.ts';

const missing = openapiRequirement();

/** Scenarios whose answers leave the definitions on purpose, and where they do. */
const departures: Readonly<Record<string, RegExp>> = {
  'account-of-new-status': /^\/status /,
  'account-of-new-type': /^\/type /,
  'account-in-capitals': /^\/(status|type) /,
  'profile-of-new-status': /\/status /,
  'toll-free-of-new-status': /\/status /,
  'toll-free-in-small-letters': /\/status /,
  'replies-to-nonsense': /\/sms_url /,
  // The definitions call it a phone number; a sender ID is returned as it was sent.
  'sender-id-proven': /\/from /,
  'sender-id-proven-elsewhere': /\/from /,
};

/** What `verify` asks of a scenario's provider. */
async function requestsOf(scenario: Scenario): Promise<readonly SeenRequest[]> {
  const server = await startSandbox({ world: scenario.world });
  const ports: VerifyPorts = {
    clock: { now: () => new Date() },
    openProvider: openTwilio({ baseUrl: server.url, env: {}, timeoutMs: 60_000, retryDelaysMs: [] }),
    readCredential: async () => credentialOf(scenario.setup),
    verification: { load: async () => undefined, save: async () => true },
    ambient: {},
  };
  for await (const _ of verify({ settings: settingsOf(scenario) }, ports));
  await server.close();
  return server.requests;
}

// The last test counts the requests of the others.
const inOrder = { shuffle: false };
describe.skipIf(missing !== undefined)(named("Twilio's definitions, in every scenario", missing), inOrder, () => {
  let openapi: Openapi;
  const asked: SeenRequest[] = [];
  let answered = 0;
  beforeAll(() => {
    openapi = loadOpenapi();
  });

  it.each(scenarios)('requests and answers as defined in the scenario $name', async (scenario) => {
    const requests = await requestsOf(scenario);
    asked.push(...requests);
    // Without credentials there is nothing to ask with.
    expect(requests.length > 0).toBe(scenario.setup.lacks?.includes('credentials') !== true);
    expect(requests.flatMap(({ method, path }) => openapi.faultsInRequest(method, path))).toEqual([]);

    const { accountSid = '', authToken = '', apiKey } = scenario.setup;
    const authorization =
      apiKey === undefined ? basicHeader(accountSid, authToken) : basicHeader(apiKey.sid, apiKey.secret);
    // Faults stand for what is not Twilio, or not well; behind them is a Twilio that answers.
    const world = { ...scenario.world, faults: [] };
    const departure = departures[scenario.name];
    let departed = departure === undefined;
    for (const { method, path } of requests) {
      const { answer } = handle(world, { method, path, authorization }).response;
      if (typeof answer === 'string') throw new Error('Without faults everything is answered.');
      const body: unknown = JSON.parse(answer.body);
      const { pathname } = new URL(path, 'http://sandbox.invalid');
      if (answer.status === 200) {
        const faults = openapi.faultsIn(method, pathname, body);
        expect(
          faults.filter((fault) => departure?.test(fault) !== true),
          path,
        ).toEqual([]);
        departed ||= faults.length > 0;
      } else
        expect(body).toMatchObject({ status: answer.status, code: expect.any(Number), message: expect.any(String) });
      answered += 1;
    }
    expect(departed, 'a departure that is named has to be there').toBe(true);
  });

  it('sends many requests, each a GET', () => {
    expect(asked.length).toBeGreaterThan(500);
    expect(answered).toBe(asked.length);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
