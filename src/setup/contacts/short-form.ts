import type { Finding } from '../../domain/readiness/check.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import type { Settings, ShortFormAcknowledgement } from '../../domain/settings/settings.ts';

/**
 * `missing` not acknowledged · `current` given for the sender and the method in use · `stale` given for others ·
 * `unbound` given before it was recorded for what
 */
type ShortFormState = 'missing' | 'current' | 'stale' | 'unbound';

export function shortFormState({ contacts, number, credentials }: Settings): ShortFormState {
  const given = contacts?.shortForm;
  if (given === undefined) return 'missing';
  if (given.sender === undefined && given.method === undefined) return 'unbound';
  return given.sender === number?.sender && given.method === credentials?.method ? 'current' : 'stale';
}

/** An acknowledgement for what is in use now. */
export const acknowledgeShortForm = (
  by: string,
  now: Date,
  { number, credentials }: Settings,
): ShortFormAcknowledgement => ({
  by,
  at: now.toISOString(),
  ...(number !== undefined && { sender: number.sender }),
  ...(credentials !== undefined && { method: credentials.method }),
});

const command = 'smsctl acknowledge short-form';

export function lookAtShortForm(settings: Settings): Finding {
  const given = settings.contacts?.shortForm;
  const state = shortFormState(settings);
  if (given === undefined) {
    return { status: 'fail', detail: 'The limits of SMS are not acknowledged.' };
  }
  const who = `${given.by} acknowledged the limits of SMS on ${given.at}`;
  switch (state) {
    case 'stale':
      return {
        status: 'fail',
        detail: `${who}, for ${formerSetup(given)}. The sender or the method has changed since, and so have the limits.`,
        remedy: { text: 'Have campaign owners acknowledge the current limits.', command },
      };
    case 'unbound':
      return {
        status: 'warn',
        detail: `${who}. The record names no sender and no method.`,
        remedy: { text: 'Have campaign owners acknowledge the current limits.', command },
      };
    default:
      return { status: 'pass', detail: `${who}, for the sender and the method in use.` };
  }
}

const formerSetup = ({ sender, method }: ShortFormAcknowledgement): string =>
  [sender, method === undefined ? undefined : methodNames[method]].filter((part) => part !== undefined).join(' with ');
