import { segmentsOf } from '../../domain/messages/segments.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import type { NumberSettings, Settings } from '../../domain/settings/settings.ts';
import { counted, countText } from '../../domain/text/counts.ts';

/** How fast a sender sends by default, with the source. */
interface Throughput {
  readonly words: string;
  /** Segments a second; null if it depends on country and account. */
  readonly perSecond: number | null;
  readonly source: string;
}

const queues = 'https://www.twilio.com/docs/api/errors/30001';
const limits = 'https://help.twilio.com/articles/115002943027';

/** The default of a kind of sender. Twilio may have raised the account's limit. */
function throughputOf({ kind, type, country }: NumberSettings): Throughput {
  if (kind === 'short-code') {
    return { words: 'A short code sends 100 segments per second.', perSecond: 100, source: queues };
  }
  if (kind === 'number' && type === 'TOLL_FREE') {
    return { words: 'A toll-free number sends 3 segments per second.', perSecond: 3, source: limits };
  }
  if (kind === 'number' && (country === 'US' || country === 'CA')) {
    const campaign = country === 'US' ? ' A registered A2P campaign may send more.' : '';
    return { words: `A long code sends 1 segment per second.${campaign}`, perSecond: 1, source: queues };
  }
  const name = kind === 'number' ? `a number of ${country ?? 'no country'}` : 'an alphanumeric sender ID';
  return { words: `The speed of ${name} depends on the country and the account.`, perSecond: null, source: limits };
}

/** 160 plain characters: one segment, and no room for one more. */
const sampleText =
  'Acme: your appointment is on Tue 24 Nov at 10:30, 15 Main Street. Reply C to confirm or R for another time. Questions? Call 202 555 0142. Reply STOP to opt out.';

/** Limits for campaign owners, with this organization's own numbers. */
export interface ShortFormBriefing {
  readonly limits: readonly { readonly label: string; readonly text: string; readonly source: string | null }[];
  /** One whole segment. */
  readonly sample: string;
  readonly sampleNote: string;
}

export function shortFormBriefing(settings: Settings): ShortFormBriefing {
  const { number, credentials, contacts } = settings;
  const curly = segmentsOf(`${sampleText.slice(0, -1)}’`);
  const textable = contacts?.result.textable ?? 0;
  const countries = Object.entries(contacts?.result.countries ?? {}).sort(([, one], [, other]) => other - one);
  const throughput = number === undefined ? undefined : throughputOf(number);
  return {
    limits: [
      ...(throughput === undefined
        ? []
        : [
            {
              label: 'Sender',
              text: `${throughput.words}${durationWords(textable, throughput.perSecond)}`,
              source: throughput.source,
            },
          ]),
      ...(countries.length === 0
        ? []
        : [
            {
              label: 'Countries',
              text: `${countryWords(countries)}. Each country has its own rules and its own price per segment.`,
              source: 'https://www.twilio.com/en-us/guidelines/sms',
            },
          ]),
      ...(credentials === undefined
        ? []
        : [
            {
              label: 'Credentials',
              text: `${methodNames[credentials.method]}. If they are revoked, every message fails.`,
              source: null,
            },
          ]),
      {
        label: 'Carriers',
        text: 'Carriers require registered senders and filter content. Recipients who reply STOP get no more messages.',
        source: 'https://www.twilio.com/docs/api/errors/30007',
      },
    ],
    sample: sampleText,
    sampleNote: `This text has 160 characters: one segment, billed once. With one curly quote, it needs ${curly.segments} segments.`,
  };
}

const countryWords = (countries: readonly (readonly [string, number])[]): string => {
  const shown = countries.slice(0, 5).map(([country, rows]) => `${country} ${countText(rows)}`);
  const more = countries.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
};

function durationWords(contacts: number, perSecond: number | null): string {
  if (perSecond === null || contacts === 0) return '';
  const seconds = Math.ceil(contacts / perSecond);
  return ` One segment to ${counted(contacts, 'contact')} takes about ${timeWords(seconds)}.`;
}

function timeWords(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, name] = units.find(([length]) => seconds >= 2 * length) ?? [1, 'second'];
  return counted(Math.round(seconds / size), name);
}
