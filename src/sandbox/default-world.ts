import type { SandboxAccount, SandboxApiKey, World } from './world.ts';

// Identifiers and secrets are one syllable said over and over, so that nobody takes them for real ones.
const repeat = (syllable: string): string => syllable.repeat(32 / syllable.length);

const account = (syllable: string, token: string, more: Partial<SandboxAccount> = {}): SandboxAccount => {
  const sid = `AC${repeat(syllable)}`;
  return { sid, authToken: repeat(token), name: 'Sandbox', status: 'active', type: 'Full', ownerSid: sid, ...more };
};

const key = (syllable: string, secret: string, kind: SandboxApiKey['kind'], accountSid: string): SandboxApiKey => ({
  sid: `SK${repeat(syllable)}`,
  secret: repeat(secret),
  kind,
  accountSid,
});

const full = account('5a', 'feed');

/** What is in the sandbox, by what it is good for. */
export const sandbox = {
  /** Active and upgraded; it holds every number and key below but those that say otherwise. */
  account: full,
  trialAccount: account('7a', 'fade', { name: 'Sandbox on trial', type: 'Trial' }),
  suspendedAccount: account('5d', 'dead', { name: 'Suspended sandbox', status: 'suspended' }),
  subaccount: account('5b', 'cafe', { name: 'Sandbox, subaccount', ownerSid: full.sid }),
  testCredentials: { sid: `AC${repeat('7e57')}`, authToken: repeat('beef') },
  mainKey: key('3a', 'SandboxM', 'main', full.sid),
  standardKey: key('3b', 'SandboxS', 'standard', full.sid),
  restrictedKey: key('3c', 'SandboxR', 'restricted', full.sid),
  /** From the part of the plan that is kept for fiction; valid all the same. */
  number: { sid: `PN${repeat('1a')}`, phoneNumber: '+12025550123', accountSid: full.sid, sms: true },
  tollFreeNumber: { sid: `PN${repeat('1b')}`, phoneNumber: '+18005550199', accountSid: full.sid, sms: true },
  voiceNumber: { sid: `PN${repeat('1c')}`, phoneNumber: '+13125550142', accountSid: full.sid, sms: false },
  subaccountNumber: {
    sid: `PN${repeat('1d')}`,
    phoneNumber: '+14155550177',
    accountSid: `AC${repeat('5b')}`,
    sms: true,
  },
  shortCode: { sid: `SC${repeat('2a')}`, shortCode: '55501', accountSid: full.sid },
} as const;

/** A world in which `sandbox.account` with `sandbox.number` is ready. */
export const defaultWorld = (): World => ({
  accounts: [sandbox.account, sandbox.trialAccount, sandbox.suspendedAccount, sandbox.subaccount],
  apiKeys: [sandbox.mainKey, sandbox.standardKey, sandbox.restrictedKey],
  testCredentials: [sandbox.testCredentials],
  numbers: [sandbox.number, sandbox.tollFreeNumber, sandbox.voiceNumber, sandbox.subaccountNumber],
  shortCodes: [sandbox.shortCode],
  faults: [],
});
