import { expect, it } from 'vitest';
import type { Credential } from '../../src/domain/credential.ts';
import type { OpenProvider } from '../../src/ports.ts';

/** What a world has to hold for the contract to be looked at; the sandbox has it, and so may a real account. */
export interface ContractWorld {
  readonly open: OpenProvider;
  /** Credentials that are accepted, by their kind. */
  readonly accepted: Readonly<Record<string, Credential>>;
  /** Credentials that may read `/Accounts`. */
  readonly reading: Credential;
  readonly number: string;
  readonly voiceNumber: string;
  readonly shortCode: string;
}

/** What every provider promises. */
export function providerContract({ open, accepted, reading, number, voiceNumber, shortCode }: ContractWorld): void {
  it.each(Object.entries(accepted))('accepts %s', async (_, credential) => {
    await expect((await open(credential)).accept()).resolves.toBeUndefined();
  });

  it('tells the account, and nothing secret of it', async () => {
    const account = await (await open(reading)).account();
    expect(account).toEqual({
      sid: reading.accountSid,
      name: expect.any(String),
      status: 'active',
      type: expect.stringMatching(/^(?:Full|Trial)$/),
      ownerSid: expect.stringMatching(/^AC/),
    });
  });

  it('finds a number that the account holds, with what it can do', async () => {
    const provider = await open(reading);
    expect(await provider.phoneNumber(number)).toMatchObject({
      sender: number,
      accountSid: reading.accountSid,
      smsCapable: true,
      sid: expect.stringMatching(/^PN/),
    });
    expect(await provider.phoneNumber(voiceNumber)).toMatchObject({ smsCapable: false });
  });

  it('finds a number only when it is exactly that one', async () => {
    const provider = await open(reading);
    expect(await provider.phoneNumber(number.slice(0, -1))).toBeNull();
    expect(await provider.phoneNumber('+12025550100')).toBeNull();
  });

  it('finds a short code, of which it does not say what it can do', async () => {
    const provider = await open(reading);
    expect(await provider.shortCode(shortCode)).toMatchObject({ sender: shortCode, smsCapable: null });
    expect(await provider.shortCode(shortCode.slice(0, -1))).toBeNull();
  });
}
