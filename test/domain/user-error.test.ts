import { describe, expect, it } from 'vitest';
import { exitCode } from '../../src/domain/exit-code.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { isAbsent, SecretStoreError, type SecretStoreProblem } from '../../src/domain/secret-store-error.ts';
import { Cancelled, cannotAsk, paragraphOf, UserError, WentBack } from '../../src/domain/user-error.ts';

describe('an error that a user can fix', () => {
  it.each<[string, Error, object]>([
    [
      'about an input',
      new UserError({ code: 'input.invalid', message: 'No.' }),
      { name: 'UserError', code: 'input.invalid', message: 'No.', hints: [], exit: exitCode.usage },
    ],
    [
      'with an exit code and hints of its own',
      new UserError({ code: 'verify.failed', message: 'No.', hints: ['Do it.'], exit: exitCode.notReady }),
      { hints: ['Do it.'], exit: exitCode.notReady },
    ],
    [
      'without a terminal',
      cannotAsk('A yes is missing', 'Pass it.', 'Or so.'),
      { code: 'input.missing', hints: ['Pass it.', 'Or so.'], exit: exitCode.usage },
    ],
    ['after Ctrl-C', new Cancelled(), { name: 'Cancelled', code: 'cancelled', exit: exitCode.interrupted }],
    ['after a signal', new Cancelled(exitCode.terminated), { exit: exitCode.terminated }],
    [
      'of the provider',
      new ProviderError({ kind: 'rate-limited', message: 'Later.', status: 429, providerCode: 20429, retryAfterMs: 5 }),
      {
        ...{ name: 'ProviderError', code: 'provider.rate-limited', kind: 'rate-limited', hints: [] },
        ...{ exit: exitCode.unknown, status: 429, providerCode: 20429, retryAfterMs: 5, moreInfo: undefined },
      },
    ],
    [
      'of a secret store',
      new SecretStoreError({ problem: 'locked', message: 'It is locked.', nextStep: 'Unlock it.', systemText: 'E' }),
      {
        ...{ name: 'SecretStoreError', code: 'store.locked', problem: 'locked', hints: ['Unlock it.'] },
        ...{ exit: exitCode.unknown, systemText: 'E' },
      },
    ],
  ])('%s has these fields', (_, error, fields) => {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject(fields);
  });

  it('is not what goes back one question', () => {
    expect(new WentBack()).not.toBeInstanceOf(UserError);
    expect(new WentBack().name).toBe('WentBack');
  });

  it.each<[string, readonly string[], string]>([
    ['It failed.', [], 'It failed.'],
    ['It failed', [], 'It failed.'],
    ['Did it?', ['Yes!', 'Run `a`', 'or b.'], 'Did it? Yes! Run `a`. or b.'],
    ['See a.b', [], 'See a.b.'],
  ])('is a paragraph of sentences: %s %j', (message, hints, text) => {
    expect(paragraphOf({ message, hints })).toBe(text);
  });
});

describe('a secret store that does not answer', () => {
  const problems: Readonly<Record<SecretStoreProblem, boolean>> = {
    ...{ missing: false, mismatch: false, locked: false, 'prompt-timeout': false, crashed: false, denied: false },
    ...{ 'read-only': false, unresolved: false, 'wrong-passphrase': false, damaged: false, 'logged-out': false },
    ...{ 'command-not-found': false, 'command-not-executable': false, 'command-failed': false },
    ...{ 'command-killed': false, 'command-timeout': false, 'command-unreachable': false, 'command-empty': false },
    ...{ 'command-lines': false, 'command-shape': false, 'command-too-long': false, 'command-encoding': false },
    ...{ 'no-service': true, 'no-bus': true, 'no-library': true },
  };

  it.each(Object.entries(problems))('with the problem %s is absent: %s', (problem, absent) => {
    expect(isAbsent(problem as SecretStoreProblem)).toBe(absent);
  });

  it('is not absent without a problem', () => expect(isAbsent(null)).toBe(false));
});
