/**
 * The folders of src that have a score of their own, and the suites that are run against the mutants of each. Suites of the
 * folder itself come first, since they notice most; a change that none notices costs the time of all.
 */
export const folders = {
  setup: { source: ['src/setup'], suites: ['setup', 'cli/commands/verify', 'app', 'screens', 'reference.test.ts'] },
  app: { source: ['src/app'], suites: ['app', 'cli', 'screens'] },
  domain: { source: ['src/domain'], suites: ['domain', 'setup', 'app', 'adapters/contacts', 'reference.test.ts'] },
  cli: {
    source: ['src/cli'],
    suites: ['cli', 'screens', 'main', 'reference.test.ts', 'contract.test.ts'],
  },
  adapters: { source: ['src/adapters'], suites: ['adapters', 'stores', 'main', 'openapi'] },
  sandbox: {
    source: ['src/sandbox', 'src/main', 'src/main.ts'],
    suites: ['sandbox', 'main', 'openapi', 'app'],
  },
  automaton: { source: ['src/automaton'], suites: ['automaton', 'adapters/counting/unusual-rows.test.ts'] },
};

/** Tables: facts, words and rows without a decision. A file without any function or condition is left out as well. */
export const tables = [
  'src/domain/error-codes/account/',
  'src/domain/error-codes/calls/',
  'src/domain/error-codes/numbers/',
  'src/domain/error-codes/sending/',
  'src/domain/failure-codes/',
  'src/domain/countries/country-table.ts',
  'src/sandbox/scenarios/',
  'src/sandbox/twilio/default-world.ts',
];

/** Of the folders of tables, the files that decide. */
export const notTables = ['src/sandbox/scenarios/finished-setup.ts', 'src/sandbox/scenarios/worlds.ts'];
