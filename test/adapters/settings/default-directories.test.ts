import { homedir } from 'node:os';
import { dirname } from 'node:path';
import Conf from 'conf';
import { describe, expect, it } from 'vitest';
import { configurationDirectory, stateDirectory } from '../../../src/adapters/settings/default-directories.ts';
import type { Environment } from '../../../src/domain/environment.ts';

const on = (platform: NodeJS.Platform, env: Environment = {}) => {
  const machine = { platform, env, home: platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada' };
  return [configurationDirectory(machine), stateDirectory(machine)];
};

describe('the default directories', () => {
  it.each([
    ['linux', {}, ['/home/ada/.config/smsctl', '/home/ada/.local/state/smsctl']],
    ['linux', { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }, ['/c/smsctl', '/s/smsctl']],
    [
      'linux',
      { XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' },
      ['/home/ada/.config/smsctl', '/home/ada/.local/state/smsctl'],
    ],
    [
      'linux',
      { XDG_CONFIG_HOME: 'c', XDG_STATE_HOME: './s' },
      ['/home/ada/.config/smsctl', '/home/ada/.local/state/smsctl'],
    ],
    ['linux', { XDG_CONFIG_HOME: '~/c', XDG_STATE_HOME: '/s' }, ['/home/ada/.config/smsctl', '/s/smsctl']],
    ['linux', { SMSCTL_CONFIG_DIR: 'd' }, ['d', 'd/state']],
    ['linux', { SMSCTL_CONFIG_DIR: '/d', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }, ['/d', '/d/state']],
    ['linux', { SMSCTL_CONFIG_DIR: '' }, ['/home/ada/.config/smsctl', '/home/ada/.local/state/smsctl']],
    ['freebsd', {}, ['/home/ada/.config/smsctl', '/home/ada/.local/state/smsctl']],
    ['darwin', {}, ['/home/ada/Library/Preferences/smsctl', '/home/ada/Library/Preferences/smsctl/state']],
    ['darwin', { SMSCTL_CONFIG_DIR: '/d' }, ['/d', '/d/state']],
    ['win32', { APPDATA: 'D:\\Data' }, ['D:\\Data\\smsctl\\Config', 'D:\\Data\\smsctl\\Config\\state']],
    [
      'win32',
      {},
      ['C:\\Users\\ada\\AppData\\Roaming\\smsctl\\Config', 'C:\\Users\\ada\\AppData\\Roaming\\smsctl\\Config\\state'],
    ],
    ['win32', { SMSCTL_CONFIG_DIR: 'E:\\d' }, ['E:\\d', 'E:\\d\\state']],
  ] as const)('on %s with %j are %j', (platform, env, directories) => {
    expect(on(platform, env)).toEqual(directories);
  });

  it('for settings is that of conf on this machine', () => {
    const { SMSCTL_CONFIG_DIR: _, ...env } = process.env;
    // Opening it creates the directory; here it only has to name it.
    class LookingConf extends (Conf as unknown as new (options: object) => { readonly path: string }) {
      _ensureDirectory(): void {}
    }
    const { path } = new LookingConf({ projectName: 'smsctl', projectSuffix: '', configName: `none-${process.pid}` });
    expect(dirname(path)).toBe(configurationDirectory({ env, platform: process.platform, home: homedir() }));
  });
});
