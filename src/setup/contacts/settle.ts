import { type ContactsReport, defaultMinimum } from '../../domain/contacts/contact-quality.ts';
import { PhoneColumnUnknown } from '../../domain/contacts/phone-column-unknown.ts';
import type { GivenAnswers } from '../../domain/settings/question.ts';
import type { Acknowledgement, ContactsSettings } from '../../domain/settings/settings.ts';
import { countText } from '../../domain/text/counts.ts';
import { printable } from '../../domain/text/printable.ts';
import { paragraphOf, UserError } from '../../domain/user-error.ts';
import type { SettleContext, Settled } from '../step/step.ts';
import { ageInDays, staleAfterDays } from './list-age.ts';
import { acknowledgeShortForm, shortFormState } from './short-form.ts';

/** Keeps a saved acknowledgement, also if the answer is yes again or missing. */
function acknowledge(answers: GivenAnswers, { settings, now }: SettleContext): Acknowledgement | undefined {
  const { 'contacts.acknowledged': said, 'contacts.acknowledgedBy': by } = answers;
  if (said === false) return undefined;
  const given = said === true && by !== undefined ? { by, at: now.toISOString() } : undefined;
  return settings.contacts?.acknowledged ?? given;
}

/** As `acknowledge`, but replaces one that was given for another sender or method. */
function acknowledgeLimits(answers: GivenAnswers, { settings, now }: SettleContext) {
  const { 'contacts.shortForm': said, 'contacts.acknowledgedBy': by } = answers;
  if (said === false) return undefined;
  const state = shortFormState(settings);
  const isNew = said === true && (state === 'missing' || state === 'stale');
  return isNew && by !== undefined ? acknowledgeShortForm(by, now, settings) : settings.contacts?.shortForm;
}

function acknowledgements(
  answers: GivenAnswers,
  context: SettleContext,
): Pick<ContactsSettings, 'acknowledged' | 'shortForm'> {
  const acknowledged = acknowledge(answers, context);
  const shortForm = acknowledgeLimits(answers, context);
  return { ...(acknowledged !== undefined && { acknowledged }), ...(shortForm !== undefined && { shortForm }) };
}

/** Keeps a result of `contacts check --save` or `contacts record` that is not of one file, and cannot be checked again here. */
function keepResult(
  { source, minimum, result }: ContactsSettings,
  answers: GivenAnswers,
  context: SettleContext,
): Settled {
  if (ageInDays(result, context.now) >= staleAfterDays) {
    const problem = `smsctl checked ${result.name} more than ${staleAfterDays} days ago. Run \`smsctl contacts check --save\` again, or enter a file.`;
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
  const sheet = answers['contacts.sheet'];
  const reading = {
    ...(country !== undefined && { country }),
    ...(countryColumn !== undefined && { countryColumn }),
    ...(consentColumn !== undefined && { consentColumn }),
    ...(numbers !== undefined && { numbers }),
    ...(sheet !== undefined && { sheet }),
  };
  const sameQuestion =
    saved !== undefined &&
    saved.country === country &&
    saved.column === column &&
    saved.countryColumn === countryColumn &&
    saved.consentColumn === consentColumn &&
    saved.numbers === numbers &&
    saved.sheet === sheet;
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
    const isOfColumn = context.canAsk && error instanceof PhoneColumnUnknown;
    const isOfSheet = error.code === 'contacts.no-sheet' && sheet !== undefined;
    const isColumn = isOfColumn || error.code === 'contacts.column-uncertain';
    const key = isColumn ? 'contacts.column' : isOfSheet ? 'contacts.sheet' : 'contacts.source';
    return { ok: false, key, problem: paragraphOf(error) };
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
