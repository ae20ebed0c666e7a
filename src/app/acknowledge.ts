import { exitCode } from '../domain/exit-code.ts';
import type { Acknowledgement, ContactsSettings, Settings } from '../domain/settings/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { Clock, SettingsStore } from '../ports.ts';
import { acknowledgeShortForm, shortFormState } from '../setup/contacts/short-form.ts';

export type AcknowledgementSubject = 'short-form' | 'contacts';

/**
 * Records an acknowledgement. Replaces a former one. Resolves with `changed: false` if the same person had acknowledged it
 * already, for the sender and method in use. Rejects as `requireSubject` throws.
 */
export async function acknowledge(
  { subject, by }: { readonly subject: AcknowledgementSubject; readonly by: string },
  { settings, clock }: { readonly settings: SettingsStore; readonly clock: Clock },
): Promise<{ readonly changed: boolean; readonly record: Acknowledgement }> {
  const saved = (await settings.load()) ?? {};
  requireSubject(subject, saved);
  const current = currentRecord(by, subject, saved);
  if (current !== undefined) return { changed: false, record: current };
  const now = clock.now();
  const updated = await settings.update((latest) => {
    requireSubject(subject, latest);
    const { contacts } = latest;
    return { ...latest, contacts: { ...contacts, ...recordFor(subject, by, now, latest) } as ContactsSettings };
  });
  const record = recordIn(subject, updated);
  if (record === undefined) throw new Error('What was saved is not in the settings.');
  return { changed: true, record };
}

const recordIn = (subject: AcknowledgementSubject, { contacts }: Settings): Acknowledgement | undefined =>
  subject === 'short-form' ? contacts?.shortForm : contacts?.acknowledged;

function currentRecord(by: string, subject: AcknowledgementSubject, settings: Settings): Acknowledgement | undefined {
  const record = recordIn(subject, settings);
  const isCurrent = subject === 'contacts' || shortFormState(settings) === 'current';
  return record?.by === by && isCurrent ? record : undefined;
}

const recordFor = (subject: AcknowledgementSubject, by: string, now: Date, settings: Settings) =>
  subject === 'short-form'
    ? { shortForm: acknowledgeShortForm(by, now, settings) }
    : { acknowledged: { by, at: now.toISOString() } };

/** Throws `UserError` `acknowledge.not-set-up` (exit 1) if the sections that the acknowledgement is about are not saved. */
export function requireSubject(subject: AcknowledgementSubject, { number, credentials, contacts }: Settings): void {
  const lacking = [
    ...(subject === 'short-form' && number === undefined ? ['number'] : []),
    ...(subject === 'short-form' && credentials === undefined ? ['credentials'] : []),
    ...(contacts === undefined ? ['contacts'] : []),
  ];
  if (lacking.length === 0) return;
  throw new UserError({
    code: 'acknowledge.not-set-up',
    message: `Setup required: ${lacking.join(', ')} ${lacking.length === 1 ? 'is' : 'are'} not set up.`,
    hints: [`Run \`smsctl setup ${lacking[0]}\`.`],
    exit: exitCode.notReady,
  });
}
