import type { CodeGroup, CodeRow } from '../code-group.ts';

/**
 * A reason for which reviewers reject a sender, with its code in each of three programs: toll-free verification, verification
 * of a number, and A2P campaigns; 0 where a program has none. `because` continues "rejected, because".
 */
type Reason = readonly [
  codes: readonly [tollFree: number, number: number, campaign: number],
  about: string,
  because: string,
  causes: readonly string[],
  fix: string,
];

const again = 'Then submit again.';
const sharing = 'Remove every sentence on sharing phone numbers or consent from the privacy policy and the terms.';
const link = 'Link to pages on your own domain, with https.';

/** On the business, its contact, and its documents. */
const businessReasons: readonly Reason[] = [
  [
    [30482, 30800, 30971],
    'business e-mail domain',
    'the contact e-mail does not use the domain of the business',
    ['A free mailbox such as gmail.com'],
    `Give an e-mail address on the domain of the business. ${again}`,
  ],
  [
    [30483, 30801, 30972],
    'contact person',
    'the contact does not represent the business',
    ['The contact works for an agency or a software vendor'],
    `Name a person who represents the business. ${again}`,
  ],
  [
    [30484, 30802, 0],
    'name and records differ',
    'the business name does not match the official records',
    ['A trading name instead of the legal name'],
    `Give the legal name exactly as it is registered. ${again}`,
  ],
  [
    [30530, 30803, 0],
    'registration documents',
    'official documents on the registration of the business are required',
    ['The records of the business could not be found'],
    'Send the registration documents of the business with the next submission.',
  ],
  [
    [30474, 30804, 0],
    'end business missing',
    'it describes the software vendor instead of the business that sends',
    ['An agency or a vendor submitted its own data'],
    `Give the data of the business that recipients know. ${again}`,
  ],
  [
    [30445, 30805, 0],
    'business data not validated',
    'the name, address or website of the business could not be validated',
    ['A wrong address', 'A website that does not open', 'Data of a vendor instead of the business'],
    `Correct the data of the business. ${again}`,
  ],
  [
    [30478, 30806, 0],
    'one number for several businesses',
    'several businesses use the same number',
    ['A shared number of an agency or a vendor'],
    'Use one number for each business, and explain the change in the next submission.',
  ],
  [
    [30479, 30807, 0],
    'more than five numbers',
    'it does not explain why one business needs more than five numbers',
    ['No explanation in the additional information'],
    `Explain what each number is for. ${again}`,
  ],
  [
    [30472, 30808, 0],
    'business not verified',
    'the reviewers could not verify that the business exists',
    ['The business is not registered', 'A typing error in its name or address'],
    `Correct the data of the business. ${again}`,
  ],
  [
    [30487, 30809, 0],
    'charity without proof',
    'a charity has to prove its 501(c)(3) status',
    ['No proof of the status was submitted'],
    'Send the proof of the tax-exempt status with the next submission.',
  ],
  [
    [30488, 30810, 0],
    'trading name',
    'the trading name (DBA) of the business is missing or wrong',
    ['Website and messages use another name than the submission'],
    `Give the trading name that recipients see. ${again}`,
  ],
  [
    [30527, 30811, 0],
    'business registration number',
    'the business registration number is missing or invalid',
    ['An empty field', 'A number of another authority'],
    `Give the registration number, its type and its country. ${again}`,
  ],
  [
    [0, 0, 30918],
    'trading name and legal name differ',
    'the trading name (DBA) does not match the legal name on file',
    ['A trading name that is not registered'],
    `Register the trading name, or use the legal name. ${again}`,
  ],
  [
    [30494, 30818, 0],
    'vendor not named',
    'the software vendor or reseller behind the submission is not named',
    ['The field for the vendor is empty'],
    `Name the vendor or reseller. ${again}`,
  ],
];

/** On the website and its policies. */
const websiteReasons: readonly Reason[] = [
  [
    [30489, 30812, 0],
    'website not active',
    'the website is not established and active',
    ['A page under construction', 'A new domain without content'],
    `Publish the website. ${again}`,
  ],
  [
    [30490, 30813, 0],
    'social media page not active',
    'the social media page is not established and active',
    ['A new or empty page'],
    `Give an active page, or a website. ${again}`,
  ],
  [
    [30491, 30814, 30921],
    'website behind a login',
    'the website needs a password, so that it cannot be reviewed',
    ['A site for members only', 'A test site'],
    `Make the pages public, or give public screenshots. ${again}`,
  ],
  [
    [30473, 30815, 0],
    'website not validated',
    'the reviewers could not open the website of the business',
    ['A typing error in the URL', 'The site is down or blocks visitors of other countries'],
    `Correct the URL. ${again}`,
  ],
  [
    [30492, 30816, 0],
    'website without the brand',
    'the website does not show the name of the business',
    ['A page of a platform or a vendor'],
    `Show the name of the business on the website. ${again}`,
  ],
  [
    [30493, 30817, 0],
    'policy or terms URL',
    'privacy policy or terms have no URL that opens',
    ['An empty field', 'A broken link'],
    `Publish privacy policy and terms, and give their URLs. ${again}`,
  ],
  [
    [30519, 30847, 0],
    'privacy policy missing',
    'a website that collects personal data needs a privacy policy',
    ['No privacy policy on the page with the form'],
    `Publish a privacy policy. ${again}`,
  ],
  [
    [30520, 30848, 0],
    'privacy policy allows sharing',
    'the privacy policy mentions sharing opt-in data',
    ['A general clause on partners or affiliates'],
    `${sharing} ${again}`,
  ],
  [
    [30521, 30849, 0],
    'opt-in data shared',
    'opt-in data may not be shared with third parties',
    ['Partners receive the phone numbers'],
    `${sharing} ${again}`,
  ],
  [
    [30477, 30839, 0],
    'data shared with third parties',
    'terms or privacy policy say that data is shared with third parties',
    ['A general clause on partners or affiliates'],
    `${sharing} ${again}`,
  ],
  [
    [30522, 30850, 0],
    'SMS terms',
    'the terms for text messages are missing or not compliant',
    ['No section on text messages in the terms'],
    `Publish terms for text messages. ${again}`,
  ],
  [
    [0, 0, 30919],
    'website says too little',
    'the website says too little on the business or its messages',
    ['A page with a few words'],
    `Describe the business and its text messages on the website. ${again}`,
  ],
  [
    [0, 0, 30920],
    'website is only a form',
    'the website is a form without information on the business',
    ['A landing page with a form only'],
    `Add pages on the business. ${again}`,
  ],
  [
    [0, 0, 30922],
    'website requirements',
    'the website does not meet the requirements of the review',
    ['Missing policies', 'No link between website and messages'],
    `Bring the website in line with the requirements. ${again}`,
  ],
  [
    [0, 0, 30932],
    'sharing not disclosed',
    'the privacy policy does not disclose how data is shared with third parties',
    ['No section on third parties'],
    `Say in the privacy policy that phone numbers are not shared. ${again}`,
  ],
  [
    [0, 0, 30933],
    'privacy policy URL',
    'the URL of the privacy policy is required',
    ['An empty field'],
    `Give the URL of the privacy policy. ${again}`,
  ],
  [
    [0, 0, 30934],
    'terms URL',
    'the URL of the terms and conditions is required',
    ['An empty field'],
    `Give the URL of the terms. ${again}`,
  ],
];

/** On consent: how recipients agree to be texted. */
const consentReasons: readonly Reason[] = [
  [
    [30498, 30822, 0],
    'opt-in flow differs',
    'the opt-in flow does not match the details of the submission',
    ['The website changed after the submission'],
    `Describe the flow as it is. ${again}`,
  ],
  [
    [30503, 30828, 0],
    'confirmation message',
    'the confirmation message lacks required details',
    ['No business name, no STOP or no HELP in the confirmation'],
    `Name the business, STOP, HELP, frequency and costs in the confirmation. ${again}`,
  ],
  [
    [30504, 30829, 0],
    'one opt-in for several use cases',
    'one opt-in cannot cover several use cases',
    ['One checkbox for marketing and notifications'],
    `Ask for each kind of messages separately. ${again}`,
  ],
  [
    [30475, 30830, 30923],
    'consent tied to the service',
    'consent to messages is a condition of using the service',
    ['A required checkbox', 'Consent inside the terms'],
    `Make the consent a free choice of its own. ${again}`,
  ],
  [
    [30446, 30831, 0],
    'no express consent',
    'the opt-in is not an express consent to text messages',
    ['The form only collects a phone number', 'A checkbox that is checked by default'],
    `Ask for consent in words next to the phone number. ${again}`,
  ],
  [
    [30505, 30832, 0],
    'opt-in not optional',
    'the opt-in is required instead of optional',
    ['A form that cannot be sent without consent'],
    `Make the opt-in optional. ${again}`,
  ],
  [
    [30506, 30833, 0],
    'opt-in names another business',
    'the opt-in does not clearly name the business that sends',
    ['The form carries the name of a vendor'],
    `Name the business in the opt-in. ${again}`,
  ],
  [
    [30507, 30834, 0],
    'opt-in and use case differ',
    'the opt-in is for other messages than the use case',
    ['Consent to notifications, and a marketing use case'],
    `Bring opt-in and use case in line. ${again}`,
  ],
  [
    [30508, 30835, 30925],
    'checkbox checked by default',
    'the opt-in checkbox is already checked',
    ['A default value in the form'],
    `Leave the checkbox unchecked. ${again}`,
  ],
  [
    [30509, 30836, 0],
    'opt-in URL does not open',
    'the reviewers could not open the URL of the opt-in',
    ['A page behind a login', 'A broken link'],
    `Give a public URL or a public screenshot. ${again}`,
  ],
  [
    [30510, 30837, 0],
    'opt-in example incomplete',
    'the opt-in example is incomplete or does not show the business',
    ['A screenshot of a part of the form'],
    `Show the whole opt-in with the name of the business. ${again}`,
  ],
  [
    [30511, 30838, 0],
    'script of the verbal opt-in',
    'the script for verbal consent is missing',
    ['Consent by telephone or at a counter'],
    `Submit the words that staff say and what the customer answers. ${again}`,
  ],
  [
    [30513, 30841, 0],
    'opt-in wording unclear',
    'the wording does not say clearly that people agree to text messages',
    ['The wording does not mention text messages', 'Consent hidden in the terms'],
    `Say in the opt-in which text messages people will get. ${again}`,
  ],
  [
    [30476, 30842, 0],
    'no proof of opt-in',
    'the submission does not show how people opt in',
    ['No description of the opt-in', 'A URL that does not show it'],
    `Give a link or a screenshot that shows the opt-in. ${again}`,
  ],
  [
    [30515, 30843, 0],
    'no valid opt-in',
    'each submission needs a valid opt-in',
    ['A bought list', 'No opt-in at all'],
    `Set up an opt-in. ${again}`,
  ],
  [
    [30516, 30844, 0],
    'double opt-in required',
    'this use case needs a double opt-in',
    ['A single opt-in only'],
    `Add a confirmation by text message. ${again}`,
  ],
  [
    [30517, 30845, 0],
    'cart reminders',
    'it does not meet the special rules for cart reminders',
    ['No double opt-in', 'Reminders that are sent late or repeatedly'],
    `Follow the rules for cart reminders. ${again}`,
  ],
  [
    [30518, 30846, 0],
    'call to action incomplete',
    'the call to action lacks required disclosures',
    ['No frequency, costs, STOP or HELP next to the form'],
    `Add frequency, costs, STOP, HELP and links to the policies. ${again}`,
  ],
  [
    [0, 0, 30913],
    'marketing consent not separate',
    'consent to marketing and to information has to be separate',
    ['One checkbox for both'],
    `Ask for the two separately. ${again}`,
  ],
  [
    [0, 0, 30917],
    'opt-in methods incomplete',
    'each method of opt-in needs a complete description',
    ['Several methods, and only one described'],
    `Describe each method from start to end. ${again}`,
  ],
  [
    [0, 0, 30924],
    'consent wording missing',
    'the opt-in flow lacks the wording of the consent',
    ['A form without a sentence on text messages'],
    `Add the consent wording to the opt-in. ${again}`,
  ],
  [
    [0, 0, 30927],
    'opt-in of another company',
    'the evidence of the opt-in is for another company',
    ['A screenshot of a vendor or of a former name'],
    `Submit evidence of your own opt-in. ${again}`,
  ],
  [
    [0, 0, 30931],
    'opt-in cannot be declined',
    'people cannot decline the opt-in',
    ['A required checkbox'],
    `Let people go on without the opt-in. ${again}`,
  ],
];

/** On the use case and the texts. */
const contentReasons: readonly Reason[] = [
  [
    [30495, 30819, 0],
    'message volume',
    'the projected volume is too high for the use case',
    ['A monthly volume that does not fit the business'],
    `Give a realistic volume. ${again}`,
  ],
  [
    [30496, 30820, 0],
    'use case and summary differ',
    'use case and summary contradict each other',
    ['A marketing summary under a notification use case'],
    `Bring both in line. ${again}`,
  ],
  [
    [0, 30821, 0],
    'use case summary incomplete',
    'the summary of the use case is incomplete',
    ['A summary of a few words'],
    `Say who gets which messages and why. ${again}`,
  ],
  [
    [30499, 30823, 0],
    'texts and use case differ',
    'the sample texts do not fit the use case',
    ['Marketing texts under a notification use case'],
    `Give samples of the real texts. ${again}`,
  ],
  [
    [30448, 30825, 0],
    'age gate',
    'the age gate is missing or not acceptable',
    ['Content for adults without a question for the date of birth'],
    `Add an age gate that asks for the date of birth. ${again}`,
  ],
  [
    [30456, 30875, 30955],
    'alcohol',
    'it is about alcohol without proof of an age gate',
    ['The opt-in does not ask for the date of birth'],
    `Add an age gate that asks for the date of birth, and show it in the submission. ${again}`,
  ],
  [
    [30529, 30876, 30956],
    'alcohol offers without an age check',
    'offers of alcohol need an age check',
    ['No age check before the opt-in'],
    `Add an age gate that asks for the date of birth. ${again}`,
  ],
  [
    [30512, 30840, 0],
    'age gate for restricted content',
    'age-restricted content needs an age gate',
    ['Content for adults without an age gate'],
    `Add an age gate to the opt-in. ${again}`,
  ],
  [
    [30501, 30826, 0],
    'Campaign Verify token',
    'political messages need a valid Campaign Verify token',
    ['No token', 'An expired token, or one of another organization'],
    `Get a token from Campaign Verify, and add all of it. ${again}`,
  ],
  [
    [30541, 30827, 0],
    'election committee ID',
    'political campaigns have to give the ID of their committee',
    ['No FEC ID or state committee ID in the submission'],
    `Add the committee ID. ${again}`,
  ],
  [
    [30486, 30936, 0],
    'HELP reply',
    'the reply to HELP does not meet the requirements',
    ['No business name or no contact in the reply'],
    `Name the business and a contact in the HELP reply. ${again}`,
  ],
  [
    [30449, 30857, 0],
    'link in the sample text',
    'a link in the sample text is not acceptable',
    ['A public URL shortener', 'A link without https'],
    `${link} ${again}`,
  ],
  [
    [30525, 0, 30963],
    'public URL shortener',
    'public URL shorteners are not allowed',
    ['A link of a public shortener in a text'],
    `${link} ${again}`,
  ],
  [
    [30471, 30858, 30964],
    'link without https',
    'a link in the texts does not use https',
    ['An http link in a sample text'],
    `${link} ${again}`,
  ],
  [
    [30523, 30854, 30961],
    'domain with a bad reputation',
    'the domain in the submission has a bad reputation',
    ['Fraud or spam was seen on the domain'],
    'Use another domain, or clean up the reputation of this one.',
  ],
  [
    [30526, 30859, 0],
    'high-risk domain',
    'the domain in the submission is a high risk',
    ['A new domain', 'A domain that security lists name'],
    'Use an established domain of the business.',
  ],
  [
    [30481, 30935, 0],
    'withdrawn on request',
    'its cancellation was requested',
    ['The customer or a vendor withdrew the submission'],
    'Submit again when the number should be used.',
  ],
  [
    [0, 0, 30910],
    'not in English',
    'campaigns have to be submitted in English',
    ['Texts or descriptions in another language'],
    `Translate the submission. ${again}`,
  ],
  [
    [0, 0, 30911],
    'duplicate texts',
    'fields repeat the same template text',
    ['One text copied into several fields'],
    `Write each field for its purpose. ${again}`,
  ],
  [
    [0, 0, 30912],
    'person to person',
    'A2P campaigns are for messages of applications only',
    ['Conversations between people'],
    'Use a service for messages between people.',
  ],
  [
    [0, 0, 30914],
    'title and name differ',
    'the campaign title does not match the name of the sole proprietor',
    ['The title names a business'],
    `Use the name of the person. ${again}`,
  ],
  [
    [0, 0, 30916],
    'lead generation or nurture',
    'the use case mixes up lead generation and lead nurture',
    ['Messages to leads of other companies'],
    `Describe only messages to your own leads. ${again}`,
  ],
  [
    [0, 0, 30926],
    'several companies',
    'several companies cannot share one campaign',
    ['An agency or a vendor with one campaign for all'],
    'Register one campaign for each company.',
  ],
  [
    [0, 0, 30928],
    'influencers and public figures',
    'this use case of influencers and public figures is not permitted',
    ['Messages in the name of a public figure'],
    'Choose a permitted use case.',
  ],
  [
    [0, 0, 30929],
    'emergency alerts',
    'emergency alerts are not a permitted use case',
    ['Alerts to the public'],
    'Use a service for emergency alerts.',
  ],
  [
    [0, 0, 30930],
    'campaign limit of the brand',
    'the brand already has 100 campaigns',
    ['One campaign for each location or customer'],
    'Delete campaigns that are not used.',
  ],
];

/** Content that US and Canadian carriers forbid, by topic. */
const topics: readonly (readonly [codes: Reason[0], topic: string])[] = [
  [[30441, 30873, 30953], 'sexual content'],
  [[30442, 30851, 0], 'spam'],
  [[30443, 30862, 30942], 'loan offers'],
  [[30444, 30852, 30959], 'fraud'],
  [[30455, 30874, 30954], 'hate or violence'],
  [[30457, 30877, 30957], 'firearms'],
  [[30458, 30878, 30958], 'tobacco or vaping'],
  [[30459, 30860, 0], 'cannabis or CBD'],
  [[0, 0, 30940], 'cannabis, CBD or illegal substances'],
  [[30469, 30861, 0], 'illegal substances or articles'],
  [[0, 0, 30941], 'prescription drugs'],
  [[30460, 30863, 30943], 'debt collection for others'],
  [[30461, 30864, 30944], 'gambling'],
  [[30462, 30865, 30945], 'sweepstakes'],
  [[30463, 30866, 30946], 'stock alerts'],
  [[30464, 30867, 30947], 'cryptocurrency'],
  [[30465, 30868, 30948], 'risky investments'],
  [[30466, 30869, 30949], 'debt reduction'],
  [[30467, 30870, 30950], 'credit repair'],
  [[30468, 30871, 30951], 'lead generation for others'],
  [[30528, 30872, 30952], 'content against federal law'],
  [[30470, 30856, 30962], 'deceptive marketing'],
  [[30480, 30853, 30960], 'phishing'],
  [[30524, 30855, 0], 'suspected fraud'],
];

const reasons: readonly Reason[] = [
  ...businessReasons,
  ...websiteReasons,
  ...consentReasons,
  ...contentReasons,
  ...topics.map(
    ([codes, topic]): Reason => [
      codes,
      topic,
      `it is associated with ${topic}`,
      ['Website, texts or opt-in mention it', 'The reviewers misunderstood the business'],
      'Do not send such content by SMS. If the reviewers are mistaken, explain the use case to Twilio support.',
    ],
  ),
];

const run = 'smsctl verify --check number.registered';

/** The rows of one program: its place among the codes of a reason, how titles begin, what was rejected, and what follows. */
const rowsOf = (program: 0 | 1 | 2, title: string, rejected: string, effect: string): readonly CodeRow[] =>
  reasons.flatMap(([codes, about, because, causes, fix]): readonly CodeRow[] =>
    codes[program] === 0
      ? []
      : [[codes[program], `${title}: ${about}`, `${rejected}, because ${because}. ${effect}`, { causes, fix, run }]],
  );

const shared = {
  causes: ['The submission does not meet the rules of carriers'],
  fix: 'Correct the submission, and submit it again.',
  run,
  checks: ['number.registered'],
};

export const tollFreeCodes: CodeGroup = {
  heading: 'Toll-free verification: why a number was not approved',
  shared,
  rows: [
    ...rowsOf(
      0,
      'Toll-free rejected',
      'The toll-free verification was rejected',
      'Carriers block the messages of the number.',
    ),
    [
      30436,
      'Toll-free number SID not valid',
      'The verification names a phone number SID that the account does not have.',
      {
        causes: ['A SID that does not begin with PN', 'A number of another account'],
        fix: 'Name a toll-free number of this account.',
        checks: ['number.owned'],
      },
    ],
    [
      30437,
      'Toll-free: time for edits is over',
      'The rejected verification was not edited within seven days. A later edit counts as a new submission.',
      {
        causes: ['More than seven days since the rejection'],
        fix: 'Correct the submission, and submit it. The review takes as long as a new one.',
        run,
      },
    ],
    [
      30440,
      'Toll-free rejected: unknown reason',
      'The toll-free verification was rejected for an unknown reason. Carriers block the number.',
      { causes: ['A fault in the review'], fix: 'Ask Twilio support for the reason.' },
    ],
    [
      30447,
      'Toll-free rejected: number not at Twilio',
      'The toll-free verification was rejected, because the number is not provisioned at Twilio.',
      {
        causes: ['Porting or hosting was not complete', 'The number was released'],
        fix: 'Complete the porting, delete the rejected verification, and submit a new one.',
        run,
        checks: ['number.owned', 'number.registered'],
      },
    ],
    [
      30451,
      'Toll-free: address not valid',
      'The toll-free verification cannot be reviewed, because the address of the business is invalid.',
      {
        causes: ['A typing error in the address', 'An address outside the US and Canada'],
        fix: 'Correct the address, and submit again. Do not delete the verification.',
      },
    ],
    [
      30452,
      'Toll-free: e-mail not valid',
      'The toll-free verification cannot be reviewed, because the e-mail address is invalid.',
      {
        causes: ['A typing error', 'A disposable address'],
        fix: 'Correct the e-mail address, and submit again. Do not delete the verification.',
      },
    ],
    [
      30502,
      'Toll-free rejected: Campaign Verify token missing',
      'The toll-free verification of a political sender has no Campaign Verify token.',
      {
        causes: ['The field for the token is empty', 'A token for another program, such as 10DLC'],
        fix: 'Get a token for toll-free messages from Campaign Verify, add it, and submit again.',
        run,
      },
    ],
    [
      30531,
      'Toll-free rejected: reply to HELP',
      'The toll-free verification was rejected, because HELP gets no acceptable answer.',
      {
        causes: ['No answer to HELP', 'An answer without a contact'],
        fix: 'Name the business and a contact in the HELP reply. Then submit again.',
        run,
      },
    ],
    [
      30542,
      'Political messages under another use case',
      'Political senders have to choose the political use case, for toll-free numbers and for campaigns.',
      {
        causes: ['A use case such as marketing or customer care'],
        fix: 'Change the use case to political, and submit again.',
        run,
      },
    ],
  ],
};

export const numberVerificationCodes: CodeGroup = {
  heading: 'Number verification: why a number was not approved',
  shared,
  rows: [
    ...rowsOf(
      1,
      'Number rejected',
      'The verification of the number was rejected',
      'Carriers block the messages of the number.',
    ),
    [
      30824,
      'Number verification: time for edits is over',
      'The rejected verification was not corrected within seven days. A later submission counts as a new one.',
      { causes: ['More than seven days since the rejection'], fix: 'Correct the submission, and submit it.', run },
    ],
    [
      30879,
      'Number rejected: not at Twilio',
      'The verification was rejected, because the number is not provisioned at Twilio.',
      {
        causes: ['Porting or hosting was not complete', 'The number was released'],
        fix: 'Complete the porting, delete the rejected verification, and submit a new one.',
        run,
        checks: ['number.owned', 'number.registered'],
      },
    ],
  ],
};

const final = 'The campaign cannot be submitted again. If the rejection is a mistake, ask Twilio support.';

export const campaignCodes: CodeGroup = {
  heading: 'US campaigns (A2P 10DLC): why a campaign was not approved',
  shared,
  rows: [
    [
      30880,
      'Campaign rejected: unknown reason',
      'The campaign was rejected, and the reason is not known.',
      { causes: ['Another party of the review rejected it'], fix: 'Ask Twilio support for the reason.' },
    ],
    [
      30881,
      'Campaign rejected: support e-mail',
      'The support e-mail of the brand is invalid, or on a public mail domain.',
      {
        causes: ['A free mailbox such as gmail.com'],
        fix: 'Use an e-mail address on the domain of the brand. Then submit again.',
        run,
      },
    ],
    [
      30882,
      'Campaign rejected: affiliate marketing',
      'The campaign is for affiliate marketing, which the terms do not support.',
      { causes: ['Offers of other companies'], fix: final },
    ],
    [
      30883,
      'Campaign rejected: forbidden content',
      'The campaign is for forbidden content: sex, hate, alcohol, firearms, tobacco or cannabis.',
      { causes: ['Website or texts mention it'], fix: final },
    ],
    [
      30884,
      'Campaign rejected: spam or phishing',
      'The reviewers recognized the campaign as spam or phishing.',
      { causes: ['Texts or links of a known spam campaign'], fix: final },
    ],
    [
      30885,
      'Campaign rejected: high risk',
      'The reviewers judged the campaign to be fraudulent or deceptive.',
      { causes: ['Promises that cannot be verified'], fix: final },
    ],
    [
      30886,
      'Campaign rejected: description',
      'The description is too vague, or does not fit the use case.',
      {
        causes: ['A description of a few words', 'Another use case in the description'],
        fix: 'Say who sends what to whom and why. Then submit again.',
        run,
      },
    ],
    [
      30887,
      'Campaign rejected: opt-out',
      'The opt-out is unclear: its flow, its keywords or its confirmation.',
      {
        causes: ['No opt-out keywords', 'No confirmation of the opt-out'],
        fix: 'Describe the opt-out, with its keywords and its confirmation. Then submit again.',
        run,
      },
    ],
    [
      30888,
      'Campaign rejected: age gate of the website',
      'The campaign has age-restricted content, and the website has no acceptable age gate.',
      { causes: ['No question for the date of birth'], fix: 'Add an age gate. Then submit again.', run },
    ],
    [
      30889,
      'Campaign rejected: phone number in texts',
      'The campaign says that texts contain phone numbers, and the samples do not show one.',
      {
        causes: ['A wrong answer on embedded phone numbers'],
        fix: 'Correct the answer or the samples. Then submit again.',
        run,
      },
    ],
    [
      30890,
      'Campaign rejected: HELP reply',
      'The HELP message does not name the brand and a contact.',
      {
        causes: ['No brand name, phone number or e-mail in the reply'],
        fix: 'Name the brand and a contact in the HELP message. Then submit again.',
        run,
      },
    ],
    [
      30891,
      'Campaign rejected: website',
      'The website does not open, or does not show the opt-in.',
      {
        causes: ['A wrong URL', 'A website that is not published yet'],
        fix: 'Correct the URL, or give public screenshots. Then submit again.',
        run,
      },
    ],
    [
      30892,
      'Campaign rejected: shortener in the samples',
      'A sample text contains a link of a public URL shortener, or an unsecured link.',
      {
        causes: ['A link of a public shortener'],
        fix: 'Link to pages on your own domain, with https. Then submit again.',
        run,
      },
    ],
    [
      30893,
      'Campaign rejected: samples and use case',
      'The sample texts do not fit the use case, or are missing.',
      {
        causes: ['Fewer than two samples', 'Samples without the business name or the opt-out'],
        fix: 'Give at least two real samples with business name and opt-out. Then submit again.',
        run,
      },
    ],
    [
      30894,
      'Campaign rejected: brand data',
      'The brand of the campaign is not the business behind the messages.',
      {
        causes: ['A vendor registered its own brand for customers'],
        fix: 'Register the brand of the business that sends. Then submit again.',
        run,
      },
    ],
    [
      30895,
      'Campaign rejected: lending not declared',
      'The campaign seems to be about loans, and does not declare it.',
      {
        causes: ['Direct lending was not selected'],
        fix: 'Declare direct lending in the attributes and in the description. Then submit again.',
        run,
      },
    ],
    [
      30896,
      'Campaign rejected: opt-in',
      'The opt-in of the campaign does not meet the requirements.',
      {
        causes: ['The opt-in is not described or not shown', 'Opt-in data is shared with others'],
        fix: 'Describe all opt-in methods, with links or screenshots. Then submit again.',
        run,
      },
    ],
    [
      30897,
      'Campaign rejected: disallowed content',
      'The campaign is for disallowed content, such as loans, debt collection, gambling or cryptocurrency.',
      { causes: ['Website or texts mention it'], fix: final },
    ],
    [
      30898,
      'Campaign rejected: tax ID used too often',
      'The same tax ID is used for several brands.',
      {
        causes: ['A brand for each campaign'],
        fix: 'Use as few brands as possible for one tax ID. Then submit again.',
      },
    ],
    [
      30899,
      'Campaign rejected by a carrier',
      'At least one carrier rejected the campaign.',
      { causes: ['A rule of that carrier'], fix: 'Ask Twilio support for the details.' },
    ],
    [
      30900,
      'Campaign rejected: use case not eligible',
      'The brand may not register a campaign with this use case.',
      {
        causes: ['A carrier does not support the use case', 'The brand lacks a verification that the use case needs'],
        fix: 'Choose another use case, or complete the verification of the brand.',
      },
    ],
    [
      30901,
      'Campaign registration timed out',
      'The registration did not complete in time.',
      { causes: ['A party of the review did not answer'], fix: 'Register the campaign again.' },
    ],
    [
      30902,
      'Campaign rejected by a connectivity partner',
      'A second connectivity partner rejected the campaign.',
      { causes: ['A rule of that partner'], fix: 'Ask Twilio support for the details.' },
    ],
    [
      30903,
      'Campaign rejected: not a sole proprietor',
      'The brand does not meet the criteria of a sole proprietor.',
      { causes: ['The business has a tax ID (EIN)'], fix: 'Register a standard brand.' },
    ],
    [
      30904,
      'Campaign unknown to Twilio',
      'The campaign was registered elsewhere and not shared with Twilio.',
      {
        causes: ['The campaign was not shared in the registry', 'A wrong campaign ID'],
        fix: 'Share the campaign with Twilio in the registry, then assign the Messaging Service.',
      },
    ],
    [
      30905,
      'Campaign not accepted by Twilio yet',
      'Twilio has not yet accepted the campaign that was registered elsewhere.',
      {
        causes: ['The Messaging Service was assigned too early'],
        fix: 'Wait for the acceptance, then assign the Messaging Service again.',
      },
    ],
    [
      30906,
      'Campaign declined by Twilio',
      'Twilio declined the campaign that was registered elsewhere.',
      {
        causes: ['A violation of the rules, which the registry names'],
        fix: 'Correct the campaign in the registry, and share it again.',
      },
    ],
    [
      30907,
      'Campaign rejected: website of another business',
      'The website is of another business than brand and campaign.',
      { causes: ['A website under another name'], fix: 'Give the website of the brand. Then submit again.', run },
    ],
    [
      30908,
      'Campaign rejected: privacy policy',
      'The privacy policy is missing, contradictory, or allows sharing of phone numbers.',
      {
        causes: ['No privacy policy', 'A clause on partners or affiliates'],
        fix: 'Publish one privacy policy that excludes sharing of phone numbers. Then submit again.',
        run,
      },
    ],
    [
      30909,
      'Campaign rejected: call to action',
      'The reviewers could not verify how people agree to the messages.',
      {
        causes: ['The opt-in is behind a login or on paper', 'An incomplete description'],
        fix: 'Describe the opt-in, and give links or screenshots. Then submit again.',
        run,
      },
    ],
    ...rowsOf(2, 'Campaign rejected', 'The campaign was rejected', 'The numbers of the campaign stay unregistered.'),
    [
      30915,
      'Rejected: not a sole proprietor',
      'The business is registered as a sole proprietor, and is a legal entity. The code is for campaigns and toll-free numbers.',
      {
        causes: ['A name with LLC, Inc. or Corp.', 'Public records or tax documents show a company'],
        fix: 'Register the business with its real type, as a standard brand.',
        run,
      },
    ],
    [
      30990,
      'Campaign suspended (registration)',
      'The campaign is suspended. Its messages stop, and its numbers cannot be registered or removed.',
      {
        causes: ['Messages that do not fit the campaign', 'Spam or forbidden content'],
        fix: 'Resolve the reason of the suspension, and ask Twilio support.',
        run,
      },
    ],
    [
      30991,
      'Campaign under an unverified brand',
      'The campaign cannot be registered, because its brand is not verified.',
      { causes: ['The brand was not verified, or lost its verification'], fix: 'Correct the brand first.', run },
    ],
    [
      30992,
      'Campaign migration canceled',
      'The migration of the campaign to Twilio was canceled before it was complete.',
      {
        causes: ['The former provider or the customer canceled it'],
        fix: 'Start the migration again, then register the campaign.',
      },
    ],
    [
      30993,
      'Campaign migration timed out',
      'The migration of the campaign to Twilio did not complete in time.',
      {
        causes: ['A step in the registry was not taken'],
        fix: 'Start the migration again, then register the campaign.',
      },
    ],
    [
      30994,
      'Campaign waits for its brand',
      'The campaign cannot be registered, because its brand is still pending.',
      {
        causes: ['The verification e-mail of the brand was not answered'],
        fix: 'Answer the verification e-mail of the brand.',
        run,
      },
    ],
  ],
};
