import { describe, expect, it } from 'vitest';
import { keychainError, stateBehind } from '../../../src/adapters/secrets/keychain-problems.ts';

const problemOf = (failed: 'load' | 'call' | 'lost', text: string) => {
  const { problem, message, hints } = keychainError(stateBehind({ ok: false, failed, text }), text);
  return { problem, message, hints };
};

describe('an error of a keychain', () => {
  // As libsecret, GLib and gnome-keyring say it.
  it.each([
    ['Cannot create an item in a locked collection', 'locked', 'is locked'],
    ['The prompt was dismissed', 'locked', 'is locked'],
    ['User interaction is not allowed.', 'locked', 'is locked'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked', 'no login keyring'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login/197”', 'denied', 'refused'],
    ['No such object path', 'locked', 'no login keyring'],
    ['Message recipient disconnected from message bus without replying', 'crashed', 'ended while it was asked'],
    ['GDBus.Error:org.freedesktop.DBus.Error.NoReply: gone', 'crashed', 'ended while it was asked'],
    ['The name :1.23 was not provided by any .service files', 'crashed', 'ended while it was asked'],
    ['Process org.freedesktop.secrets received signal 9', 'crashed', 'ended while it was asked'],
    ['Process org.freedesktop.secrets exited with status 1', 'crashed', 'ended while it was asked'],
    ["Couldn't create item: An error occurred on the device", 'denied', 'does not keep'],
    ['A canary was written and could not be read back.', 'denied', 'does not keep'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'no-service', 'no keychain service'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-bus', 'no desktop session'],
    ['Could not connect: No such file or directory', 'no-bus', 'no desktop session'],
    ['Error spawning command line “dbus-launch --autolaunch”', 'no-bus', 'no desktop session'],
    ['Address element “/dev/null” does not contain a colon (:)', 'no-bus', 'no desktop session'],
    ['Unknown or unsupported transport “disabled” for address', 'no-bus', 'no desktop session'],
    ['Timeout was reached', 'prompt-timeout', 'did not answer in time'],
    ['Something that nobody has seen before', 'denied', 'refused'],
    ['', 'denied', 'refused'],
  ])('%s: %s', (text, problem, words) => {
    expect(problemOf('call', text)).toEqual({
      problem,
      message: expect.stringContaining(words),
      hints: [expect.stringContaining('`smsctl setup credentials --store file`')],
    });
  });

  it('is less important than the failed operation', () => {
    expect(problemOf('load', 'Cannot create an item in a locked collection').problem).toBe('no-library');
    expect(problemOf('lost', 'Cannot create an item in a locked collection')).toMatchObject({
      problem: 'denied',
      message: expect.stringContaining('does not keep'),
    });
  });

  it.each([
    [
      'no-bus',
      'call',
      'A specified logon session does not exist. It may already have been terminated.',
      'no Credential Manager',
    ],
    ['no-library', 'load', 'not found', 'library cannot be loaded'],
    ['denied', 'lost', 'gone', 'does not keep'],
    ['prompt-timeout', 'call', 'Timeout was reached', 'did not answer in time'],
  ] as const)('names nothing of Linux on Windows: %s', (problem, failed, text, words) => {
    const { message, hints, ...rest } = keychainError(stateBehind({ ok: false, failed, text }), text, 'win32');
    expect(rest.problem).toBe(problem);
    expect(message).toContain(words);
    expect(`${message} ${hints}`).not.toMatch(/gnome|D-Bus|libsecret|Debian/);
    expect(hints).toEqual([expect.stringContaining('`smsctl setup credentials --store file`')]);
  });

  it('is kept as the cause without control characters', () => {
    expect(keychainError('refused', 'no \u001b[31mway').systemText).toBe('no \\x1b[31mway');
    expect(keychainError('late').systemText).toBeUndefined();
    expect('systemText' in keychainError('late') && keychainError('late').systemText !== undefined).toBe(false);
  });
});
