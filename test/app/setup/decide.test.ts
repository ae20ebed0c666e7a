import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/app/setup/decide.ts';
import type { StepRun } from '../../../src/app/setup/setup-walk.ts';
import type { CheckResult, CheckStatus } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import type { StepId } from '../../../src/setup/step/step.ts';
import { steps } from '../../../src/setup/steps.ts';
import { accountSid, otherAccountSid, readySettings } from '../../support/fixtures.ts';
import { back, scripted } from '../../support/scripted.ts';

const closed = (status: CheckStatus, id: string): readonly CheckResult[] => [
  {
    ...{ id, headline: headlines.number, title: '', status, required: true, live: true, data: {} },
    ...{ blockedBy: null, detail: 'Not held.', remedy: null, code: null, durationMs: 0, checkedAt: null },
  },
];

interface Situation {
  readonly answer?: string;
  readonly account?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly credentialsFollow?: boolean;
  readonly saved?: StepRun['state']['saved'];
  readonly step?: StepId;
  /** The check that stops it. */
  readonly id?: string;
}

/** What is decided about the number step, and the prompts that were shown. */
async function decided(status: CheckStatus | null, situation: Situation = {}) {
  const { answer, account, yes = false, dryRun = false, credentialsFollow = false, saved = readySettings } = situation;
  const { step = 'number', id: check = 'number.owned' } = situation;
  const prompter = answer === undefined ? null : scripted({ [`${step}.unproven`]: answer });
  const given = new Map(
    account === undefined ? [] : [['credentials.accountSid', { raw: account, source: '--account-sid' }]],
  );
  const run = {
    step: steps.find(({ id }) => id === step),
    state: { saved },
    credentialsFollow,
    request: { inputs: { given, defaults: new Map(), prompter }, yes, dryRun },
  } as unknown as StepRun;
  const decision = await decide(run, status === null ? [] : closed(status, check)).catch((error: unknown) => error);
  return { decision, asked: prompter?.asked ?? [] };
}

describe('a draft', () => {
  it('is saved when nothing stops it, and when --yes or a dry run says so, without a prompt', async () => {
    for (const situation of [{}, { yes: true }, { dryRun: true }]) {
      const status = Object.keys(situation).length === 0 ? null : 'fail';
      expect(await decided(status, { ...situation, answer: 'stop' })).toEqual({ decision: 'save', asked: [] });
      expect((await decided(status, situation)).decision).toBe('save');
    }
  });

  it.each([
    ['fail', 'step.refused', 1],
    ['unknown', 'step.unproven', 3],
  ] as const)(
    'that %s stops ends with %s, exit %d, without a prompt or when the answer is stop',
    async (status, code, exit) => {
      expect((await decided(status)).decision).toMatchObject({ code, exit });
      expect((await decided(status, { answer: 'stop' })).decision).toMatchObject({ code, exit });
    },
  );

  it.each(['again', 'change', 'save'])('is asked about when a person is there: %s', async (answer) => {
    expect((await decided('fail', { answer })).decision).toBe(answer);
  });

  it('is tried again by Enter when it could not be checked, and changed when it fails', async () => {
    const initial = async (status: CheckStatus) => (await decided(status, { answer: 'again' })).asked[0]?.initial;
    expect([await initial('unknown'), await initial('fail')]).toEqual(['again', 'change']);
  });

  it('goes back to the last question on the way back', async () => {
    expect((await decided('fail', { answer: back })).decision).toBe('back');
  });

  it('may change the number in the credentials step when the number is the problem, and only then', async () => {
    const choices = async (id: string) => {
      const { asked } = await decided('fail', { answer: 'again', step: 'credentials', id });
      return asked[0]?.choices?.map(({ value }) => value);
    };
    expect(await choices('number.owned')).toEqual(['number', 'change', 'again', 'save', 'stop']);
    expect(await choices('credentials.accepted')).toEqual(['change', 'again', 'save', 'stop']);
  });

  it('waits for the credentials of another account when these are given and follow', async () => {
    const other = { account: otherAccountSid, credentialsFollow: true };
    expect((await decided('fail', other)).decision).toBe('carry');
    expect((await decided('fail', { ...other, credentialsFollow: false })).decision).toMatchObject({
      code: 'step.refused',
    });
    expect((await decided('fail', { ...other, account: accountSid })).decision).toMatchObject({ code: 'step.refused' });
  });

  it('may be carried to the credentials step when credentials are saved, and only then', async () => {
    const choices = async (situation: Situation) =>
      (await decided('fail', { ...situation, answer: 'again' })).asked[0]?.choices?.map(({ value }) => value);
    expect(await choices({ credentialsFollow: true })).toEqual(['change', 'carry', 'again', 'save', 'stop']);
    expect(await choices({})).toEqual(['change', 'carry', 'again', 'save', 'stop']);
    expect(await choices({ credentialsFollow: true, saved: {} })).toEqual(['change', 'again', 'save', 'stop']);
    expect((await decided('fail', { credentialsFollow: true, answer: 'carry' })).decision).toBe('carry');
  });
});
