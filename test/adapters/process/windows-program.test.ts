import { describe, expect, it } from 'vitest';
import { findWindowsProgram, startOnWindows } from '../../../src/adapters/process/windows-program.ts';

const npm = 'C:\\Users\\ada\\AppData\\Roaming\\npm';
const system = 'C:\\Windows\\System32';
const environment = {
  Path: `"${npm}";.;;bin;${system}`,
  PathExt: '.COM;.EXE;.BAT;.CMD;.VBS;.JS',
  SystemRoot: 'C:\\Windows',
};
const files = new Set(
  [
    `${npm}\\twilio.cmd`,
    `${npm}\\twilio`,
    `${npm}\\twilio.ps1`,
    `${npm}\\both.cmd`,
    `${npm}\\both.exe`,
    `${npm}\\script.js`,
    `${npm}\\archive.tar.cmd`,
    `${system}\\curl.exe`,
    '.\\here.cmd',
    'bin\\there.exe',
    'here.cmd',
    'twilio.exe',
    'C:\\tools\\send.bat',
    'C:\\tools\\send.ps1',
  ].map((path) => path.toLowerCase()),
);
const find = (command: string, env: Readonly<Record<string, string>> = environment) =>
  findWindowsProgram(command, env, (path) => files.has(path.toLowerCase()));

describe('a program on Windows', () => {
  it.each([
    ['curl', `${system}\\curl.exe`],
    ['CURL.EXE', `${system}\\CURL.EXE`],
    ['twilio', `${npm}\\twilio.cmd`],
    ['twilio.cmd', `${npm}\\twilio.cmd`],
    ['archive.tar', `${npm}\\archive.tar.cmd`],
    // In the order of PATHEXT.
    ['both', `${npm}\\both.exe`],
    ['C:\\tools\\send', 'C:\\tools\\send.bat'],
    ['C:/tools/send.bat', 'C:\\tools\\send.bat'],
    ['.\\here', 'here.cmd'],
    ['./here.cmd', 'here.cmd'],
    ['bin\\there', 'bin\\there.exe'],
  ])('%s is found at %s', (command, path) => {
    expect(find(command)).toBe(path);
  });

  it.each([
    ['in the working directory, by its name alone', 'here'],
    ['in a relative entry of PATH', 'there'],
    ['when Windows starts it with a script host', 'script'],
    ['when it is a script of PowerShell', 'C:\\tools\\send.ps1'],
    ['when there is none', 'nothing'],
  ])('is not found %s', (_, command) => {
    expect(find(command)).toBeUndefined();
  });

  it('is found in an entry of PATH with blanks around it', () => {
    expect(find('curl', { PATH: `C:\\nothing; ${system} ;` })).toBe(`${system}\\curl.exe`);
  });

  it('is found without PATHEXT but not without PATH', () => {
    expect(find('twilio', { PATH: npm })).toBe(`${npm}\\twilio.cmd`);
    expect(find('twilio', { PATHEXT: '.JS', PATH: npm })).toBe(`${npm}\\twilio.cmd`);
    expect(find('twilio', {})).toBeUndefined();
  });

  it('is started unchanged', () => {
    const args = ['a b', '"', '%PATH%', 'two\nlines'];
    const file = `${system}\\curl.exe`;
    expect(startOnWindows(file, args, environment)).toEqual({
      file,
      args,
      environment,
      windowsVerbatimArguments: false,
    });
  });
});

describe('a batch file on Windows', () => {
  const line = (...args: readonly string[]) =>
    startOnWindows(`${npm}\\twilio.CMD`, args, environment)?.args.at(-1)?.replace(`${npm}\\twilio.CMD`, 'F');

  it("is run by the system's own cmd.exe, whatever ComSpec says", () => {
    const given = { ...environment, ComSpec: 'C:\\evil.exe' };
    const started = startOnWindows('C:/tools/send.bat', ['x'], given);
    expect(started).toEqual({
      file: 'C:\\Windows\\System32\\cmd.exe',
      args: ['/e:ON', '/v:OFF', '/d', '/s', '/c', '""C:\\tools\\send.bat" "x""'],
      environment: { ...given, NoDefaultCurrentDirectoryInExePath: '1' },
      windowsVerbatimArguments: true,
    });
    expect(startOnWindows('C:\\100%\\a.bat', [], environment)?.args.at(-1)).toBe('""C:\\100%%cd:~,%\\a.bat""');
    const set = { nodefaultcurrentdirectoryinexepath: '0' };
    expect(startOnWindows('C:\\a.bat', [], set)?.environment).toEqual(set);
    expect(startOnWindows('C:\\a.bat', [], {})?.file).toBe('C:\\Windows\\System32\\cmd.exe');
  });

  // Expected lines: library/std/src/sys/args/windows/tests.rs of Rust, and the same rule applied by hand.
  it.each([
    ['nothing', [''], '""F" """'],
    ['two', ['a', 'b c'], '""F" "a" "b c""'],
    ['a command behind a quotation mark', ['a"&calc.exe'], '""F" "a""&calc.exe""'],
    ['what is special outside quotation marks', ['&|<>^()!;,='], '""F" "&|<>^()!;,=""'],
    ['a backslash at the end', ['C:\\dir\\'], '""F" "C:\\dir\\\\""'],
    ['a backslash before a quotation mark', ['a\\"b'], '""F" "a\\\\""b""'],
    ['a backslash elsewhere', ['a\\b'], '""F" "a\\b""'],
    ['a variable', ['%PATH%'], '""F" "%%cd:~,%PATH%%cd:~,%""'],
  ])('is given %s', (_, args, expected) => {
    expect(line(...args)).toBe(expected);
  });

  it.each(['a\nb', 'a\rb', 'a\0b'])('is not given %j', (argument) => {
    expect(startOnWindows(`${npm}\\twilio.cmd`, ['x', argument], environment)).toBeNull();
  });
});
