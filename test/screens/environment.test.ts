import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';

const whole = {
  TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
  TWILIO_AUTH_TOKEN: sandboxIds.authToken,
  TWILIO_PHONE_NUMBER: sandboxIds.number,
};

interface Shown {
  readonly flags?: readonly string[];
  readonly columns?: number;
  readonly scenario?: string;
}

/** What a terminal shows of `verify --env` with these variables. */
async function screen(env: Readonly<Record<string, string>>, { flags = [], columns = 80, scenario }: Shown = {}) {
  const { world = defaultWorld() } = scenarios.find(({ name }) => name === scenario) ?? {};
  const server = await startSandbox({ world });
  let text = '';
  const write = (words: string) => {
    text += words;
  };
  const shown = { write, isTerminal: true, palette: null, columns };
  const cli = testCli(server, { out: shown, err: shown, unicode: true, verbose: flags.includes('--verbose') });
  cli.now = () => new Date('2026-11-23T18:00:00.000Z');
  cli.env = env;
  try {
    const { code } = await cli.run('verify', '--env', ...flags);
    return `$ ${['smsctl verify --env', ...flags].join(' ')}\n${text.replaceAll(new URL(server.url).host, '127.0.0.1:PORT')}[exit ${code}]\n`;
  } finally {
    await server.close();
  }
}

const mainKey = { TWILIO_API_KEY: sandboxIds.mainKey.sid, TWILIO_API_SECRET: sandboxIds.mainKey.secret };

describe('the screen of verify --env', () => {
  it.each<[string, Readonly<Record<string, string>>, Shown?]>([
    ['whole', whole],
    ['whole-50', whole, { columns: 50 }],
    ['whole-verbose', whole, { flags: ['--verbose'] }],
    ['empty', {}],
    ['reference', { ...whole, TWILIO_AUTH_TOKEN: 'op://team/twilio/token' }],
    ['placeholders', { ...whole, TWILIO_AUTH_TOKEN: 'your_auth_token', TWILIO_PHONE_NUMBER: '<number>' }],
    ['both-methods', { ...whole, ...mainKey, TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4) }],
    ['other-number', { ...whole, TWILIO_PHONE_NUMBER: '+12025550100' }],
    ['unregistered', whole, { scenario: 'unregistered-10dlc' }],
    ['selected', whole, { flags: ['--check', 'number.owned'] }],
  ])('%s', async (name, ...run) => {
    await expect(await screen(...run)).toMatchFileSnapshot(`environment/${name}.txt`);
  });

  it.each([50, 80, 120])('has no line wider than %i columns', async (columns) => {
    for (const env of [whole, {}, { ...whole, ...mainKey }]) {
      const lines = (await screen(env, { columns })).split('\n').slice(1);
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
  });
});
