import { isEnough, textableShare } from '../../domain/contacts/contact-quality.ts';
import { headlines } from '../../domain/readiness/headline.ts';
import { countText } from '../../domain/text/counts.ts';
import type { StepProof } from '../step/step.ts';
import { ageInDays, staleAfterDays } from './list-age.ts';
import { lookAtShortForm } from './short-form.ts';

const checks: StepProof<'contacts'>['checks'] = [
  {
    id: 'contacts.checked',
    title: 'Contact phone data was checked',
    why: 'Contact data is usually looked at on launch day, when it is too late to mend. A check older than 30 days says little about the list of today.',
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
          detail: `${name} was checked ${days} days ago; a check counts for ${staleAfterDays} days.`,
          remedy: { text: 'Check the list of today.', command: 'smsctl setup contacts' },
        };
      }
      return {
        status: 'pass',
        detail: `${name}: ${countText(rows)} rows, checked on ${checkedAt.slice(0, 10)}.`,
        data: { rows },
      };
    },
  },
  {
    id: 'contacts.quality',
    title: 'Enough contacts can be texted',
    why: 'Each row that cannot be texted is a person who is not reached; many of them are billed all the same.',
    required: true,
    live: false,
    needs: ['contacts.checked'],
    codes: ['21211', '21614', '30005', '30006'],
    remedy: {
      text: 'Mend the rows that cannot be texted, then check the list again.',
      command: 'smsctl setup contacts',
    },
    look: ({ settings: { contacts: saved } }) => {
      if (saved === undefined) return { status: 'skip', detail: 'There is nothing to judge yet.' };
      const { rows, textable } = saved.result;
      const share = textableShare(saved.result);
      const detail = `${countText(textable)} of ${countText(rows)} rows can be texted (${share} %; at least ${saved.minimum} % is wanted).`;
      const data = { rows, textable, share, minimum: saved.minimum };
      return isEnough(saved.result, saved.minimum)
        ? { status: 'pass', detail, data }
        : { status: 'fail', code: '21211', detail: rows === 0 ? 'The list has no rows.' : detail, data };
    },
  },
  {
    id: 'contacts.countries',
    title: "The account may send to the contacts' countries",
    why: 'Messages to a country that is not switched on are refused. Only the home country is on from the beginning.',
    required: true,
    excusesKeys: true,
    live: true,
    needs: ['contacts.checked', 'credentials.live'],
    codes: ['21408'],
    remedy: {
      text: 'Switch the countries on in the console, under the geo permissions of Messaging.',
      command: null,
    },
    findOut: { text: 'Look at the geo permissions of Messaging in the console.', command: null },
    look: async (facts) => (await import('./geo-permissions.ts')).lookAtCountries(facts),
  },
  {
    id: 'contacts.reachable',
    title: "This kind of sender reaches the contacts' countries",
    why: 'Countries differ in the senders that they accept. Some block numbers from abroad, some replace the sender, and some require a registered sender ID. A short code works in its own country only.',
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
    title: 'The team knows that bad contact data makes workflows fail',
    why: 'No check can prove that a number still belongs to its owner. Whoever builds a workflow has to expect rows that fail.',
    required: true,
    live: false,
    codes: ['21610'],
    remedy: {
      text: 'Have the team acknowledge it.',
      command: 'smsctl acknowledge contacts',
    },
    look: ({ settings: { contacts: saved } }) =>
      saved?.acknowledged === undefined
        ? {
            status: 'fail',
            detail: 'Nobody has acknowledged that workflows may fail on missing or incorrect contact data.',
          }
        : {
            status: 'pass',
            detail: `${saved.acknowledged.by} acknowledged it on ${saved.acknowledged.at.slice(0, 10)}.`,
          },
  },
  {
    id: 'contacts.short-form',
    title: 'Campaign owners know that SMS is not light e-mail',
    headline: headlines.shortForm,
    why: 'Text written as e-mail is cut into segments that are each paid, filtered by carriers, and loses its links. SMS is short-form, and rests on senders that are registered.',
    required: true,
    live: false,
    codes: ['21617', '30007'],
    remedy: {
      text: 'Have the campaign owners acknowledge it.',
      command: 'smsctl acknowledge short-form',
    },
    look: ({ settings }) => lookAtShortForm(settings),
  },
];

export const contactsProof: StepProof<'contacts'> = { id: 'contacts', headline: headlines.contacts, checks };
