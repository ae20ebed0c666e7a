import { expect, it } from 'vitest';
import type { Problem } from '../../../src/domain/application/configuration.ts';
import { findingFor } from '../../../src/setup/step/application-problems.ts';

const problem = (remedy: string, isFatal = true): Problem => ({
  id: 'placeholder',
  isFatal,
  detail: `It needs this: ${remedy}`,
  remedy,
});

it('says each remedy once, each in a sentence, and those of failures first', () => {
  const [look, run, set] = [problem('Look at it.', false), problem('Run: `op run`'), problem('Set the value.')];
  expect(findingFor([look, run, set, run], 'Good.')).toMatchObject({
    status: 'fail',
    remedy: { text: 'Run: `op run`. Set the value. Look at it.' },
  });
  expect(findingFor([set, run], '')).toMatchObject({ remedy: { text: 'Set the value. Run: `op run`' } });
});
