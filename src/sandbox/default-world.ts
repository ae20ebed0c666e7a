import type { SandboxPhoneNumber, World } from './world.ts';

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);

/** What the default world holds, by name. Each secret is plainly none. */
export const sandboxIds = {
  /** A main account: active, type Full. */
  accountSid: sid('AC', 'a'),
  authToken: 'deadbeef'.repeat(4),
  mainKey: { sid: sid('SK', '1'), secret: 'sandbox-main-key-no-secret-at-all' },
  /** May not read the account, as any Standard key. */
  standardKey: { sid: sid('SK', '2'), secret: 'sandbox-standard-key-no-secret-at-all' },
  /** May not read the account either. */
  restrictedKey: { sid: sid('SK', '3'), secret: 'sandbox-restricted-key-no-secret-at-all' },
  /** A US long code of the account. */
  number: '+12025550142',
  tollFree: '+18885550142',
  ukMobile: '+447400123456',
  shortCode: '99990',
  /** A US long code of the account that can only be called. */
  voiceOnlyNumber: '+12025550199',
  /** Active, and owned by the account above. */
  subaccount: { sid: sid('AC', 'b'), authToken: 'feedbeef'.repeat(4), number: '+12025550177' },
  suspendedAccount: { sid: sid('AC', 'c'), authToken: 'deadfeed'.repeat(4) },
  testCredentials: { accountSid: sid('AC', 'd'), authToken: 'facefeed'.repeat(4) },
} as const;

const everything = { sms: true, mms: true, voice: true, fax: false };

const phoneNumber = (
  digit: string,
  number: string,
  accountSid: string,
  capabilities: SandboxPhoneNumber['capabilities'] = everything,
): SandboxPhoneNumber => ({ sid: sid('PN', digit), number, accountSid, capabilities });

/** An organization that is set up well, with a little of everything around it, and no faults. */
export function defaultWorld(): World {
  const { accountSid, authToken, mainKey, standardKey, restrictedKey, subaccount, suspendedAccount } = sandboxIds;
  const active = { status: 'active', type: 'Full' } as const;
  return {
    accounts: [
      { sid: accountSid, authToken, name: 'Sandbox', ownerSid: accountSid, ...active },
      {
        sid: subaccount.sid,
        authToken: subaccount.authToken,
        name: 'Sandbox subaccount',
        ownerSid: accountSid,
        ...active,
      },
      { ...suspendedAccount, name: 'Suspended', ownerSid: suspendedAccount.sid, status: 'suspended', type: 'Full' },
    ],
    apiKeys: [
      { ...mainKey, kind: 'main', accountSid },
      { ...standardKey, kind: 'standard', accountSid },
      { ...restrictedKey, kind: 'restricted', accountSid },
    ],
    testCredentials: [sandboxIds.testCredentials],
    phoneNumbers: [
      phoneNumber('1', sandboxIds.number, accountSid),
      phoneNumber('2', sandboxIds.tollFree, accountSid),
      phoneNumber('3', sandboxIds.ukMobile, accountSid, { ...everything, mms: false }),
      phoneNumber('4', sandboxIds.voiceOnlyNumber, accountSid, { ...everything, sms: false, mms: false }),
      phoneNumber('5', subaccount.number, subaccount.sid),
    ],
    shortCodes: [{ sid: sid('SC', '1'), digits: sandboxIds.shortCode, accountSid }],
    faults: [],
  };
}
