import { type Parsed, refused } from '../../domain/text/parsed.ts';
import { parseLine, parseName } from '../../domain/text/plain-line.ts';
import type { SetupStep } from '../step/step.ts';
import { ownerProof } from './checks.ts';

const wantedContact = 'an address, such as sms-team@example.com or #sms-help';

/** An e-mail address, a channel or a phone number: it has a letter or a digit. */
function parseContact(raw: string): Parsed<string> {
  const line = parseLine(raw, wantedContact);
  return line.ok && !/[\p{L}\p{N}]/u.test(line.value) ? refused(`Enter ${wantedContact}.`) : line;
}

export const owner: SetupStep<'owner'> = {
  ...ownerProof,
  title: 'SMS owner',
  intro: 'The owner team fixes SMS when it fails. `smsctl status` shows the team to support.',
  questions: [
    {
      kind: 'text',
      key: 'owner.team',
      message: 'Team that owns SMS',
      help: 'team that is responsible for SMS',
      flag: '--owner-team',
      variable: 'SMSCTL_OWNER_TEAM',
      current: ({ owner }) => owner?.team,
      parse: (raw) => parseName(raw, "the team's name, such as Customer Messaging"),
    },
    {
      kind: 'text',
      key: 'owner.contact',
      message: 'Contact of the team',
      help: 'e-mail address or channel of the owner team',
      flag: '--owner-contact',
      variable: 'SMSCTL_OWNER_CONTACT',
      current: ({ owner }) => owner?.contact,
      parse: parseContact,
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
