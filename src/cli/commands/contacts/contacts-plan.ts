import { defaultMinimum, parseMinimum, parseNumbers } from '../../../domain/contacts/contact-quality.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import type { Parsed } from '../../../domain/text/parsed.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';

export interface PlanOptions {
  readonly contactsCountry?: string;
  readonly contactsColumn?: readonly string[];
  readonly contactsMinimum?: number;
  readonly countryColumn?: string;
  readonly consentColumn?: string;
  readonly contactsNumbers?: 'national' | 'international';
  readonly sheet?: string;
}

export interface Plan {
  readonly sources: readonly string[];
  readonly columns: readonly string[];
  readonly country: string | undefined;
  /** The flag, the variable or the setting that gave the country. */
  readonly countryFrom: string;
  readonly minimum: number;
  readonly countryColumn: string | undefined;
  readonly consentColumn: string | undefined;
  readonly numbers: 'national' | 'international' | undefined;
  readonly sheet: string | undefined;
}

/** An empty variable counts as not set. */
const set = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined);

/** Precedence: flag, variable, saved value. Throws `UserError` (exit 2). */
export async function planFrom(
  options: PlanOptions,
  args: readonly string[],
  env: Context['env'],
  { contacts, number }: Settings,
): Promise<Plan> {
  const saved = contacts?.source;
  const sources = args.length > 0 ? args : [set(env.SMSCTL_CONTACTS) ?? saved].filter((source) => source !== undefined);
  if (sources.length === 0) {
    throw new UserError({
      code: 'input.missing',
      message: 'A contact list is required.',
      hints: ['Run `smsctl contacts check contacts.csv`. To read from stdin, pass `-`.'],
    });
  }
  const isSaved = sources.length === 1 && sources[0] === saved;
  const column = set(env.SMSCTL_CONTACTS_COLUMN) ?? (isSaved ? contacts?.column : undefined);
  const countries: readonly (readonly [string | undefined, string])[] = [
    [options.contactsCountry, '--contacts-country'],
    [set(env.SMSCTL_CONTACTS_COUNTRY), 'SMSCTL_CONTACTS_COUNTRY'],
    [contacts?.country, 'saved for contacts'],
    [number?.country, "saved number's country"],
  ];
  const [country, countryFrom = ''] = countries.find(([value]) => value !== undefined) ?? [];
  const minimum = set(env.SMSCTL_CONTACTS_MINIMUM);
  const numbers = set(env.SMSCTL_CONTACTS_NUMBERS);
  const own = isSaved ? contacts : undefined;
  return {
    sources,
    columns: options.contactsColumn ?? (column === undefined ? [] : [column]),
    country:
      country === undefined
        ? undefined
        : wanted((await import('../../../domain/numbers/phone.ts')).parseCountry(country), countryFrom),
    countryFrom,
    countryColumn: options.countryColumn ?? set(env.SMSCTL_COUNTRY_COLUMN) ?? own?.countryColumn,
    consentColumn: options.consentColumn ?? set(env.SMSCTL_CONSENT_COLUMN) ?? own?.consentColumn,
    numbers:
      options.contactsNumbers ??
      (numbers === undefined ? own?.numbers : wanted(parseNumbers(numbers), 'SMSCTL_CONTACTS_NUMBERS')),
    sheet: options.sheet ?? set(env.SMSCTL_SHEET) ?? own?.sheet,
    minimum:
      options.contactsMinimum ??
      (minimum === undefined
        ? (contacts?.minimum ?? defaultMinimum)
        : wanted(parseMinimum(minimum), 'SMSCTL_CONTACTS_MINIMUM')),
  };
}

function wanted<T>(parsed: Parsed<T>, from: string): T {
  if (parsed.ok) return parsed.value;
  throw new UserError({ code: 'input.invalid', message: `${from}: ${parsed.problem}` });
}
