import type { Environment } from '../../domain/environment.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Clock, OrganizationStore, SettingsStore, VerificationStore } from '../../ports.ts';
import { type ChosenOrganization, chooseOrganization } from '../organizations/choose-organization.ts';
import { readStatus, type Status } from './read-status.ts';

/** A question on the way from a missing message to its cause. */
export interface GuideStep {
  readonly question: string;
  /** Sentences; commands are in backticks. */
  readonly text: readonly string[];
  /** The command that answers it. Null: no command does. */
  readonly command: string | null;
}

/** In the order in which to ask. */
export const noMessageSteps: readonly GuideStep[] = [
  {
    question: 'Was the message sent?',
    text: [
      'List the messages to the recipient. The newest one is shown with its status, its error code and the cause.',
      'If there is no message, the application did not send it, or it used another account. Read its log.',
      'If the key may not read messages, open Monitor > Logs > Messaging in the Twilio Console, and filter by To.',
    ],
    command: 'smsctl deliveries --to NUMBER',
  },
  {
    question: 'Which status does it have?',
    text: [
      'queued, sending: Twilio still has the message.',
      'sent: the carrier has the message, and may never report its delivery.',
      'delivered: ask the recipient to search blocked and filtered messages.',
      'undelivered, failed: the error code names the cause.',
    ],
    command: 'smsctl explain STATUS',
  },
  {
    question: 'Which error code does it have?',
    text: ['If it has no error code, go on with the next question.'],
    command: 'smsctl explain CODE',
  },
  {
    question: 'Did the recipient opt out?',
    text: [
      'If the error code is 21610, the recipient replied STOP. Only the recipient can undo it, by replying START.',
    ],
    command: 'smsctl explain 21610',
  },
  {
    question: 'Is the number right?',
    text: [
      'Compare To in the log with the number that the recipient gives you.',
      'If the number comes from a contact list, check the list.',
    ],
    command: 'smsctl contacts check LIST',
  },
  {
    question: 'Is the setup still ready?',
    text: ['If a check fails, do what it says first.'],
    command: 'smsctl verify',
  },
  {
    question: 'Do other recipients get messages?',
    text: [
      'Send a test message to your own phone.',
      "If it arrives, the cause is the recipient's phone or carrier.",
      'If it does not, contact Twilio support with the SID and the output of `smsctl status --support`.',
    ],
    command: 'smsctl send-test --to NUMBER',
  },
];

/** What the saved setup tells about the sender. Identifiers are masked. */
export interface KnownSetup {
  readonly chosen: ChosenOrganization;
  readonly status: Status;
}

interface KnownPorts {
  readonly organizations: OrganizationStore;
  readonly open: (organization: string) => {
    readonly settings: SettingsStore;
    readonly verification: VerificationStore;
  };
  readonly clock: Clock;
}

/** The setup that other commands would use, read offline. Undefined: no or several organizations are set up, or the settings cannot be read. */
export async function readKnownSetup(
  naming: { readonly flag: string | undefined; readonly env: Environment; readonly interactive: boolean },
  { organizations, open, clock }: KnownPorts,
): Promise<KnownSetup | undefined> {
  try {
    const { flag, env, interactive } = naming;
    const chosen = await chooseOrganization({ flag, variable: env.SMSCTL_ORG, interactive }, organizations);
    const { settings, verification } = open(chosen.id);
    const saved = await settings.load();
    if (saved === undefined) return undefined;
    return { chosen, status: await readStatus(chosen.id, saved, { clock, verification }) };
  } catch (error) {
    // The questions help without it.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
