import { isEnough, textableShare } from '../../domain/contacts/contact-quality.ts';
import { headlines } from '../../domain/readiness/headline.ts';
import { counted, countText } from '../../domain/text/counts.ts';
import type { StepProof } from '../step/step.ts';
import { ageInDays, staleAfterDays } from './list-age.ts';
import { lookAtShortForm } from './short-form.ts';

const checks: StepProof<'contacts'>['checks'] = [
  {
    id: 'contacts.checked',
    title: 'The contact phone data was checked',
    why: 'Many teams check contact data on launch day, when it is too late to fix it. After 30 days, a check says little about the current list.',
    required: true,
    live: false,
    codes: ['21211', '21614'],
    remedy: { text: 'Check the contact list before the launch.', command: 'smsctl setup contacts' },
    look: ({ settings: { contacts: saved }, now }) => {
      if (saved === undefined) return { status: 'fail', detail: 'The contact phone data was never checked.' };
      const { name, rows, checkedAt } = saved.result;
      const days = ageInDays(saved.result, now);
      if (days >= staleAfterDays) {
        return {
          status: 'fail',
          detail: `${name} was checked ${days} days ago. A check is valid for ${staleAfterDays} days.`,
          remedy: { text: 'Check the current list.', command: 'smsctl setup contacts' },
        };
      }
      return {
        status: 'pass',
        detail: `${name} (${counted(rows, 'row')}) was checked on ${checkedAt}.`,
        data: { rows },
      };
    },
  },
  {
    id: 'contacts.quality',
    title: 'Enough contacts can receive SMS',
    why: 'Each row that cannot receive SMS is a person who gets no message. Twilio charges for many of these attempts.',
    required: true,
    live: false,
    needs: ['contacts.checked'],
    codes: ['21211', '21614', '30005', '30006'],
    remedy: {
      text: 'Fix the rows that cannot receive SMS, then check the list again.',
      command: 'smsctl setup contacts',
    },
    look: ({ settings: { contacts: saved } }) => {
      if (saved === undefined) return { status: 'skip', detail: 'Does not apply: no contact list is checked.' };
      const { rows, textable } = saved.result;
      const share = textableShare(saved.result);
      const detail = `${countText(textable)} of ${counted(rows, 'row')} can receive SMS: ${share} %, minimum ${saved.minimum} %.`;
      const data = { rows, textable, share, minimum: saved.minimum };
      return isEnough(saved.result, saved.minimum)
        ? { status: 'pass', detail, data }
        : { status: 'fail', code: '21211', detail: rows === 0 ? 'The list has no rows.' : detail, data };
    },
  },
  {
    id: 'contacts.countries',
    title: "The account may send to the contacts' countries",
    why: 'Twilio refuses messages to countries that are not enabled. By default, only the home country is enabled.',
    required: true,
    excusesKeys: true,
    live: true,
    needs: ['contacts.checked', 'credentials.live'],
    codes: ['21408'],
    remedy: {
      text: 'Enable the countries in the Twilio Console, under Messaging geo permissions.',
      command: null,
    },
    findOut: { text: 'Check the Messaging geo permissions in the Twilio Console.', command: null },
    look: async (facts) => (await import('./geo-permissions.ts')).lookAtCountries(facts),
  },
  {
    id: 'contacts.reachable',
    title: "This kind of sender reaches the contacts' countries",
    why: 'Countries accept different senders. Some block numbers of other countries, some replace the sender, and some require a registered sender ID. A short code works only in its own country.',
    required: true,
    live: true,
    needs: ['contacts.checked', 'number.saved'],
    codes: ['21612', '30040'],
    remedy: { text: 'Use a sender that reaches these countries.', command: 'smsctl setup number' },
    look: async ({ settings, now }) => (await import('./reach.ts')).lookAtReach(settings, now),
    prove: async (...args) => (await import('./reach.ts')).proveReach(...args),
  },
  {
    id: 'contacts.acknowledged',
    title: 'The team has acknowledged the contact data risks',
    why: 'Workflows may fail on missing or incorrect contact data. No check can prove that a number still belongs to the contact.',
    required: true,
    live: false,
    codes: ['21610'],
    remedy: {
      text: 'Have the team acknowledge the risks.',
      command: 'smsctl acknowledge contacts',
    },
    look: ({ settings: { contacts: saved } }) =>
      saved?.acknowledged === undefined
        ? {
            status: 'fail',
            detail: 'The contact data risks are not acknowledged.',
          }
        : {
            status: 'pass',
            detail: `${saved.acknowledged.by} acknowledged the contact data risks on ${saved.acknowledged.at}.`,
          },
  },
  {
    id: 'contacts.short-form',
    title: 'Campaign owners have acknowledged the limits of SMS',
    headline: headlines.shortForm,
    why: 'Twilio splits a long text into segments and bills each one. Carriers filter texts that look like e-mail. SMS also depends on registered senders.',
    required: true,
    live: false,
    codes: ['21617', '30007'],
    remedy: {
      text: 'Have campaign owners acknowledge them.',
      command: 'smsctl acknowledge short-form',
    },
    look: ({ settings }) => lookAtShortForm(settings),
  },
];

export const contactsProof: StepProof<'contacts'> = { id: 'contacts', headline: headlines.contacts, checks };
