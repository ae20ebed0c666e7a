/**
 * Commands that people know from other programs, each with what smsctl has instead: purpose and command. Keys are lower case.
 */
export const meantCommands: ReadonlyMap<string, readonly (readonly [purpose: string, command: string])[]> = new Map([
  ['login', [['save credentials', 'smsctl setup credentials']]],
  ['signin', [['save credentials', 'smsctl setup credentials']]],
  [
    'auth',
    [
      ['see the credentials', 'smsctl credentials show'],
      ['change them', 'smsctl setup credentials'],
    ],
  ],
  [
    'token',
    [
      ['see the credentials', 'smsctl credentials show'],
      ['replace the secret', 'smsctl credentials rotate'],
    ],
  ],
  [
    'keys',
    [
      ['see the credentials', 'smsctl credentials show'],
      ['create an API key', 'smsctl credentials create-key'],
    ],
  ],
  [
    'key',
    [
      ['see the credentials', 'smsctl credentials show'],
      ['create an API key', 'smsctl credentials create-key'],
    ],
  ],
  ['logout', [['delete stored credentials', 'smsctl credentials remove all']]],
  ['signout', [['delete stored credentials', 'smsctl credentials remove all']]],
  ['rotate', [['replace the secret', 'smsctl credentials rotate']]],
  ['whoami', [['see the organization and its state', 'smsctl status']]],
  ['who', [['see the organization and its state', 'smsctl status']]],
  ['info', [['see the organization and its state', 'smsctl status']]],
  [
    'show',
    [
      ['see the organization and its state', 'smsctl status'],
      ['see the credentials', 'smsctl credentials show'],
    ],
  ],
  [
    'get',
    [
      ['see the organization and its state', 'smsctl status'],
      ['see the settings', 'smsctl config explain'],
    ],
  ],
  [
    'doctor',
    [
      ['check the setup', 'smsctl verify'],
      ['report versions and stores', 'smsctl status --support'],
    ],
  ],
  [
    'diagnose',
    [
      ['check the setup', 'smsctl verify'],
      ['report versions and stores', 'smsctl status --support'],
    ],
  ],
  [
    'diagnostics',
    [
      ['check the setup', 'smsctl verify'],
      ['report versions and stores', 'smsctl status --support'],
    ],
  ],
  ['support', [['report versions and stores', 'smsctl status --support']]],
  ['bundle', [['write a support bundle', 'smsctl status --bundle support.json']]],
  [
    'check',
    [
      ['check the setup', 'smsctl verify'],
      ['check a contact list', 'smsctl contacts check contacts.csv'],
      ['check a text', 'smsctl message check "Hello"'],
    ],
  ],
  [
    'checks',
    [
      ['check the setup', 'smsctl verify'],
      ['list the checks', 'smsctl help checks'],
    ],
  ],
  [
    'test',
    [
      ['check the setup', 'smsctl verify'],
      ['send a test message', 'smsctl send-test --to +12025550123'],
    ],
  ],
  [
    'validate',
    [
      ['check the setup', 'smsctl verify'],
      ['check a contact list', 'smsctl contacts check contacts.csv'],
    ],
  ],
  [
    'lint',
    [
      ['check a text', 'smsctl message check "Hello"'],
      ['check the setup', 'smsctl verify'],
    ],
  ],
  ['health', [['check the setup', 'smsctl verify']]],
  ['ping', [['check the setup', 'smsctl verify']]],
  ['send', [['send a test message', 'smsctl send-test --to +12025550123']]],
  [
    'sms',
    [
      ['send a test message', 'smsctl send-test --to +12025550123'],
      ['check the setup', 'smsctl verify'],
    ],
  ],
  ['messages', [['check a text', 'smsctl message check "Hello"']]],
  ['init', [['start the setup', 'smsctl setup']]],
  ['install', [['start the setup', 'smsctl setup']]],
  ['configure', [['start the setup', 'smsctl setup']]],
  [
    'create',
    [
      ['start the setup', 'smsctl setup'],
      ['add an organization', 'smsctl setup --org acme-eu'],
    ],
  ],
  [
    'new',
    [
      ['start the setup', 'smsctl setup'],
      ['add an organization', 'smsctl setup --org acme-eu'],
    ],
  ],
  ['add', [['add an organization', 'smsctl setup --org acme-eu']]],
  ['edit', [['change a step of the setup', 'smsctl setup']]],
  ['set', [['change a step of the setup', 'smsctl setup']]],
  ['start', [['start the setup', 'smsctl setup']]],
  ['demo', [['try smsctl without an account', 'smsctl setup --sandbox']]],
  ['try', [['try smsctl without an account', 'smsctl setup --sandbox']]],
  ['mock', [['start the mock server', 'smsctl sandbox']]],
  ['serve', [['start the mock server', 'smsctl sandbox']]],
  ['scenarios', [['list the scenarios', 'smsctl sandbox --list']]],
  ['owner', [['set the owner', 'smsctl setup owner']]],
  ['number', [['set the number', 'smsctl setup number']]],
  ['numbers', [['set the number', 'smsctl setup number']]],
  ['method', [['confirm the credential method', 'smsctl setup method']]],
  ['version', [['see the version', 'smsctl --version']]],
  ['profile', [['list the organizations', 'smsctl org list']]],
  ['profiles', [['list the organizations', 'smsctl org list']]],
  ['orgs', [['list the organizations', 'smsctl org list']]],
  ['organizations', [['list the organizations', 'smsctl org list']]],
  ['accounts', [['list the organizations', 'smsctl org list']]],
  [
    'account',
    [
      ['list the organizations', 'smsctl org list'],
      ['see the credentials', 'smsctl credentials show'],
    ],
  ],
  ['list', [['list the organizations', 'smsctl org list']]],
  ['ls', [['list the organizations', 'smsctl org list']]],
  ['use', [['choose the default organization', 'smsctl org use acme-eu']]],
  [
    'switch',
    [
      ['choose the default organization', 'smsctl org use acme-eu'],
      ['switch the credentials', 'smsctl credentials use previous'],
    ],
  ],
  ['rename', [['rename an organization', 'smsctl org rename default acme-eu']]],
  [
    'remove',
    [
      ['delete an organization', 'smsctl org remove acme-eu'],
      ['delete credentials', 'smsctl credentials remove all'],
    ],
  ],
  [
    'delete',
    [
      ['delete an organization', 'smsctl org remove acme-eu'],
      ['delete credentials', 'smsctl credentials remove all'],
    ],
  ],
  ['reset', [['delete an organization', 'smsctl org remove acme-eu']]],
  ['uninstall', [['delete an organization', 'smsctl org remove acme-eu']]],
  [
    'import',
    [
      ['take over a .env file', 'smsctl setup --from .env'],
      ['check a contact list', 'smsctl contacts check contacts.csv'],
      ['save its counts', 'smsctl contacts check contacts.csv --save'],
    ],
  ],
  [
    'export',
    [
      ['write a report', 'smsctl report'],
      ['print the variables of the credentials', 'smsctl exec --print-env'],
    ],
  ],
  ['env', [['print the variables of the credentials', 'smsctl exec --print-env']]],
  ['run', [['run a program with the credentials', 'smsctl exec -- node send.js']]],
  ['ack', [['record an acknowledgement', 'smsctl acknowledge contacts']]],
  [
    'confirm',
    [
      ['confirm the credential method', 'smsctl setup method'],
      ['record an acknowledgement', 'smsctl acknowledge contacts'],
    ],
  ],
  ['handover', [['write the handover report', 'smsctl report']]],
  [
    'logs',
    [
      ['find the cause of a failed message', 'smsctl explain undelivered'],
      ['see the last verification', 'smsctl status'],
    ],
  ],
  [
    'log',
    [
      ['find the cause of a failed message', 'smsctl explain undelivered'],
      ['see the last verification', 'smsctl status'],
    ],
  ],
  ['error', [['explain an error code', 'smsctl explain 30034']]],
  ['errors', [['list the error codes', 'smsctl explain']]],
  ['codes', [['list the error codes', 'smsctl explain']]],
  ['why', [['explain an error code', 'smsctl explain 30034']]],
  ['topics', [['list the help topics', 'smsctl help']]],
  ['man', [['list the help topics', 'smsctl help']]],
  ['docs', [['list the help topics', 'smsctl help']]],
  ['schemas', [['list the JSON Schemas', 'smsctl schema']]],
  ['update', [['see the version', 'smsctl --version']]],
  ['upgrade', [['see the version', 'smsctl --version']]],
  [
    'settings',
    [
      ['see the settings', 'smsctl config explain'],
      ['change them', 'smsctl setup'],
    ],
  ],
  ['path', [['find the settings file', 'smsctl config path']]],
  ['credentials list', [['see the credentials', 'smsctl credentials show']]],
  ['credentials ls', [['see the credentials', 'smsctl credentials show']]],
  ['credentials get', [['see the credentials', 'smsctl credentials show']]],
  ['credentials status', [['see the credentials', 'smsctl credentials show']]],
  ['credentials add', [['store credentials', 'smsctl credentials set']]],
  ['credentials update', [['store credentials', 'smsctl credentials set']]],
  [
    'credentials create',
    [
      ['store credentials', 'smsctl credentials set'],
      ['create an API key', 'smsctl credentials create-key'],
    ],
  ],
  [
    'credentials new',
    [
      ['store credentials', 'smsctl credentials set'],
      ['create an API key', 'smsctl credentials create-key'],
    ],
  ],
  ['credentials switch', [['switch to other credentials', 'smsctl credentials use previous']]],
  ['credentials delete', [['delete stored credentials', 'smsctl credentials remove all']]],
  ['credentials rm', [['delete stored credentials', 'smsctl credentials remove all']]],
  ['credentials revoke', [['delete stored credentials', 'smsctl credentials remove all']]],
  ['credentials export', [['print the variables of the credentials', 'smsctl exec --print-env']]],
  ['credentials test', [['check the credentials', 'smsctl verify --check credentials.live']]],
  ['credentials verify', [['check the credentials', 'smsctl verify --check credentials.live']]],
  ['credentials check', [['check the credentials', 'smsctl verify --check credentials.live']]],
  ['org show', [['see the organization and its state', 'smsctl status']]],
  ['org status', [['see the organization and its state', 'smsctl status']]],
  ['org current', [['see the organization and its state', 'smsctl status']]],
  ['org ls', [['list the organizations', 'smsctl org list']]],
  ['org add', [['add an organization', 'smsctl setup --org acme-eu']]],
  ['org create', [['add an organization', 'smsctl setup --org acme-eu']]],
  ['org new', [['add an organization', 'smsctl setup --org acme-eu']]],
  ['org switch', [['choose the default organization', 'smsctl org use acme-eu']]],
  ['org select', [['choose the default organization', 'smsctl org use acme-eu']]],
  ['org set', [['choose the default organization', 'smsctl org use acme-eu']]],
  ['org delete', [['delete an organization', 'smsctl org remove acme-eu']]],
  ['org rm', [['delete an organization', 'smsctl org remove acme-eu']]],
  ['org mv', [['rename an organization', 'smsctl org rename default acme-eu']]],
  ['contacts import', [['check a list and save its counts', 'smsctl contacts check contacts.csv --save']]],
  ['contacts add', [['check a list and save its counts', 'smsctl contacts check contacts.csv --save']]],
  ['contacts validate', [['check a list', 'smsctl contacts check contacts.csv']]],
  ['contacts verify', [['check a list', 'smsctl contacts check contacts.csv']]],
  ['contacts lint', [['check a list', 'smsctl contacts check contacts.csv']]],
  ['contacts list', [['check the saved list', 'smsctl contacts check']]],
  ['contacts fix', [['write a list with fixed numbers', 'smsctl contacts check contacts.csv --fixed fixed.csv']]],
  ['contacts save', [['check a list and save its counts', 'smsctl contacts check contacts.csv --save']]],
  ['message send', [['send a test message', 'smsctl send-test --to +12025550123']]],
  ['message lint', [['check a text', 'smsctl message check "Hello"']]],
  ['message verify', [['check a text', 'smsctl message check "Hello"']]],
  ['message test', [['send a test message', 'smsctl send-test --to +12025550123']]],
  ['config show', [['see the settings', 'smsctl config explain']]],
  ['config list', [['see the settings', 'smsctl config explain']]],
  ['config get', [['see the settings', 'smsctl config explain']]],
  ['config set', [['change a step of the setup', 'smsctl setup']]],
  ['config edit', [['change a step of the setup', 'smsctl setup']]],
]);
