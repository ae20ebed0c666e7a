import { costSentences } from '../../domain/prices/cost-sentences.ts';
import { type Decimal, decimalText, moneyText, parseDecimal } from '../../domain/prices/decimal.ts';
import { type ListCost, listCost } from '../../domain/prices/list-cost.ts';
import { lowBalance } from '../../domain/provider-rules/low-balance.ts';
import type { CheckData, Finding } from '../../domain/readiness/check.ts';
import type { Balance, Facts } from '../../domain/readiness/facts.ts';
import { nullIfForbidden } from '../step/null-if-forbidden.ts';

/** Never a failure: accounts that pay by invoice may be below zero. */
export async function lookAtFunds(facts: Facts): Promise<Finding> {
  const { number, contacts } = facts.settings;
  const [balance, account, prices] = await Promise.all([
    facts.balance(),
    nullIfForbidden(facts.account()),
    number === undefined || contacts === undefined ? null : nullIfForbidden(facts.prices()),
  ]);
  const cost = prices && number && listCost(contacts?.result.countries ?? {}, prices, number);
  return judgeBalance(balance, { knowsAccount: account !== null, cost: cost ?? null });
}

interface Known {
  /** False if the account's status cannot be read. */
  readonly knowsAccount: boolean;
  /** Of one segment to each contact. Null: no price is known. */
  readonly cost: ListCost | null;
}

export function judgeBalance(balance: Balance | null, { knowsAccount, cost }: Known): Finding {
  if (balance === null) return { status: 'skip', detail: "Does not apply: a subaccount uses its parent's funds." };
  const { amount, currency } = balance;
  const funds = parseDecimal(amount);
  if (funds === undefined) return { status: 'unknown', detail: 'Twilio did not return the balance as a number.' };
  const held = `The balance is ${moneyText(funds, 'down')} ${currency}.`;
  const data = { balance: amount, currency, ...costData(cost) };
  if (funds > 0n) return judgeFunds(funds, held, currency, cost, data);
  if (!knowsAccount) {
    return {
      status: 'unknown',
      code: '30002',
      detail: `${held} This key cannot read whether the account is still active.`,
      remedy: { text: 'Check in the Twilio Console whether the account pays by invoice, or add funds.', command: null },
      required: true,
      data,
    };
  }
  return { status: 'warn', code: '30002', detail: `${held} Twilio suspends a prepaid account at zero.`, data };
}

/** Compares the balance with one segment to each contact; if not all of that is known, also with a threshold. */
function judgeFunds(funds: Decimal, held: string, currency: string, cost: ListCost | null, data: CheckData): Finding {
  const compared = cost?.currency === currency ? cost : null;
  const said = `${held}${cost === null ? '' : ` ${costSentences(cost)}`}`;
  // On the most expensive networks it may not be enough, and carrier fees come on top.
  if (compared !== null && funds < compared.most) return { status: 'warn', detail: said, data };
  if (compared !== null && compared.unpriced === 0) return { status: 'pass', detail: said, data };
  const low = lowBalance(currency);
  if (low === undefined) {
    return {
      status: 'unknown',
      detail: `${said} smsctl has no threshold for ${currency}.`,
      remedy: { text: 'Compare the balance with the cost of a campaign.', command: null },
      data,
    };
  }
  return funds / oneUnit < low
    ? { status: 'warn', detail: `${said} A campaign may use it up.`, data }
    : { status: 'pass', detail: said, data };
}

const oneUnit = parseDecimal('1') ?? 1n;

const costData = (cost: ListCost | null): CheckData =>
  cost === null
    ? {}
    : {
        contacts: cost.priced,
        cost: decimalText(cost.least),
        costAtMost: decimalText(cost.most),
        priceCurrency: cost.currency,
        ...(cost.unpriced > 0 && { unpriced: cost.unpricedCountries.join(', ') }),
      };
