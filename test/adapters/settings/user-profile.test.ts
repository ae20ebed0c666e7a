import { describe, expect, it } from 'vitest';
import { unprotectedDirectory, warnOnce } from '../../../src/adapters/settings/user-profile.ts';

const home = 'C:\\Users\\ada';
const env = {
  USERPROFILE: home,
  APPDATA: '\\\\server\\profiles\\ada\\AppData',
  LOCALAPPDATA: '',
  USERDOMAIN: 'ACME',
  USERNAME: 'ada',
};
const machine = { env, platform: 'win32', home } as const;

describe('a directory on Windows', () => {
  it.each([
    'C:\\Users\\ada',
    'C:\\Users\\ada\\AppData\\Roaming\\smsctl\\Config',
    'c:\\users\\ADA\\sms',
    'C:/Users/ada/sms',
    'C:\\Users\\ada\\..\\ada\\x',
    '\\\\server\\profiles\\ada\\AppData\\smsctl',
  ])('is protected by the profile: %s', (directory) => {
    expect(unprotectedDirectory(directory, machine)).toBeUndefined();
  });

  it.each([
    'C:\\sms',
    'D:\\Users\\ada\\sms',
    'C:\\Users\\adam\\sms',
    'C:\\Users',
    'C:\\Users\\ada\\..\\bob',
    '\\\\server\\share\\sms',
  ])('is not protected: %s', (directory) => {
    expect(unprotectedDirectory(directory, machine)?.problem).toContain('outside your user profile');
  });

  it('is protected by an icacls command for this user alone', () => {
    expect(unprotectedDirectory('D:\\our sms', machine)?.remedy).toBe(
      'icacls "D:\\our sms" /inheritance:r /grant:r "ACME\\ada:(OI)(CI)F"',
    );
  });

  it.each([
    [{ ...env, USERDOMAIN: '' }, 'ada'],
    [{ USERNAME: 'ada' }, 'ada'],
    [{}, 'USER'],
  ])('is protected for the user of %j', (variables, user) => {
    const found = unprotectedDirectory('D:\\sms', { ...machine, env: variables });
    expect(found?.remedy).toContain(`"${user}:(OI)(CI)F"`);
  });

  it('is compared with the profile of the environment as well as the home directory', () => {
    const others = { USERPROFILE: 'E:\\ada', APPDATA: 'F:\\ada', LOCALAPPDATA: 'G:\\ada' };
    const isProtected = (directory: string) =>
      unprotectedDirectory(directory, { ...machine, env: others }) === undefined;
    expect(['C', 'E', 'F', 'G', 'H'].map((drive) => isProtected(`${drive}:\\ada\\sms`))).toEqual([
      ...[false, true, true, true, false],
    ]);
    expect(isProtected('C:\\Users\\ada\\..sms')).toBe(true);
  });

  it('is reported once', () => {
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    warnOnce('D:\\once', machine, say);
    warnOnce('D:\\once', machine, say);
    warnOnce('C:\\Users\\ada\\x', machine, say);
    expect(said).toEqual([expect.stringMatching(/^Warning: D:\\once .*`icacls "D:\\once" .*`\.\n$/)]);
  });
});

it.each(['linux', 'darwin'] as const)('is protected by its mode on %s', (platform) => {
  expect(unprotectedDirectory('/srv/sms', { env: {}, platform, home: '/home/ada' })).toBeUndefined();
});
