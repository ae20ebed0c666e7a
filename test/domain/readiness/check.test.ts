import { describe, expect, it } from 'vitest';
import { remedyLine } from '../../../src/domain/readiness/check.ts';

describe('a remedy on one line', () => {
  it.each<[string, string | null, string]>([
    ['Name the team.', 'smsctl setup owner', 'Name the team: `smsctl setup owner`'],
    ['Name the team', 'smsctl setup owner', 'Name the team: `smsctl setup owner`'],
    ['See twilio.com. Then wait.', 'smsctl verify', 'See twilio.com. Then wait: `smsctl verify`'],
    ['Ask Twilio.', null, 'Ask Twilio.'],
    ['Run `smsctl verify` again.', 'smsctl verify', 'Run `smsctl verify` again.'],
    ['Run `smsctl verify --wait 2m`.', 'smsctl verify', 'Run `smsctl verify --wait 2m`: `smsctl verify`'],
  ])('%s %s', (text, command, line) => expect(remedyLine({ text, command })).toBe(line));
});
