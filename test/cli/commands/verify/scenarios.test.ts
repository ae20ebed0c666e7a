import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import type { CheckResult } from '../../../../src/domain/readiness/check.ts';
import { anyCheckData, checkData } from '../../../../src/domain/readiness/check-data.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { testCli } from '../../../support/context.ts';
import { settingsOf, variablesOf } from '../../../support/scenario.ts';

async function verify(scenario: Scenario, ...flags: readonly string[]) {
  const server = await startSandbox({ world: scenario.world });
  try {
    const cli = testCli(server);
    cli.env = variablesOf(scenario.setup);
    await settingsFile({ directory: cli.directory, organization: 'default' }).update(() => settingsOf(scenario));
    // Only what never answers is waited for to the end.
    const timeout = scenario.name === 'hang' ? '1500ms' : '20s';
    const ran = await cli.run('verify', '--json', '--timeout', timeout, ...flags);
    const document = JSON.parse(ran.out) as { readonly verdict: string; readonly checks: readonly CheckResult[] };
    return { ...ran, document, requests: [...server.requests] };
  } finally {
    await server.close();
  }
}

const runs = new Map<string, ReturnType<typeof verify>>();

/** Each scenario is run once, when the first test needs it. */
function runOf(scenario: Scenario): ReturnType<typeof verify> {
  const run = runs.get(scenario.name) ?? verify(scenario);
  runs.set(scenario.name, run);
  return run;
}

describe.concurrent('the scenarios of the sandbox', () => {
  it('have unique names', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(130);
    const pairs = new Set(scenarios.map(({ decides: [id, , code] }) => `${id} ${code}`));
    expect(pairs.size).toBeGreaterThanOrEqual(70);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    expect(scenarios.filter(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it.each(scenarios)('$name: $about', async (scenario) => {
    const [id, status, expectedCode] = scenario.decides;
    const { code, document, requests, out, err } = await runOf(scenario);
    const told = document.checks.map((check) => `${check.id} ${check.status} ${check.detail}`).join('\n');
    expect(document.checks.find((check) => check.id === id)?.status, told).toBe(status);
    expect(code, told).toBe(scenario.exit);

    const verdict = { 0: 'ready', 1: 'not-ready', 3: 'unknown' }[scenario.exit];
    expect(document.verdict).toBe(verdict);
    // One thing is wrong, and nothing else is called wrong beside it.
    const failed = document.checks.filter((check) => check.status === 'fail').map((check) => check.id);
    const expected = [...(status === 'fail' ? [id] : []), ...scenario.alsoFails];
    expect(failed.toSorted(), told).toEqual(expected.toSorted());
    expect(document.checks.find((check) => check.id === id)?.code ?? null, told).toBe(expectedCode);

    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    // Thirty services are looked through; tries after a fault count, too.
    expect(requests.length).toBeLessThanOrEqual(45);
    const secrets = [...scenario.world.accounts.map(({ authToken }) => authToken), scenario.setup.apiKey?.secret];
    for (const secret of secrets) expect(secret === undefined || !(out + err).includes(secret)).toBe(true);
  });

  it('are listed by the sandbox', async () => {
    const { out } = await testCli({ url: 'http://127.0.0.1:1' }).run('sandbox', '--list');
    const words = out.replace(/\s+/g, ' ');
    for (const { name, about } of scenarios) expect(words).toContain(` ${name} ${about}`);
  });

  it('pass with --wait when the fault is temporary', async () => {
    const [ready] = scenarios;
    if (ready === undefined) throw new Error('There are scenarios.');
    const outage = { on: 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json', times: 5, respond: { status: 503 } };
    const mended = { ...ready, world: { ...ready.world, faults: [outage] } };
    expect((await verify(mended)).code).toBe(3);
    expect((await verify(mended, '--wait', '30s')).code).toBe(0);
  });

  it('end at once with --wait when the fault is permanent', async () => {
    const wrong = scenarios.find(({ name }) => name === 'wrong-token');
    if (wrong === undefined) throw new Error('There is such a scenario.');
    // If it waited for what time does not mend, it would end after an hour.
    expect((await verify(wrong, '--wait', '1h')).code).toBe(1);
  });
});

describe('what the checks that decide say', () => {
  const decidedIn = async (name: string): Promise<CheckResult> => {
    const scenario = scenarios.find((each) => each.name === name);
    const run = scenario && (await runOf(scenario));
    const found = run?.document.checks.find(({ id }) => id === scenario?.decides[0]);
    if (found === undefined) throw new Error(`${name} has no check that decides.`);
    return found;
  };

  it('is the same to a script as before: the fields of each scenario, and the command of its remedy', async () => {
    const lines: string[] = [];
    for (const { name, decides } of scenarios) {
      const [id, status, code] = decides;
      const { data, remedy } = await decidedIn(name);
      // The rules have a date of their own test, and a page is a link.
      const { rulesAsOf: _, background: __, ...fields } = data;
      const line = [
        name,
        id,
        status,
        code ?? '-',
        JSON.stringify(fields).replace(/"20\d\d-[^"]*"/g, '"…"'),
        remedy?.command ?? '-',
      ];
      lines.push(line.join(' | '));
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('scenario-findings.txt');
  });

  it('has data that the reference page describes, and no other field is described', async () => {
    const described = Object.entries(checkData).flatMap(([id, fields]) =>
      Object.keys(fields).map((name) => `${id} ${name}`),
    );
    const seen = new Set<string>();
    for (const scenario of scenarios) {
      for (const { id, data } of (await runOf(scenario)).document.checks) {
        for (const [name, value] of Object.entries(data)) {
          const field = checkData[id]?.[name] ?? anyCheckData[name];
          const type = value === null ? 'null' : typeof value === 'string' ? 'text' : typeof value;
          expect(field?.type.split(' or '), `${scenario.name}: ${id} ${name}`).toContain(type);
          if (!(name in anyCheckData)) seen.add(`${id} ${name}`);
        }
      }
    }
    // No scenario replaces credentials after the method was confirmed, or verifies an application.
    expect(described.filter((each) => !seen.has(each))).toEqual([
      ...['number.saved problems', 'credentials.saved problems', 'method.current replacedAt'],
    ]);
  });

  it.each([
    ['hosting-in-progress', 'hosting-failed', 'hosting-action-required', 'number-of-nobody'],
    ['hosting-pending-loa', 'hosting-pending-verification', 'hosting-failed', 'hosting-completed'],
    ['hosting-of-number-of-subaccount', 'hosting-completed-for-subaccount'],
    ['main-key', 'region-ie1', 'region-au1', 'own-key-of-subaccount', 'subaccount'],
    ['parent-key', 'parent-key-unregistered', 'own-key-unregistered'],
    ['found-service-without-campaign', 'unregistered-10dlc', 'campaign-pending'],
    ['stray-region', 'stray-edge'],
    ['toll-free-unverified', 'toll-free-pending', 'toll-free-rejected'],
    ['toll-free-rejected', 'toll-free-rejected-for-good'],
    ['campaign-pending', 'campaign-failed', 'campaign-mock', 'service-without-campaign', 'unregistered-10dlc'],
    ['replies-to-demo', 'replies-over-http', 'no-webhook'],
    ['wrong-service', 'not-in-pool'],
    ['unknown-account', 'wrong-token', 'wrong-region'],
  ])('differs in detail or remedy when the fault is another one: %s, %s …', async (...names) => {
    const told = (await Promise.all(names.map(decidedIn))).map(({ detail, remedy }) => `${detail} ${remedy?.text}`);
    expect(new Set(told).size).toBe(names.length);
  });

  it.each([
    ['hosting-in-progress', '+12025550155', '(carrier-processing)'],
    ['hosting-failed', '+12025550155', '(failed)'],
    ['hosting-action-required', '+12025550155', '(action-required)'],
    ['campaign-failed', 'FAILED', '30886', 'The website could not be opened', 'WEBSITE'],
    ['brand-refused-with-codes', 'FAILED', '30795'],
    ['toll-free-rejected', '30485', 'The opt-in could not be seen'],
    ['toll-free-rejected-for-good', '30485', 'The opt-in could not be seen'],
    ['registration-refused-by-carriers', '30034', '3 recipients'],
    ['reach-refused-after-delivery', 'GB'],
    ['sender-id-for-another-country', 'FR', 'GB'],
    ['closed-and-unsaid', 'PR'],
    ['number-of-subaccount', 'ACbb…bbbb', 'ACaa…aaaa'],
    ['hosting-completed-for-subaccount', 'ACbb…bbbb', 'ACaa…aaaa'],
    ['region-ie1', 'ie1'],
    ['region-au1', 'au1'],
    ['own-key-of-subaccount', 'ACaa…aaaa'],
    ['found-service-without-campaign', '+12025550142'],
  ])('names in %s what Twilio named', async (name, ...names) => {
    const { detail } = await decidedIn(name);
    for (const each of names) expect(detail).toContain(each);
  });
});

describe('the page on the scenarios', () => {
  it('names the deciding check and the error code', async () => {
    const names = { 0: 'ready', 1: 'not ready', 3: 'unknown' };
    const rows = scenarios.map(
      ({ name, about, exit, decides: [id, status, code] }) =>
        `| \`${name}\` | ${about} | ${names[exit]} (${exit}) | [\`${id}\`](reference.md#${id}) ${status} | ${code ?? ''} |`,
    );
    const page = `<!-- Made from src/sandbox/scenarios/all.ts by test/cli/commands/verify/scenarios.test.ts; every row is run there. -->
# Scenarios

\`smsctl sandbox --scenario NAME\` starts a mock Twilio API on this machine with one fault, and saves a finished setup in a temporary
directory. It prints the environment variables for another shell. There, \`smsctl verify\` returns the verdict and the exit code of the
table. \`smsctl setup --sandbox --scenario NAME --yes --no-input\` runs the five steps instead, and ends with the same verdict. It
does not cover scenarios of the setup itself, such as \`team-unknown\`, \`method-changed\` and \`contacts-of-last-month\`.

The code is the error code that a message would get, or that Twilio returned to smsctl.

| scenario | fault | verdict (exit code) | deciding check | code |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
    await expect(page).toMatchFileSnapshot('../../../../docs/scenarios.md');
  });
});
