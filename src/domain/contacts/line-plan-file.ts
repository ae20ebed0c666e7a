import { contactRules } from '../numbers/contact-rules.ts';
import { printable } from '../text/printable.ts';
import { UserError } from '../user-error.ts';
import type { LinePlan } from './classify-lines.ts';

const schema = 'smsctl.contacts-plan/1';

/** A plan as `contacts check --plan-out` writes it: JSON on one line. */
export const linePlanText = (plan: LinePlan): string => `${JSON.stringify({ schema, rules: contactRules, ...plan })}\n`;

/** Throws `UserError` (`contacts.plan`, `contacts.other-rules`). */
export function parseLinePlan(text: string, path: string): LinePlan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAPlan(path);
  }
  if (typeof value !== 'object' || value === null) throw notAPlan(path);
  const { schema: found, rules, ...plan } = value as { schema?: unknown; rules?: unknown } & LinePlan;
  if (found !== schema || !isPlan(plan)) throw notAPlan(path);
  if (rules === contactRules) return plan;
  throw new UserError({
    code: 'contacts.other-rules',
    message: `Unsupported rules in ${printable(path)}: ${printable(String(rules), 40)}. This version uses ${contactRules}.`,
    hints: ['Write it again with `smsctl contacts check LIST --plan-out FILE`.'],
  });
}

const isPlan = ({ plan, delimiter, header, before }: Partial<LinePlan>): boolean =>
  typeof delimiter === 'string' &&
  (header === null || Array.isArray(header)) &&
  Array.isArray(before) &&
  Array.isArray(plan?.numbers) &&
  Array.isArray(plan.consents) &&
  typeof plan.country === 'number';

const notAPlan = (path: string): UserError =>
  new UserError({
    code: 'contacts.plan',
    message: `Invalid plan file: ${printable(path)}.`,
    hints: ['Write it with `smsctl contacts check LIST --plan-out FILE`.'],
  });
