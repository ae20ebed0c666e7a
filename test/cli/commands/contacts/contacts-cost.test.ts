import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { Settings } from '../../../../src/domain/settings/settings.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld } from '../../../../src/sandbox/twilio/default-world.ts';
import type { World } from '../../../../src/sandbox/twilio/world.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ready = scenarios.find(({ name }) => name === 'ready') as Scenario;
const prices = 'GET /v1/Messaging/Countries/{IsoCountry}';

/** The command line with a finished setup on a mock Twilio API. */
async function onWorld(change: Partial<World> = {}, setup: (settings: Settings) => Settings = (settings) => settings) {
  const server = await startSandbox({ world: { ...defaultWorld(), ...change } });
  const cli = testCli(server);
  cli.env = variablesOf(ready.setup);
  const folder = temporaryFolder('lists');
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => setup(settingsOf(ready)));
  const list = (...numbers: readonly string[]): string => {
    const path = join(folder, 'list.csv');
    writeFileSync(path, ['phone', ...numbers, ''].join('\n'));
    return path;
  };
  const check = async (...argv: readonly string[]) => {
    const { code, out, err } = await cli.run('contacts', 'check', ...argv, '--json');
    const document = JSON.parse(out);
    expect(faultsIn('contacts', document)).toEqual([]);
    return { code, err, document, cost: document.cost };
  };
  const asked = () => server.requests.map(({ path }) => path);
  return { cli, list, check, asked, folder };
}

const five = ['+12025550123', '+12025550124', '+447400123456', '+447400123457', '+447400123458'];

describe('the cost of a list', () => {
  it('is read with --cost, by country, with a range where networks differ', async () => {
    const { list, check, asked } = await onWorld();
    const { code, cost, document } = await check(list(...five), '--cost');
    expect(code).toBe(0);
    expect(document.countries).toEqual({ US: 2, GB: 3 });
    // 2 × 0.0083 + 3 × 0.0403, and 3 × 0.0463.
    expect(cost).toEqual({
      currency: 'USD',
      ...{ least: '0.1375', most: '0.1555' },
      ...{ contacts: 5, unpriced: 0, unpricedCountries: [] },
    });
    expect(asked().toSorted()).toEqual(['/v1/Messaging/Countries/GB', '/v1/Messaging/Countries/US']);
  });

  it('is known without --cost for a day after, and null before', async () => {
    const { list, check, asked } = await onWorld();
    expect((await check(list(...five))).cost).toBeNull();
    expect(asked()).toEqual([]);
    const read = (await check(list(...five), '--cost')).cost;
    const requests = asked().length;
    expect((await check(list(...five))).cost).toEqual(read);
    expect((await check(list(...five), '--cost')).cost).toEqual(read);
    expect(asked()).toHaveLength(requests);
  });

  it('uses what verify has read', async () => {
    const { cli, list, check } = await onWorld();
    await cli.run('verify', '--json');
    // The saved list has contacts in the US alone.
    expect((await check(list(...five))).cost).toMatchObject({ contacts: 2, unpriced: 3, unpricedCountries: ['GB'] });
  });

  it('names countries without a price, and no cost if none has one', async () => {
    const { list, check } = await onWorld({ prices: defaultWorld().prices.filter(({ country }) => country !== 'GB') });
    expect((await check(list(...five), '--cost')).cost).toMatchObject({ contacts: 2, unpricedCountries: ['GB'] });
    expect((await check(list(five[4] ?? ''), '--cost')).cost).toBeNull();
  });

  it('says why prices cannot be read, and checks the list all the same', async () => {
    const { list, check, cli } = await onWorld({ faults: [{ on: prices, respond: { status: 403 } }] });
    const { code, err, cost } = await check(list(...five), '--cost');
    expect([code, cost]).toEqual([0, null]);
    expect(err).toContain('Could not read the prices: ');
    cli.env = { ...cli.env, TWILIO_AUTH_TOKEN: undefined };
    expect((await check(list(...five), '--cost')).err).toContain('Could not read the prices: ');
  });

  const inRegion =
    (region: string) =>
    (settings: Settings): Settings => ({
      ...settings,
      credentials: { ...(settings as Required<Settings>).credentials, region },
    });

  it('is read in the region us1, also if it is named', async () => {
    const { list, check } = await onWorld({}, inRegion('us1'));
    expect((await check(list(...five), '--cost')).cost).toMatchObject({ contacts: 5 });
  });

  it('is not read in a region other than us1', async () => {
    const { list, check, asked } = await onWorld({}, inRegion('ie1'));
    const { err, cost } = await check(list(...five), '--cost');
    expect([cost, asked()]).toEqual([null, []]);
    expect(err).toContain('the region us1 only');
  });

  it.each(['number', 'credentials'] as const)('needs the saved %s', async (section) => {
    const { list, check } = await onWorld({}, ({ [section]: _, ...settings }) => settings);
    const { code, document } = await check(list(...five), '--cost');
    expect([code, document.error.code]).toEqual([2, 'contacts.cost-not-set-up']);
    expect((await check(list(...five))).cost).toBeNull();
  });

  it('is in the text and on the page', async () => {
    const { cli, list, folder } = await onWorld();
    const words = 'One segment to each of 5 contacts costs at least 0.1375 and up to 0.1555 USD';
    const page = join(folder, 'page.html');
    const { out } = await cli.run('contacts', 'check', list(...five), '--cost', '--report', page);
    expect(out.replace(/\s+/g, ' ')).toContain(`Cost ${words}, plus carrier fees.`);
    expect(readFileSync(page, 'utf8')).toContain(`<strong>Cost:</strong> ${words}`);
  });
});
