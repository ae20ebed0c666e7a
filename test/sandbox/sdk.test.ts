import createClient from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTwilio } from '../../src/adapters/twilio/twilio.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { withAuthToken } from '../support/sandbox-credentials.ts';

const { accountSid, authToken, number, messagingService, tollFree, subaccount } = sandboxIds;

describe("the sandbox, read by Twilio's own SDK", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ world: defaultWorld() });
  });
  afterAll(() => sandbox.close());

  const sdk = () => {
    const client = createClient(accountSid, authToken);
    const hosts = [client.api, client.messaging, client.accounts, client.trusthub, client.numbers];
    for (const host of hosts) host.baseUrl = sandbox.url;
    return client;
  };

  it('gives the SDK the same answers as the adapter', async () => {
    const client = sdk();
    const ours = await openTwilio({ baseUrl: sandbox.url, env: {} })(withAuthToken());

    const account = await client.api.v2010.accounts(accountSid).fetch();
    expect(await ours.account()).toEqual({
      sid: account.sid,
      name: account.friendlyName,
      status: account.status,
      type: account.type,
      ownerSid: account.ownerAccountSid,
    });
    const [rental] = await client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 20 });
    expect(await ours.phoneNumber(number)).toMatchObject({ sid: rental?.sid, smsCapable: rental?.capabilities.sms });
    const { balance, currency } = await client.balance.fetch();
    expect(await ours.balance()).toEqual({ amount: balance, currency });
    const service = client.messaging.v1.services(messagingService);
    const { friendlyName, usAppToPersonRegistered } = await service.fetch();
    expect(await ours.messagingService(messagingService)).toMatchObject({
      name: friendlyName,
      registered: usAppToPersonRegistered,
    });
    expect(await ours.inPool(messagingService, rental?.sid ?? '')).toBe(
      (await service.phoneNumbers(rental?.sid ?? '').fetch()).phoneNumber === number,
    );
    const [campaign] = await service.usAppToPerson.list({ limit: 20 });
    expect((await ours.campaigns(messagingService))[0]).toMatchObject({
      status: campaign?.campaignStatus,
      brandSid: campaign?.brandRegistrationSid,
    });
    const brand = await client.messaging.v1.brandRegistrations(campaign?.brandRegistrationSid ?? '').fetch();
    expect(await ours.brand(brand.sid)).toMatchObject({
      status: brand.status,
      mock: brand.mock,
      type: brand.brandType,
    });
    const [verification] = await client.messaging.v1.tollfreeVerifications.list({ limit: 20 });
    expect(verification?.tollfreePhoneNumber).toBe(tollFree);
    expect(await ours.tollFreeVerification(verification?.tollfreePhoneNumberSid ?? '')).toMatchObject({
      status: verification?.status,
    });
    const family = await client.api.v2010.accounts.list({ limit: 20 });
    expect(family.map(({ sid }) => sid)).toContain(await ours.holderOf(subaccount.number));
    const { permissions } = await client.accounts.v1.messagingGeopermissions.fetch({ countryCode: 'US,NG' });
    expect([...(await ours.geoPermissions(['US', 'NG'])).keys()]).toEqual(
      permissions.map((each: { readonly country_code: string }) => each.country_code),
    );
  });

  it('accepts the SDK’s message and returns its state', async () => {
    const sent = await sdk().messages.create({ to: '+12025550123', from: number, body: 'Hello' });
    expect([sent.status, sent.to, sent.body]).toEqual(['queued', '+12025550123', 'Hello']);
    expect((await sdk().messages(sent.sid).fetch()).sid).toBe(sent.sid);
  });
});
