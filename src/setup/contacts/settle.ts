import { type ContactsReport, defaultMinimum } from '../../domain/contacts/contact-quality.ts';
import type { GivenAnswers } from '../../domain/settings/question.ts';
import type { Acknowledgement, ContactsSettings } from '../../domain/settings/settings.ts';
import { countText } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { SettleContext, Settled } from '../step/step.ts';
import { ageInDays, staleAfterDays } from './list-age.ts';
import { acknowledgeShortForm, shortFormState } from './short-form.ts';

/** Keeps a saved acknowledgement, also if the answer is yes again or missing. */
function acknowledge(said: boolean | undefined, saved: Acknowledgement | undefined, context: SettleContext) {
  if (said === false) return undefined;
  return saved ?? (said === true ? { by: context.operator, at: context.now.toISOString() } : undefined);
}

/** As `acknowledge`, but replaces one that was given for another sender or method. */
function acknowledgeLimits(said: boolean | undefined, { settings, operator, now }: SettleContext) {
  if (said === false) return undefined;
  const saved = settings.contacts?.shortForm;
  const state = shortFormState(settings);
  if (said === true && (state === 'missing' || state === 'stale')) return acknowledgeShortForm(operator, now, settings);
  return saved;
}

function acknowledgements(
  answers: GivenAnswers,
  context: SettleContext,
): Pick<ContactsSettings, 'acknowledged' | 'shortForm'> {
  const saved = context.settings.contacts;
  const acknowledged = acknowledge(answers['contacts.acknowledged'], saved?.acknowledged, context);
  const shortForm = acknowledgeLimits(answers['contacts.shortForm'], context);
  return { ...(acknowledged !== undefined && { acknowledged }), ...(shortForm !== undefined && { shortForm }) };
}

/** Keeps a result of `contacts check --save` or `contacts record` that is not of one file, and cannot be checked again here. */
function keepResult(
  { source, minimum, result }: ContactsSettings,
  answers: GivenAnswers,
  context: SettleContext,
): Settled {
  if (ageInDays(result, context.now) >= staleAfterDays) {
    const problem = `${result.name} was checked more than ${staleAfterDays} days ago: check it again with \`smsctl contacts check --save\`, or give a file.`;
    return { ok: false, key: 'contacts.source', problem };
  }
  const country = answers['contacts.country'];
  const contacts: ContactsSettings = {
    source,
    ...(country !== undefined && { country }),
    minimum: answers['contacts.minimum'] ?? minimum,
    result,
    ...acknowledgements(answers, context),
  };
  return { ok: true, section: { contacts } };
}

export async function settleContacts(answers: GivenAnswers, context: SettleContext): Promise<Settled> {
  const saved = context.settings.contacts;
  const country = answers['contacts.country'];
  const column = answers['contacts.column'];
  const countryColumn = answers['contacts.countryColumn'];
  const consentColumn = answers['contacts.consentColumn'];
  const numbers = answers['contacts.numbers'];
  const reading = {
    ...(country !== undefined && { country }),
    ...(countryColumn !== undefined && { countryColumn }),
    ...(consentColumn !== undefined && { consentColumn }),
    ...(numbers !== undefined && { numbers }),
  };
  const sameQuestion =
    saved !== undefined &&
    saved.country === country &&
    saved.column === column &&
    saved.countryColumn === countryColumn &&
    saved.consentColumn === consentColumn &&
    saved.numbers === numbers;
  if (saved !== undefined && saved.result.bytes === null && saved.source === answers['contacts.source']) {
    return keepResult(saved, answers, context);
  }
  const known = sameQuestion && ageInDays(saved.result, context.now) < staleAfterDays ? saved.result : undefined;
  try {
    const report = await context.checkContacts({
      sources: [answers['contacts.source'] ?? ''],
      ...reading,
      ...(column !== undefined && { columns: [column] }),
      ...(known !== undefined && { known }),
    });
    const isAsked = answers['contacts.numbers'] === undefined || answers['contacts.consentColumn'] === undefined;
    const doubt = context.canAsk && isAsked ? doubtOf(report) : undefined;
    if (doubt !== undefined) return doubt;
    const contacts: ContactsSettings = {
      source: report.lists[0]?.source ?? '',
      ...reading,
      ...(column !== undefined && { column }),
      minimum: answers['contacts.minimum'] ?? defaultMinimum,
      result: report.result,
      ...acknowledgements(answers, context),
    };
    return { ok: true, section: { contacts }, report };
  } catch (error) {
    if (!(error instanceof UserError) || !error.code.startsWith('contacts.')) throw error;
    const key = error.code === 'contacts.column-uncertain' ? 'contacts.column' : 'contacts.source';
    return { ok: false, key, problem: [error.message, ...error.hints].join(' ') };
  }
}

/** A doubt about rows that one more answer decides; undefined if there is none. */
function doubtOf({ lists, result }: ContactsReport): Settled | undefined {
  const detailOf = (code: string): string => {
    const detail = lists.flatMap(({ findings }) => findings).find((finding) => finding.code === code)?.detail;
    return detail === undefined || detail === null ? '' : ` ${printable(detail, 300)}`;
  };
  const unclear = result.reasons['reading-unclear'] ?? 0;
  if (unclear > 0) {
    const problem = `${countText(unclear)} numbers without + are valid in two countries, such as${detailOf('reading-unclear')}. Enter national or international.`;
    return { ok: false, key: 'contacts.numbers', problem };
  }
  const consent = result.reasons['consent-unclear'] ?? 0;
  if (consent === 0) return undefined;
  const problem = `The consent values of ${countText(consent)} rows are not understood.${detailOf('consent-unclear')} Enter NAME=VALUE with the value that allows texting, or none.`;
  return { ok: false, key: 'contacts.consentColumn', problem };
}
