// What `verify` reads of the sandbox's default world, one after another, through the twilio SDK as its documentation shows it.
// bench/verify.mjs compares the two, and makes sure that they read the same.
import createClient from 'twilio';
import { sandboxIds } from '../dist/sandbox/twilio/default-world.js';
import { assertUpToDate } from '../scripts/build-state.mjs';

assertUpToDate();

const { accountSid, authToken, number } = sandboxIds;
const client = createClient(accountSid, authToken);
for (const host of [client.api, client.messaging, client.accounts, client.trusthub]) host.baseUrl = process.argv[2];

await client.messages.list({ limit: 1 });
await client.api.v2010.accounts(accountSid).fetch();
await client.balance.fetch();
const [owned] = await client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 20 });
await client.trusthub.v1.customerProfiles.list({ limit: 20 });
const brands = await client.messaging.v1.brandRegistrations.list({ limit: 20 });
for (const { sid } of await client.messaging.v1.services.list({ limit: 20 })) {
  const service = client.messaging.v1.services(sid);
  await service.phoneNumbers(owned.sid).fetch();
  for (const { brandRegistrationSid } of await service.usAppToPerson.list({ limit: 20 })) {
    if (brands.every((brand) => brand.sid !== brandRegistrationSid)) throw new Error('The list lacks a brand.');
  }
}
await client.accounts.v1.messagingGeopermissions.fetch({ countryCode: 'US' });
