import { describe, expect, it } from 'vitest';
import { keychainError, stateBehind } from '../../../src/adapters/secrets/keychain-problems.ts';

const problemOf = (failed: 'load' | 'call' | 'lost', text: string) => {
  const { problem, message, hints } = keychainError(stateBehind({ ok: false, failed, text }), text);
  return { problem, message, hints };
};

describe('an error of a keychain', () => {
  // As libsecret, GLib and gnome-keyring say it.
  it.each([
    ['Cannot create an item in a locked collection', 'locked', 'locked'],
    ['The prompt was dismissed', 'locked', 'locked'],
    ['User interaction is not allowed.', 'locked', 'locked'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked', 'no-keyring'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login/197”', 'denied', 'refused'],
    ['No such object path', 'locked', 'no-keyring'],
    ['Message recipient disconnected from message bus without replying', 'crashed', 'ended'],
    ['GDBus.Error:org.freedesktop.DBus.Error.NoReply: gone', 'crashed', 'ended'],
    ['The name :1.23 was not provided by any .service files', 'crashed', 'ended'],
    ['Process org.freedesktop.secrets received signal 9', 'crashed', 'ended'],
    ['Process org.freedesktop.secrets exited with status 1', 'crashed', 'ended'],
    ["Couldn't create item: An error occurred on the device", 'denied', 'unwritable'],
    ['A canary was written and could not be read back.', 'denied', 'unwritable'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'no-service', 'no-service'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-bus', 'no-bus'],
    ['Could not connect: No such file or directory', 'no-bus', 'no-bus'],
    ['Error spawning command line “dbus-launch --autolaunch”', 'no-bus', 'no-bus'],
    ['Address element “/dev/null” does not contain a colon (:)', 'no-bus', 'no-bus'],
    ['Unknown or unsupported transport “disabled” for address', 'no-bus', 'no-bus'],
    ['Timeout was reached', 'prompt-timeout', 'late'],
    ['Something that nobody has seen before', 'denied', 'refused'],
    ['', 'denied', 'refused'],
  ])('%s: %s', (text, problem, state) => {
    expect(stateBehind({ ok: false, failed: 'call', text })).toBe(state);
    expect(problemOf('call', text)).toMatchObject({
      problem,
      hints: [expect.stringContaining('`smsctl setup credentials --store file`')],
    });
  });

  it('is less important than the failed operation', () => {
    expect(problemOf('load', 'Cannot create an item in a locked collection').problem).toBe('no-library');
    expect(stateBehind({ ok: false, failed: 'lost', text: 'Cannot create an item in a locked collection' })).toBe(
      'unwritable',
    );
  });

  it.each([
    ['no-bus', 'call', 'A specified logon session does not exist. It may already have been terminated.'],
    ['no-library', 'load', 'not found'],
    ['denied', 'lost', 'gone'],
    ['prompt-timeout', 'call', 'Timeout was reached'],
  ] as const)('names nothing of Linux on Windows: %s', (problem, failed, text) => {
    const { message, hints, ...rest } = keychainError(stateBehind({ ok: false, failed, text }), text, 'win32');
    expect(rest.problem).toBe(problem);
    expect(`${message} ${hints}`).not.toMatch(/gnome|D-Bus|libsecret|Debian/);
    expect(hints).toEqual([expect.stringContaining('`smsctl setup credentials --store file`')]);
  });

  it('is kept as the cause without control characters', () => {
    expect(keychainError('refused', 'no \u001b[31mway').systemText).toBe('no \\x1b[31mway');
    expect(keychainError('late').systemText).toBeUndefined();
    expect('systemText' in keychainError('late') && keychainError('late').systemText !== undefined).toBe(false);
  });
});
