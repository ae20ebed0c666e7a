import { accepted, type Parsed, refused } from '../../domain/text/parsed.ts';
import type { SetupStep } from '../step/step.ts';
import { ownerProof } from './checks.ts';

const lengthLimit = 100;

/** One line of plain text; white space at its ends is dropped. */
function parseLine(raw: string, wanted: string): Parsed<string> {
  const text = raw.trim();
  if (text === '') return refused(`Enter ${wanted}.`);
  if (text.length > lengthLimit) return refused(`Keep it to ${lengthLimit} characters; this has ${text.length}.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return refused('Enter one line of plain text.');
  return accepted(text);
}

export const owner: SetupStep<'owner'> = {
  ...ownerProof,
  title: 'Who owns SMS',
  intro: [
    'SMS breaks on launch days: a key is revoked, a registration lapses.',
    'One team answers for it; every status shows its name and how to reach it.',
  ],
  questions: [
    {
      kind: 'text',
      key: 'owner.team',
      message: 'Team that owns SMS setup',
      help: 'The team that answers for SMS, such as "Customer Messaging".',
      flag: '--owner-team',
      variable: 'SMSCTL_OWNER_TEAM',
      current: ({ owner }) => owner?.team,
      parse: (raw) => parseLine(raw, "the team's name, such as Customer Messaging"),
    },
    {
      kind: 'text',
      key: 'owner.contact',
      message: 'How to reach it',
      help: "A person's or a channel's address: sms-team@example.com, #sms-help.",
      flag: '--owner-contact',
      variable: 'SMSCTL_OWNER_CONTACT',
      current: ({ owner }) => owner?.contact,
      parse: (raw) => parseLine(raw, 'an address, such as sms-team@example.com or #sms-help'),
    },
  ],
  finished: ({ owner }) => owner !== undefined,
  settle: async (answers, { settings }) => ({
    ok: true,
    section: {
      owner: {
        ...settings.owner,
        team: answers['owner.team'] ?? settings.owner?.team ?? '',
        contact: answers['owner.contact'] ?? settings.owner?.contact ?? '',
      },
    },
  }),
};
