import { senderRulesAsOf as asOf, senderRulesReviewed as reviewed } from './dates.ts';
import type { Confidence, RuleSource, RuleTable } from './rule-table.ts';

/** What happens to messages from a kind of number. `partly`: some networks block them. */
export type NumberRule = 'yes' | 'overwritten' | 'blocked' | 'partly' | 'unknown';

/** What happens to messages from an alphanumeric sender ID that is registered where this is required. */
type SenderIdRule = 'yes' | 'overwritten' | 'refused' | 'unknown';

/**
 * Whether a sender ID has to be registered: `partly` for some networks, `protected` for protected names only, `domestic`
 * offered to domestic companies only, `closed` required and closed to new requests since the row's date.
 */
type RegistrationRule = 'no' | 'recommended' | 'required' | 'partly' | 'protected' | 'domestic' | 'closed' | 'unknown';

type Offer = 'yes' | 'no' | 'unknown';

/** One statement of a row. `confirmed` is false where the table marks it with a question mark. */
export interface Stated<Value extends string> {
  readonly value: Value;
  readonly confirmed: boolean;
}

/** What the sources say about sending to one country or territory. */
export interface SenderRule {
  /** ISO 3166-1 alpha-2, and XK for Kosovo. */
  readonly country: string;
  readonly name: string;
  /** Whether the provider offers domestic long codes with two-way SMS. */
  readonly domestic: Stated<Offer>;
  /** Long codes of other countries. */
  readonly foreign: Stated<NumberRule>;
  /** Toll-free numbers of +1. Null: no page states it; it is inferred from `foreign`. */
  readonly tollFree: Stated<NumberRule> | null;
  readonly senderId: Stated<SenderIdRule>;
  readonly registration: Stated<RegistrationRule>;
  /** ISO date from which `registration` applies. Null: it already applied when the page was copied. */
  readonly since: string | null;
  /** Whether the provider offers domestic short codes. */
  readonly shortCode: Stated<Offer>;
  /** What happens to senders that are not registered. Null: nothing is known. */
  readonly unregistered: string | null;
  readonly notes: string | null;
  /** The provider's guideline page first, where there is one. */
  readonly sources: readonly RuleSource[];
  /** `confirmed` when every statement of the row is. */
  readonly confidence: Confidence;
  /** ISO date of the newest source that the statements of the row come from. */
  readonly asOf: string;
}

const otherSources: Readonly<Record<string, RuleSource>> = {
  'aws-at': aws('at'),
  'aws-es': aws('es'),
  'aws-fi': aws('fi'),
  'aws-study': {
    name: 'AWS SMS country reports',
    url: 'https://github.com/memoverflow/AWS-SMS-Country-Reports',
    asOf: '2026-04-07',
  },
  gratitext: {
    name: "Twilio's notice to customers",
    url: 'https://github.com/epicweb-dev/gratitext/issues/8',
    asOf: reviewed,
  },
  morpheus: {
    name: 'a report of September 2026',
    url: 'https://github.com/tutorcruncher/morpheus/issues/554',
    asOf: reviewed,
  },
  telnyx: { name: 'Telnyx country guidelines', url: null, asOf: '2026-05-21' },
  'twilio-au': help('13111723633691'),
  'twilio-acma': help('46266521342747'),
  'twilio-us-bound': help('14910496447771'),
};

function aws(country: string): RuleSource {
  return {
    name: 'AWS',
    url: `https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-country-reg-${country}.html`,
    asOf: reviewed,
  };
}

function help(article: string): RuleSource {
  return { name: 'Twilio help', url: `https://help.twilio.com/articles/${article}`, asOf: reviewed };
}

/** Rows whose statements come from a source that is newer than the guideline page. */
const newerRows: Readonly<Record<string, string>> = {
  AT: reviewed,
  ES: reviewed,
  FI: reviewed,
  MP: reviewed,
};

/** Places without a guideline page. */
const withoutPage = ['MP'];

/** Landline numbers of these send domestically only (https://www.twilio.com/en-us/guidelines/gb/sms). */
export const domesticLandlines: readonly string[] = ['GB'];

/**
 * From these dates on, sender IDs with blanks, dashes or other special characters are reported to be refused, by other
 * providers only (AWS SMS country reports, Telnyx country guidelines): unconfirmed.
 */
export const plainSenderIdsSince: Readonly<Record<string, string>> = { FR: '2026-03-01' };

/**
 * Places without a row whose numbers are part of another country's numbering plan. The other country's row applies to them,
 * unconfirmed. GG and JE have rows of their own, but their numbers are domestic to GB.
 */
const planCountries: Readonly<Record<string, string>> = {
  GG: 'GB',
  IM: 'GB',
  JE: 'GB',
  AX: 'FI',
  SJ: 'NO',
  CC: 'AU',
  CX: 'AU',
  BL: 'GP',
  MF: 'GP',
  YT: 'RE',
  EH: 'MA',
  VA: 'IT',
};

/** The country whose numbering plan a place's numbers belong to, where messages between the two are domestic. */
export const planCountry = (country: string): string => planCountries[country] ?? country;

// One place a line. `=`: inferred from foreign numbers. `?`: unconfirmed. `-`: nothing.
// country | name | domestic long code | foreign long code | toll-free of +1 | sender ID | its registration | since |
// short code | what happens when not registered | notes | sources besides the guideline page
const table = `
AD | Andorra                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
AE | United Arab Emirates             | no      | blocked      | =           | yes         | required    | -          | no      | Blocked. | Promotional messages: domestic companies only, with the prefix AD-. URLs need a listing. | -
AF | Afghanistan                      | no      | overwritten  | =           | yes         | recommended | -          | no      | - | - | -
AG | Antigua and Barbuda              | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
AI | Anguilla                         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
AL | Albania                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
AM | Armenia                          | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
AO | Angola                           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
AR | Argentina                        | no      | overwritten  | =           | overwritten | no          | -          | yes     | Replaced by a generic ID or a number. | Foreign senders arrive from a random short code. | -
AS | American Samoa                   | no      | yes          | yes         | yes         | no          | -          | no      | Unregistered US senders are blocked (30034). | Sender IDs and foreign numbers are accepted, unlike in the US. | twilio-us-bound
AT | Austria                          | yes     | overwritten? | =           | yes         | required?   | 2026-10-01 | no      | Operators block them. | AWS names the register of RTR; Twilio's page of May 2026 asks for none. It is not confirmed that foreign numbers still arrive. | aws-at
AU | Australia                        | yes     | yes          | =           | yes         | required    | 2023-04-25 | no      | Labelled "Unverified" since 2026-07-01. | Numbers are exempt. The national register started on 2026-07-01. Twilio's page of May 2026 says that unregistered IDs are blocked. | twilio-au twilio-acma morpheus
AW | Aruba                            | no      | yes          | =           | yes         | no          | -          | unknown | - | - | -
AZ | Azerbaijan                       | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BA | Bosnia and Herzegovina           | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
BB | Barbados                         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BD | Bangladesh                       | no      | partly       | =           | yes         | required    | 2025-09-08 | no      | Blocked on Grameenphone, Robi and Teletalk. | Domestic registration is closed. Register as an international sender. | -
BE | Belgium                          | yes     | overwritten  | =           | refused     | no          | -          | no      | - | Telnyx reports that it replaces sender IDs instead. | telnyx
BF | Burkina Faso                     | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BG | Bulgaria                         | no      | overwritten  | =           | overwritten | domestic    | -          | no      | Replaced by a generic ID or a number. | A1 and Vivacom replace sender IDs. | -
BH | Bahrain                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BI | Burundi                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BJ | Benin                            | no      | yes          | =           | yes         | required?   | -          | no      | - | Twilio's page contradicts itself on the registration. | -
BM | Bermuda                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BN | Brunei                           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BO | Bolivia                          | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | - | -
BR | Brazil                           | yes     | overwritten  | =           | yes         | required    | -          | yes     | - | Registration covers TIM, Claro and Vivo and takes ten weeks. Domestic numbers are for person-to-person messages only. | -
BS | Bahamas                          | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | - | -
BT | Bhutan                           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
BW | Botswana                         | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
BY | Belarus                          | no      | overwritten  | =           | yes         | required    | -          | no      | Not delivered. | Registration is for foreign companies only. A suffix may be added. | -
BZ | Belize                           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
CA | Canada                           | yes     | unknown      | yes         | refused     | no          | -          | yes     | Unverified toll-free numbers are blocked (30032). | Carriers filter business messages from long codes. Twilio advises toll-free numbers or short codes. | -
CD | DR Congo                         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
CF | Central African Republic         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
CG | Republic of the Congo            | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
CH | Switzerland                      | yes     | yes          | =           | yes         | no          | -          | no      | - | AWS offers sender IDs only. | -
CI | Ivory Coast                      | no      | overwritten  | =           | yes         | required    | -          | unknown | Replaced by a generic ID; delivery is best effort. | - | -
CK | Cook Islands                     | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
CL | Chile                            | yes     | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | Domestic numbers: no marketing, no long texts, ten messages a minute. | -
CM | Cameroon                         | no      | yes          | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
CN | China                            | no      | unknown      | =           | refused     | no          | -          | no      | Not delivered, or sent from a number that starts with 106. | Best effort, without a guarantee. URLs and financial content are blocked. | -
CO | Colombia                         | no      | overwritten  | =           | refused     | no          | -          | yes     | - | All messages arrive from a shared short code. | -
CR | Costa Rica                       | no      | overwritten  | =           | refused     | no          | -          | no      | - | Numbers are replaced. | -
CU | Cuba                             | no      | blocked      | =           | refused     | no          | -          | no      | - | - | -
CV | Cape Verde                       | no      | blocked      | =           | yes         | no          | -          | no      | - | - | -
CY | Cyprus                           | no      | overwritten  | =           | yes         | no          | -          | no      | - | Numbers become a generic ID. Northern Cyprus is not reachable. | -
CZ | Czech Republic                   | yes     | partly       | =           | yes         | required    | 2025-07-14 | no      | Blocked on T-Mobile and O2. Twilio refused one with 21612 in August 2026. | Czech numbers arrive. | -
DE | Germany                          | yes     | yes          | =           | yes         | no          | -          | yes     | - | All kinds of senders are accepted. | -
DJ | Djibouti                         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
DK | Denmark                          | yes     | yes          | =           | yes         | no          | -          | no      | - | Infobip registers sender IDs and refuses generic ones. | -
DM | Dominica                         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
DO | Dominican Republic               | no      | overwritten  | =           | overwritten | no          | -          | yes     | Replaced by a generic ID or a number. | Senders are replaced by a random short code. | -
DZ | Algeria                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | Mobilis does not deliver messages from numbers. | -
EC | Ecuador                          | no      | overwritten  | =           | refused     | no          | -          | no      | - | Only CNT preserves sender IDs. Other networks refuse them. | -
EE | Estonia                          | yes     | yes          | =           | yes         | no          | -          | no      | - | Twilio does not state whether domestic numbers are preserved. | -
EG | Egypt                            | no      | yes          | =           | yes         | recommended | -          | no      | - | Etisalat replaces numbers. | -
ER | Eritrea                          | no      | unknown      | =           | yes         | no          | -          | unknown | - | Twilio does not state whether sender IDs are preserved. | -
ES | Spain                            | yes     | yes          | =           | yes         | required?   | 2026-06-07 | yes     | Operators block them. | Twilio's page of May 2026 asks for no registration. AWS names 2026-09-15, Telnyx 2026-06-07 (CNMC Circular 1/2026). IDs are case-sensitive. | aws-es telnyx
ET | Ethiopia                         | no      | overwritten  | =           | yes         | required    | -          | no      | Best effort. Two public notes name a block by Ethio Telecom from 2026-10-08 (unconfirmed). | Banking and promotional content is forbidden. | -
FI | Finland                          | yes     | overwritten? | =           | yes         | required?   | 2026-05-04 | no      | Not known. Twilio's page blocks protected IDs only. | AWS and Telnyx name an order of Traficom (28 L/2025 M). It is not confirmed that foreign numbers still arrive. | aws-fi telnyx
FJ | Fiji                             | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
FM | Micronesia                       | no      | unknown      | =           | refused     | no          | -          | no      | - | - | -
FO | Faroe Islands                    | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
FR | France                           | yes     | overwritten  | =           | yes         | no          | -          | yes     | NRJ and Truphone replace sender IDs with a random short code. | Business messages must use a sender ID. AWS and Telnyx report that IDs with spaces, dashes or special characters are refused since 2026-03-01. A mobile number for opt-out is forbidden. | aws-study telnyx
GA | Gabon                            | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
GB | United Kingdom                   | yes     | blocked      | blocked     | yes         | protected   | -          | yes     | Generic and protected IDs are blocked. | Foreign numbers are blocked since 2024-07-30, generic IDs since 2023-11-01. Landline numbers send domestically only. Protected IDs (MEF, BT) need a registration. | gratitext
GD | Grenada                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
GE | Georgia                          | no      | blocked      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
GF | French Guiana                    | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
GG | Guernsey                         | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
GH | Ghana                            | no      | partly       | =           | yes         | required    | 2026-07-08 | no      | MTN blocks them. | Airtel, MTN and Glo do not deliver messages from numbers. Promotional IDs cannot be registered. | -
GI | Gibraltar                        | no      | unknown      | =           | yes         | no          | -          | no      | - | - | -
GL | Greenland                        | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
GM | Gambia                           | no      | partly       | =           | yes         | no          | -          | no      | - | - | -
GN | Guinea                           | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
GP | Guadeloupe                       | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
GQ | Equatorial Guinea                | no      | unknown      | =           | yes         | no          | -          | no      | - | - | -
GR | Greece                           | no      | blocked      | =           | yes         | no          | -          | no      | - | Twilio offers no numbers, domestic or foreign. | -
GT | Guatemala                        | no      | overwritten  | =           | overwritten | recommended | -          | no      | Replaced by a generic ID or a number. | Registration covers Claro only. | -
GU | Guam                             | no      | overwritten  | overwritten | refused     | no          | -          | yes     | Unregistered US senders are blocked (30034, 30032). | US long codes and toll-free numbers are mostly overwritten. US short codes are preserved. | twilio-us-bound
GW | Guinea-Bissau                    | no      | yes          | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
GY | Guyana                           | no      | yes          | =           | yes         | no          | -          | unknown | - | - | -
HK | Hong Kong                        | yes     | partly       | =           | yes         | required    | -          | no      | Blocked on China Mobile Hong Kong. | IDs that start with # are registered with OFCA since 2024-02-21. | -
HN | Honduras                         | no      | overwritten  | =           | overwritten | recommended | -          | unknown | Replaced by a generic ID or a number. | - | -
HR | Croatia                          | no      | yes          | =           | overwritten | no          | -          | unknown | A1 replaces sender IDs with a generic ID. | Other networks preserve sender IDs. | -
HT | Haiti                            | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
HU | Hungary                          | yes     | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | A local number replaces every sender. | -
ID | Indonesia                        | no      | partly       | =           | yes         | required    | 2024-09-21 | no      | Blocked on Telkomsel, Axiata and Smart. Other networks replace them. | IDs that are not used lapse after three months. | -
IE | Ireland                          | no      | yes          | =           | yes         | required    | 2025-07-03 | no      | Labelled "Likely Scam". Blocking was announced and postponed. | Telnyx reports blocking since 2025-10-03. Twilio and Infobip report that it was postponed. | telnyx
IL | Israel                           | yes     | overwritten  | =           | yes         | no          | -          | no      | - | Registration is for domestic companies. Golan and Azi replace numbers. | -
IN | India                            | no      | overwritten  | =           | overwritten | domestic    | -          | yes     | Replaced by a number that starts with 5. | IDs that are registered with DLT get a prefix. Infobip: no promotional messages on the international route. | -
IQ | Iraq                             | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
IR | Iran                             | no      | blocked      | =           | refused     | no          | -          | no      | - | - | -
IS | Iceland                          | unknown | yes          | =           | yes         | no          | -          | no      | - | URLs need a listing; after that, use a sender ID or a foreign number. | -
IT | Italy                            | yes     | blocked      | =           | yes         | no          | -          | yes     | - | AGCOM's code of conduct applies to sender IDs. | -
JE | Jersey                           | yes     | unknown      | =           | yes         | no          | -          | yes     | - | - | -
JM | Jamaica                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
JO | Jordan                           | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Promotional messages need the prefix adv. Zain and Orange block generic IDs. | -
JP | Japan                            | no      | yes          | =           | yes         | no          | -          | no      | - | KDDI adds 010 before foreign numbers. Infobip reports that some senders are rejected. | -
KE | Kenya                            | no      | blocked      | =           | yes         | required    | -          | no      | Blocked on Safaricom. | Safaricom requires the registration. | -
KG | Kyrgyzstan                       | no      | overwritten  | =           | yes         | no          | -          | unknown | - | - | -
KH | Cambodia                         | no      | partly       | =           | yes         | required    | 2023-08-01 | no      | Blocked on Smart Axiata. | Smart Axiata requires the registration. Metfone replaces senders. | -
KM | Comoros                          | no      | partly       | =           | yes         | no          | -          | no      | - | - | -
KN | Saint Kitts and Nevis            | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
KR | South Korea                      | no      | overwritten  | =           | refused     | no          | -          | no      | - | The prefix 006 or 009 and the label "[overseas]" are added. EUC-KR characters only. | -
KW | Kuwait                           | no      | partly       | =           | yes         | required    | -          | no      | Best effort. Viva rejects numbers and generic IDs. | Promotional IDs contain AD. | -
KY | Cayman Islands                   | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
KZ | Kazakhstan                       | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Delivery is best effort without a registration. Tele2 and Altel have hours without delivery. | -
LA | Laos                             | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
LB | Lebanon                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
LC | Saint Lucia                      | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
LI | Liechtenstein                    | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
LK | Sri Lanka                        | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Mobitel takes only one-time passwords and transactional messages. | -
LR | Liberia                          | no      | yes          | =           | yes         | required?   | -          | no      | - | Twilio's page contradicts itself on the registration. | -
LS | Lesotho                          | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | - | -
LT | Lithuania                        | yes     | yes          | =           | yes         | no          | -          | no      | - | Infobip refuses generic IDs. | -
LU | Luxembourg                       | no      | yes          | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
LV | Latvia                           | no      | yes          | =           | yes         | no          | -          | no      | - | Infobip refuses generic IDs. | -
LY | Libya                            | no      | blocked      | =           | yes         | no          | -          | no      | - | - | -
MA | Morocco                          | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Wana and Maroc Telecom replace numbers. | -
MC | Monaco                           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MD | Moldova                          | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
ME | Montenegro                       | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
MG | Madagascar                       | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MH | Marshall Islands                 | no      | unknown      | =           | refused     | no          | -          | no      | - | - | -
MK | North Macedonia                  | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
ML | Mali                             | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
MM | Myanmar                          | yes     | blocked      | =           | yes         | recommended | -          | no      | - | - | -
MN | Mongolia                         | no      | partly       | =           | yes         | no          | -          | no      | - | - | -
MO | Macao                            | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MP | Northern Mariana Islands         | unknown | unknown      | unknown     | unknown     | unknown     | -          | unknown | - | Twilio has no page on it and does not name it among the US-bound territories. | twilio-us-bound
MQ | Martinique                       | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
MR | Mauritania                       | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MS | Montserrat                       | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MT | Malta                            | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MU | Mauritius                        | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
MV | Maldives                         | no      | blocked      | =           | yes         | no          | -          | no      | - | - | -
MW | Malawi                           | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
MX | Mexico                           | yes     | overwritten  | =           | overwritten | recommended | -          | yes     | Replaced by a short code or a random number. | Telcel and Movistar preserve registered IDs, AT&T those of domestic companies. Long codes are for one-time passwords only. | -
MY | Malaysia                         | yes     | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a short code. | A short code replaces every sender. Texts contain RM0 and the brand. URLs and phone numbers are forbidden since 2024-09-01. Domestic numbers are for person-to-person messages only. | -
MZ | Mozambique                       | no      | overwritten  | =           | yes         | recommended | -          | no      | - | - | -
NA | Namibia                          | no      | blocked      | =           | refused     | no          | -          | no      | - | - | -
NC | New Caledonia                    | no      | yes          | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
NE | Niger                            | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
NF | Norfolk Island                   | no      | unknown      | =           | unknown     | unknown     | -          | no      | - | - | -
NG | Nigeria                          | no      | partly       | =           | yes         | required    | -          | no      | Best effort. | MTN, Airtel and 9mobile do not deliver messages from numbers. A do-not-disturb registry applies. | -
NI | Nicaragua                        | no      | overwritten  | =           | yes         | recommended | -          | no      | - | - | -
NL | Netherlands                      | yes     | yes          | =           | yes         | no          | -          | no      | - | - | -
NO | Norway                           | yes     | yes          | =           | yes         | no?         | -          | no      | - | Telnyx rejects unregistered IDs and Infobip registers them; Twilio asks for nothing. Telenor may rewrite senders. | telnyx
NP | Nepal                            | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Ncell requires the registration. | -
NU | Niue                             | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
NZ | New Zealand                      | no      | overwritten  | =           | refused     | no          | -          | yes     | - | Only dedicated short codes are reliable. Texts state what a reply costs. | -
OM | Oman                             | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Delivery is best effort without a registration. | -
PA | Panama                           | no      | yes?         | =           | refused     | no          | -          | no      | - | Twilio's page says that numbers are preserved, and that Telefonica and C&W overwrite them. | -
PE | Peru                             | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | A short code or a long code replaces every sender. | -
PF | French Polynesia                 | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
PG | Papua New Guinea                 | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
PH | Philippines                      | yes     | blocked      | =           | yes         | required    | 2025-04-07 | no      | Blocked. | Promotional messages are mostly blocked. URLs need a listing. | -
PK | Pakistan                         | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | A short code or a generic ID may replace senders. Domestic numbers are not offered. | -
PL | Poland                           | yes     | overwritten  | =           | yes         | no          | -          | no      | - | Generic IDs are filtered. Foreign numbers become a generic ID. | -
PM | Saint Pierre and Miquelon        | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
PR | Puerto Rico                      | yes     | unknown      | yes         | refused     | no          | -          | yes     | Unregistered US senders are blocked (30034, 30032). | US operators are present: US registration applies. | twilio-us-bound
PS | Palestine                        | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
PT | Portugal                         | yes     | yes          | =           | yes         | no          | -          | no      | - | - | -
PW | Palau                            | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
PY | Paraguay                         | no      | overwritten  | =           | refused     | no          | -          | no      | - | - | -
QA | Qatar                            | no      | blocked      | =           | yes         | required    | 2025-08-11 | no      | Blocked. | Idle IDs are deactivated. Domestic brands cannot be registered. | -
RE | Réunion                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
RO | Romania                          | unknown | partly       | =           | overwritten | partly      | 2025-01-15 | no      | Telekom does not deliver them. Other networks replace them with a generic ID. | Telekom blocks foreign numbers since 2024-11-20. URLs need a listing. Two-way messaging is not offered. | -
RS | Serbia                           | no      | overwritten  | =           | yes         | recommended | -          | no      | - | - | -
RU | Russia                           | no      | blocked      | =           | refused     | closed      | 2024-07-01 | no      | Blocked. Twilio takes no new registrations. | Only IDs that were registered before July 2024 work. | -
RW | Rwanda                           | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
SA | Saudi Arabia                     | no      | blocked      | =           | yes         | required    | -          | no      | Blocked. | Promotional IDs end in -AD. Domestic brands cannot be registered through Twilio. | -
SB | Solomon Islands                  | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
SC | Seychelles                       | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
SD | Sudan                            | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
SE | Sweden                           | yes     | yes          | =           | yes         | no?         | -          | yes     | - | Infobip and Bird call the registration mandatory; Twilio and Telnyx do not. | telnyx
SG | Singapore                        | yes     | overwritten  | =           | yes         | required    | 2023-01-30 | no      | Labelled "Likely-SCAM". | Foreign numbers cannot be registered and arrive as "Likely-SCAM". Infobip expects them to be blocked later. | -
SI | Slovenia                         | unknown | yes          | =           | yes         | no          | -          | no      | - | Twilio names no two-way messaging. | -
SK | Slovakia                         | unknown | overwritten  | =           | yes         | no          | -          | no      | - | Foreign numbers become a generic ID. | -
SL | Sierra Leone                     | no      | overwritten  | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
SM | San Marino                       | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
SN | Senegal                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
SO | Somalia                          | no      | partly       | =           | yes         | no          | -          | no      | - | - | -
SR | Suriname                         | unknown | unknown      | =           | yes         | no          | -          | no      | - | - | -
SS | South Sudan                      | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
ST | Sao Tome and Principe            | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
SV | El Salvador                      | no      | overwritten  | =           | overwritten | recommended | -          | no      | Replaced by a generic ID or a number. | - | -
SY | Syria                            | no      | blocked      | =           | refused     | no          | -          | no      | - | - | -
SZ | Eswatini                         | no      | blocked      | =           | yes         | required    | -          | no      | Blocked. | - | -
TC | Turks and Caicos Islands         | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
TD | Chad                             | no      | blocked      | =           | yes         | no          | -          | no      | - | - | -
TG | Togo                             | unknown | unknown      | =           | yes         | no          | -          | no      | - | - | -
TH | Thailand                         | unknown | blocked      | =           | yes         | required    | 2025-10-06 | no      | Blocked. | URLs need a listing. | -
TJ | Tajikistan                       | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
TL | Timor-Leste                      | no      | yes          | =           | yes         | required?   | -          | no      | - | Twilio's page contradicts itself on the registration. | -
TM | Turkmenistan                     | no      | overwritten  | =           | overwritten | no          | -          | unknown | Replaced by a generic ID or a number. | - | -
TN | Tunisia                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | Numbers are replaced. | -
TO | Tonga                            | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
TR | Turkey                           | no      | overwritten  | =           | yes         | required    | -          | no      | Best effort, often filtered. | Promotional messages are forbidden since 2021-02-15. URLs need a local entity since 2026-04-01. | -
TT | Trinidad and Tobago              | no      | blocked      | =           | yes         | no          | -          | no      | - | - | -
TV | Tuvalu                           | no      | unknown      | =           | refused     | no          | -          | no      | - | - | -
TW | Taiwan                           | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a long code. | Texts start with the brand. URLs need a listing. | -
TZ | Tanzania                         | no      | partly       | =           | yes         | required    | 2025-06-16 | no      | Blocked on Tigo, Zantel, Vodacom and Airtel. | Several networks do not support numbers. | -
UA | Ukraine                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | Trimob does not deliver; other networks replace numbers. Infobip registers senders. | -
UG | Uganda                           | no      | partly?      | =           | yes         | partly      | -          | no      | MTN does not deliver them. | Twilio's table supports numbers; its text says that four networks refuse them. | -
US | United States                    | yes     | blocked      | yes         | refused     | no          | -          | yes     | Unregistered long codes are blocked since 2023-09-01 (30034), toll-free numbers since 2024-01-31 (30032). | Long codes need a 10DLC registration, toll-free numbers a verification. | twilio-us-bound
UY | Uruguay                          | no      | overwritten  | =           | refused     | no          | -          | no      | - | A number or a short code replaces senders. | -
UZ | Uzbekistan                       | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | A generic ID may replace senders. | -
VC | Saint Vincent and the Grenadines | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
VE | Venezuela                        | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | Registration covers Digitel only. | -
VG | British Virgin Islands           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
VI | US Virgin Islands                | yes     | unknown      | yes         | refused     | no          | -          | yes     | Unregistered US senders are blocked (30034, 30032). | US operators are present: US registration applies. Twilio's table names no two-way messaging; its text does. | twilio-us-bound
VN | Vietnam                          | no      | blocked      | =           | yes         | required    | 2025-08-25 | no      | Blocked. | Twilio's text names a complete block, its table best effort. Promotional messages are forbidden. | -
VU | Vanuatu                          | no      | overwritten  | =           | yes         | no          | -          | no      | - | - | -
WS | Samoa                            | no      | unknown      | =           | yes         | no          | -          | no      | - | Twilio does not state whether sender IDs are preserved. | -
XK | Kosovo                           | no      | yes          | =           | yes         | no          | -          | no      | - | - | -
YE | Yemen                            | no      | overwritten  | =           | overwritten | no          | -          | no      | Replaced by a generic ID or a number. | - | -
ZA | South Africa                     | yes     | overwritten  | =           | refused     | no          | -          | no      | - | A random local number replaces foreign numbers. Infobip offers sender IDs on MTN. | -
ZM | Zambia                           | no      | overwritten  | =           | yes         | required    | -          | no      | Replaced by a generic ID; delivery is best effort. | - | -
ZW | Zimbabwe                         | no      | yes          | =           | yes         | required    | -          | no      | Blocked. | - | -
`;

function parseRow(line: string): SenderRule {
  const cells = line.split('|').map((cell) => cell.trim());
  const cell = (index: number): string => cells[index] ?? '';
  const text = (index: number): string | null => (cell(index) === '-' ? null : cell(index));
  const stated = <Value extends string>(index: number): Stated<Value> => ({
    value: cell(index).replace('?', '') as Value,
    confirmed: !cell(index).endsWith('?'),
  });
  const country = cell(0);
  const statements = {
    domestic: stated<Offer>(2),
    foreign: stated<NumberRule>(3),
    senderId: stated<SenderIdRule>(5),
    registration: stated<RegistrationRule>(6),
    shortCode: stated<Offer>(8),
  };
  const isConfirmed = !withoutPage.includes(country) && Object.values(statements).every(({ confirmed }) => confirmed);
  return {
    country,
    name: cell(1),
    ...statements,
    tollFree: cell(4) === '=' ? null : stated<NumberRule>(4),
    since: text(7),
    unregistered: text(9),
    notes: text(10),
    sources: [...guidelineOf(country), ...(text(11)?.split(' ') ?? []).flatMap((key) => otherSources[key] ?? [])],
    confidence: isConfirmed ? 'confirmed' : 'unconfirmed',
    asOf: newerRows[country] ?? asOf,
  };
}

function guidelineOf(country: string): readonly RuleSource[] {
  if (withoutPage.includes(country)) return [];
  const url = `https://www.twilio.com/en-us/guidelines/${country.toLowerCase()}/sms`;
  return [{ name: 'Twilio guideline', url, asOf }];
}

/** Every place that the sources speak of, by country code. */
export const senderRules: RuleTable<SenderRule> = { asOf, reviewed, rows: table.trim().split('\n').map(parseRow) };

const byCountry = new Map(senderRules.rows.map((rule) => [rule.country, rule]));

/**
 * The row for a place: `own` is false where it is the row of the country whose numbering plan the place shares. Undefined
 * where no source says anything.
 */
export function senderRuleFor(country: string): { readonly rule: SenderRule; readonly own: boolean } | undefined {
  const rule = byCountry.get(country) ?? byCountry.get(planCountry(country));
  return rule === undefined ? undefined : { rule, own: rule.country === country };
}
