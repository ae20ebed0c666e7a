import { defaultMinimum, isEnough, parseMinimum, textableShare } from '../../domain/contact-quality.ts';
import { countText } from '../../domain/counts.ts';
import { headlines } from '../../domain/headline.ts';
import { accepted, refused } from '../../domain/parsed.ts';
import type { Settings } from '../../domain/settings.ts';
import { lookAtReach } from '../contact-countries.ts';
import { ageInDays, staleAfterDays } from '../list-age.ts';
import { lookAtShortForm, shortFormState } from '../short-form.ts';
import type { SetupStep } from '../step.ts';

const yesOrNo = (raw: string) => {
  const text = raw.trim().toLowerCase();
  if (['yes', 'y', 'true'].includes(text)) return accepted(true);
  if (['no', 'n', 'false'].includes(text)) return accepted(false);
  return refused('Answer yes or no.');
};

/** One that does not say for what it was given counts, with a warning. */
const isUnderstood = (settings: Settings): boolean => ['current', 'unbound'].includes(shortFormState(settings));

export const contacts: SetupStep<'contacts'> = {
  id: 'contacts',
  title: 'Contact phone data',
  headline: headlines.contacts,
  intro: [
    'No sender reaches a missing, mistyped or spreadsheet-damaged number.',
    'The list is read on this machine; only counts are saved, never a number.',
  ],
  questions: [
    {
      kind: 'text',
      key: 'contacts.source',
      message: 'Contact list',
      help: 'A CSV, JSON or vCard file with phone numbers, such as contacts.csv.',
      flag: '--contacts',
      variable: 'SMSCTL_CONTACTS',
      current: ({ contacts: saved }) => saved?.source,
      parse: (raw) => {
        const path = raw.trim();
        if (path === '') return refused('Enter the path of a CSV, JSON or vCard file.');
        if (path === '-' || /^postgres(?:ql)?:\/\//i.test(path)) {
          return refused('Give a file; for a pipe or a database there is `smsctl contacts check --save`.');
        }
        return accepted(path);
      },
    },
    {
      kind: 'text',
      key: 'contacts.country',
      message: 'Country of numbers written without one',
      help: 'Two letters, such as US; none when every number starts with +.',
      flag: '--contacts-country',
      variable: 'SMSCTL_CONTACTS_COUNTRY',
      optional: true,
      current: ({ contacts: saved }) => saved?.country,
      propose: ({ saved }) => saved.number?.country,
      parse: async (raw) => (await import('../../domain/phone.ts')).parseCountry(raw),
    },
    {
      kind: 'text',
      key: 'contacts.column',
      message: 'Phone column',
      help: 'The column of the phone numbers, by its header; recognized where not given.',
      flag: '--contacts-column',
      variable: 'SMSCTL_CONTACTS_COLUMN',
      optional: true,
      unprompted: true,
      current: ({ contacts: saved }) => saved?.column,
      parse: (raw) => (raw.trim() === '' ? refused("Give the column's header.") : accepted(raw.trim())),
    },
    {
      kind: 'text',
      key: 'contacts.minimum',
      message: 'Least share of contacts that can be texted, in %',
      help: 'A number from 0 to 100; below it the list is not good enough for real use.',
      flag: '--contacts-minimum',
      variable: 'SMSCTL_CONTACTS_MINIMUM',
      current: ({ contacts: saved }) => saved?.minimum.toString(),
      propose: () => String(defaultMinimum),
      parse: parseMinimum,
    },
    {
      kind: 'confirm',
      key: 'contacts.acknowledged',
      afterReport: true,
      message: 'The team knows that SMS workflows may still fail where contact phone data is missing or incorrect',
      help: 'Acknowledges that workflows may fail on missing or incorrect phone data.',
      flag: '--acknowledge-contacts',
      variable: null,
      current: ({ contacts: saved }) => (saved?.acknowledged === undefined ? undefined : 'yes'),
      parse: yesOrNo,
    },
    {
      kind: 'confirm',
      key: 'contacts.shortForm',
      afterReport: true,
      message:
        'Campaign owners understand that SMS is not light e-mail: 160 plain characters a segment, each one paid, over infrastructure that registers senders and filters content',
      help: 'Acknowledges that SMS is short-form, and rests on infrastructure.',
      flag: '--acknowledge-short-form',
      variable: null,
      current: (saved) => (isUnderstood(saved) ? 'yes' : undefined),
      parse: yesOrNo,
    },
  ],
  checks: [
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
          : { status: 'fail', detail: rows === 0 ? 'The list has no rows.' : detail, data };
      },
    },
    {
      id: 'contacts.countries',
      title: "The account may send to the contacts' countries",
      why: 'Messages to a country that is not switched on are refused. Only the home country is on from the beginning.',
      required: false,
      live: true,
      needs: ['contacts.checked', 'credentials.live'],
      codes: ['21408'],
      remedy: {
        text: 'Switch the countries on in the console, under the geo permissions of Messaging.',
        command: null,
      },
      look: async (facts) => (await import('../geo-permissions.ts')).lookAtCountries(facts),
    },
    {
      id: 'contacts.reachable',
      title: "This kind of sender reaches the contacts' countries",
      why: 'A short code works in its own country, a toll-free number in North America, and many countries take no alphanumeric sender ID.',
      required: false,
      live: false,
      needs: ['contacts.checked', 'number.saved'],
      codes: ['21612', '21659'],
      remedy: { text: 'Add a sender that reaches them.', command: 'smsctl setup number' },
      look: ({ settings }) => lookAtReach(settings),
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
  ],
  finished: (saved) => saved.contacts?.acknowledged !== undefined && isUnderstood(saved),
  settle: async (...draft) => (await import('../settle-contacts.ts')).settleContacts(...draft),
};
