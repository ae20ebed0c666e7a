import type { CodeGroup } from './code-group.ts';

const certificate = 'Upload a valid certificate with its private key, in PEM form.';
const dns = 'Point the DNS entry of the domain where the Twilio Console says, then try again.';

/** Links that the provider shortens to a domain of the customer. */
export const linkCodes: CodeGroup = {
  heading: 'Link shortening',
  shared: {
    causes: ['The setup of link shortening is not complete'],
    fix: 'Complete the setup of link shortening in the Twilio Console.',
  },
  rows: [
    [
      30100,
      'Domain SID not valid',
      'The domain SID of the request is not a domain of your organization.',
      { causes: ['A URL instead of a SID', 'A domain of another organization'] },
    ],
    [
      30101,
      'Domain not verified',
      'Your organization has not proven that the domain is its own.',
      { fix: 'Verify the domain in the Admin Center.' },
    ],
    [
      30102,
      'Domain certificate expired',
      'The certificate of the link domain has expired. Shortened links do not open.',
      { causes: ['The certificate was not renewed'], fix: certificate },
    ],
    [
      30103,
      'Links not shortened',
      "A fault of Twilio's link shortener stopped the message.",
      {
        causes: ['An incident at Twilio'],
        fix: 'Send again. If it fails again, give the message SID to Twilio support.',
      },
    ],
    [
      30104,
      'Short link unknown, fallback used',
      'Someone opened a link that Twilio does not know. Twilio redirected to the fallback URL.',
      { causes: ['The link expired', 'The address was guessed'], fix: 'Ask Twilio support to keep links for longer.' },
    ],
    [
      30105,
      'Short link unknown, no fallback',
      'Someone opened a link that Twilio does not know, and the domain has no fallback URL.',
      { causes: ['The link expired', 'No fallback URL is set'], fix: 'Set a fallback URL.' },
    ],
    [30106, 'Domain not set up for the account', 'The account has not completed the setup of this link domain.'],
    [
      30107,
      'Private certificate missing',
      'The link domain has no certificate, which Twilio needs to serve https links.',
      { fix: certificate },
    ],
    [
      30108,
      'Account without an organization',
      'Link domains belong to an organization, and the account is in none.',
      { fix: 'Add the account to an organization in the Twilio Console.' },
    ],
    [
      30109,
      'Click callback URL not valid',
      'The URL that Twilio should call on a click is malformed.',
      { causes: ['A URL without http or https'], fix: 'Give the full URL, with https.' },
    ],
    [
      30110,
      'Link domain blocked',
      'The link leads to a domain that Twilio blocks.',
      {
        causes: ['Fraud was seen on the domain', 'The owner of the domain asked for it'],
        fix: 'Link to another domain, or ask Twilio support.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30111,
      'Link blocked',
      'Twilio blocks this address.',
      {
        causes: ['Fraud was seen at the address', 'The owner of the site asked for it'],
        fix: 'Use another link, or ask Twilio support.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30112,
      'Account of the domain not found',
      'The account of the request does not exist.',
      { causes: ['A wrong Account SID'], fix: 'Name the account of the link domain.' },
    ],
    [
      30116,
      'Certificate or key missing',
      'The certificate, its private key, or both are missing in the request.',
      { causes: ['A file in another form than PEM'], fix: certificate },
    ],
    [
      30117,
      'Certificate cannot be read',
      'Twilio cannot read the certificate.',
      { causes: ['A damaged file', 'Another form than PEM'], fix: certificate },
    ],
    [
      30118,
      'Private key not valid',
      'Twilio cannot read the private key.',
      { causes: ['A damaged file', 'A key with a passphrase'], fix: certificate },
    ],
    [
      30119,
      'Certificate and key do not match',
      'The private key does not belong to the certificate.',
      { causes: ['A key of another domain'], fix: certificate },
    ],
    [
      30120,
      'Certificate and key not uploaded',
      'The domain has neither a certificate nor a private key yet.',
      { fix: certificate },
    ],
    [30121, 'Fallback URL missing', 'The request does not name a fallback URL.', { fix: 'Add the fallback URL.' }],
    [
      30122,
      'Fallback URL not valid',
      'The fallback URL is malformed.',
      { causes: ['A URL without http or https'], fix: 'Give the full URL, with https.' },
    ],
    [
      30123,
      'Click callback URL missing',
      'The request does not name the URL that Twilio should call on a click.',
      { fix: 'Add the callback URL.' },
    ],
    [
      30124,
      'Messaging Service SID missing',
      'The request does not name the Messaging Service for the link domain.',
      { fix: 'Add the Messaging Service SID.' },
    ],
    [
      30127,
      'Messaging Service SID not valid (links)',
      'The Messaging Service for the link domain is malformed or unknown.',
      { causes: ['A typing error in the SID'], fix: 'Name a Messaging Service of this account.' },
    ],
    [
      30128,
      'Action on the services not valid',
      'MessagingServiceSidsAction must be ADD, DELETE or REPLACE.',
      { causes: ['A typing error'], fix: 'Use ADD, DELETE or REPLACE.' },
    ],
    [
      30129,
      'Certificate self-signed',
      'The certificate of the link domain is self-signed, and browsers do not trust it.',
      { fix: 'Use a certificate of a public authority.' },
    ],
    [
      30130,
      'Service already has a link domain',
      'The Messaging Service belongs to another link domain of the account.',
      { fix: 'Remove the service from the other domain, or use another service.' },
    ],
    [
      30131,
      'Domain certificate expires soon (warning)',
      'The certificate of the link domain expires soon and was not renewed.',
      { causes: ['No automatic renewal'], fix: certificate },
    ],
    [
      30132,
      'Certificate cannot be validated',
      'The certificate of the link domain did not pass validation.',
      { causes: ['A wrong form', 'A missing intermediate certificate'], fix: certificate },
    ],
    [
      30133,
      'Certificate not uploaded',
      'Twilio could not store the certificate at the moment.',
      { causes: ['The domain was deleted and created again'], fix: 'Upload it again after some minutes.' },
    ],
    [
      30134,
      'DNS of the link domain wrong',
      'The DNS entry of the link domain does not lead to Twilio.',
      { causes: ['A missing A or CNAME entry', 'Additional addresses in the entry'], fix: dns },
    ],
    [
      30135,
      'Certificate not issued',
      'Twilio could not obtain a certificate for the link domain.',
      { causes: ['The DNS entry is not complete', 'A fault of the certificate authority'], fix: dns },
    ],
    [
      30136,
      'Certificate not renewed',
      'Twilio could not renew the certificate of the link domain.',
      { causes: ['The DNS entry changed', 'A fault of the certificate authority'], fix: dns },
    ],
    [
      30137,
      'Service not linked to a domain',
      'No link domain belongs to this Messaging Service.',
      { fix: 'Add the Messaging Service to a link domain.' },
    ],
    [
      30139,
      'Link cannot be shortened',
      'A link in the text is not a URL that Twilio can shorten.',
      { causes: ['A malformed link'], fix: 'Correct the link in the text.' },
    ],
    [
      30140,
      'Certificate requires OCSP',
      'The certificate requires OCSP stapling, which Twilio does not support.',
      { causes: ['A certificate with the must-staple option'], fix: 'Use a certificate without must-staple.' },
    ],
  ],
};

/** Lists of numbers that changed hands in the United States. */
export const deactivationCodes: CodeGroup = {
  heading: 'Lists of deactivated US numbers',
  shared: { causes: ['A wrong date in the request'], fix: 'Request another day, as YYYY-MM-DD.' },
  rows: [
    [
      30113,
      'Date too old',
      'The list of deactivated numbers does not reach back to this date. It begins in August 2020.',
    ],
    [
      30114,
      'Date not available yet',
      'The list of deactivated numbers of this date does not exist yet.',
      { causes: ['A date in the future', 'The list of today is not complete'] },
    ],
    [
      30115,
      'Date malformed',
      'The date for the list of deactivated numbers is malformed.',
      { causes: ['A time of day behind the date', 'A year of two digits'] },
    ],
  ],
};

const inRange = 'Set SendAt between 15 minutes and 35 days ahead, in UTC, such as 2026-12-01T09:30:00Z.';
const outOfRange = [
  'A time less than 15 minutes ahead',
  'A time more than 35 days ahead',
  'A local time without its zone',
];

/** Messages for later, in bulk, and their cancellation. */
export const schedulingCodes: CodeGroup = {
  heading: 'Scheduling and bulk sending',
  shared: { causes: ['A wrong parameter in the request of your program'], fix: 'Correct the request of your program.' },
  rows: [
    [
      30020,
      'Fault in message scheduling',
      "A fault inside Twilio's scheduler stopped the request.",
      { causes: ['An incident at Twilio'], fix: 'Schedule the message again. If it fails again, ask Twilio support.' },
    ],
    [
      30409,
      'Message can no longer be canceled',
      'The message has already reached a final state, or is on its way.',
      { causes: ['The time of sending has passed'], fix: 'Cancel scheduled messages earlier.' },
    ],
    [35111, 'Time of sending missing', 'A scheduled message needs SendAt.', { fix: inRange }],
    [
      35114,
      'Time of sending out of range',
      'SendAt is not between 15 minutes and 35 days ahead.',
      { causes: outOfRange, fix: inRange },
    ],
    [
      35115,
      'Time of sending out of range (second code)',
      'SendAt is outside the window that scheduling supports: 15 minutes to 35 days ahead.',
      { causes: outOfRange, fix: inRange },
    ],
    [
      35117,
      'Time of sending out of range (third code)',
      'Scheduling does not support this SendAt: at least 15 minutes, at most 35 days ahead.',
      { causes: outOfRange, fix: inRange },
    ],
    [
      35118,
      'Scheduling needs a Messaging Service',
      'Only messages through a Messaging Service can be scheduled, and the request names none.',
      {
        causes: ['A sender in From without a service'],
        fix: 'Save a Messaging Service, and pass its SID.',
        run: 'smsctl setup number',
        checks: ['number.pool'],
      },
    ],
    [
      35125,
      'Too many scheduled messages',
      'The account already has 500,000 scheduled messages.',
      {
        causes: ['Several large campaigns are scheduled'],
        fix: 'Schedule more when some have been sent, or ask Twilio support.',
      },
    ],
    [
      35126,
      'Kind of schedule not supported',
      'ScheduleType must be "fixed" for this channel.',
      { fix: 'Set ScheduleType to fixed.' },
    ],
    [
      35127,
      'Text and variables together',
      'A bulk request may have a Body or ContentVariables for its messages, not both.',
      { fix: 'Remove one of the two.' },
    ],
    [
      35132,
      'Bulk attributes not valid',
      'The attributes of the bulk request are not valid JSON.',
      { causes: ['JSON with single quotes'], fix: 'Correct the JSON.' },
    ],
    [
      35133,
      'Bulk list not valid',
      'The Messages array of the bulk request is empty or too long.',
      { causes: ['No recipients', 'Too many recipients in one request'], fix: 'Send fewer messages in one request.' },
    ],
    [
      35134,
      'Bulk list with duplicates',
      'The Messages array names a number more than once.',
      {
        causes: ['Duplicates in the contact list'],
        fix: 'Remove duplicates from the contact list.',
        run: 'smsctl setup contacts',
        checks: ['contacts.checked'],
      },
    ],
  ],
};

/** Features that redaction of numbers or texts turns off. */
export const redactionCodes: CodeGroup = {
  heading: 'Redaction of numbers and texts (warnings)',
  shared: {
    causes: ['Redaction is turned on for the account, and this feature needs the data'],
    fix: 'Turn off the feature, and do its work in your own application.',
  },
  rows: [
    [
      23001,
      'Redaction with STOP handling of long codes',
      'Twilio cannot handle STOP for long codes while phone numbers are redacted.',
      { fix: 'Keep the list of opt-outs in your own application.' },
    ],
    [
      23002,
      'Redaction with STOP handling of short codes',
      'Twilio cannot handle STOP for short codes while phone numbers are redacted.',
      { fix: 'Keep the list of opt-outs in your own application.' },
    ],
    [
      23003,
      'Redaction with sticky sender',
      'A Messaging Service cannot keep one sender for each recipient while phone numbers are redacted.',
      { fix: 'Turn off Sticky Sender in the Messaging Service.' },
    ],
    [
      23004,
      'Redaction with Advanced Opt-Out',
      'Advanced Opt-Out cannot work while phone numbers are redacted.',
      { fix: 'Turn off Advanced Opt-Out, and keep the list of opt-outs yourself.' },
    ],
    [
      23005,
      'Redaction with fallback to long code',
      'Fallback to Long Code cannot work while phone numbers are redacted.',
      { fix: 'Turn off Fallback to Long Code in the Messaging Service.' },
    ],
    [
      23006,
      'Redaction with GET webhooks',
      'A webhook with GET would put redacted data into URLs.',
      {
        causes: ['The webhook for incoming messages uses GET'],
        fix: 'Set the webhook of each number and service to POST.',
      },
    ],
  ],
};

/** Lookups of numbers. smsctl makes none on its own. */
export const lookupCodes: CodeGroup = {
  heading: 'Lookup',
  shared: {
    causes: ['The lookup package of the request is not available for this account or number'],
    fix: 'Check the package of the request, or ask Twilio support.',
  },
  rows: [
    [
      60600,
      'Number outside coverage',
      'Lookup has no data on the number: it is not assigned, or its carrier is not covered.',
      {
        causes: ['A number that no carrier has assigned', 'A country without data'],
        fix: 'Check the number.',
        checks: ['contacts.quality'],
      },
    ],
    [
      60601,
      'Lookups of Canadian numbers not allowed',
      'Carrier data of Canadian numbers needs an approval that the account does not have.',
      {
        causes: ['No approval by the Canadian authority for number portability'],
        fix: 'Apply for the approval, as the page of the code says.',
      },
    ],
    [60606, 'Lookup package not enabled', 'The account may not use this lookup package.'],
    [
      60607,
      'Lookup not available in this country',
      'The lookup package does not cover the country of the number.',
      { causes: ['A country without data'], fix: 'Leave out this package for that country.' },
    ],
    [
      60608,
      'Lookup failed',
      'The supplier of the lookup data reported a fault.',
      { causes: ['A temporary fault'], fix: 'Repeat the lookup later.' },
    ],
    [60609, 'Live activity not enabled', 'The account may not use the lookup of live activity.'],
    [
      60610,
      'Carrier outside coverage',
      'The number has no carrier, or the carrier is not in the lookup data.',
      { causes: ['A number that no carrier has assigned'], fix: 'Check the number.', checks: ['contacts.quality'] },
    ],
    [
      60611,
      'Lookup quota reached',
      'The account has used up its quota for this lookup package.',
      { causes: ['A quota for a new package'], fix: 'Ask Twilio support to raise the quota.' },
    ],
    [
      60612,
      'Lookup of a number that is not mobile',
      'The lookup package is for mobile numbers only.',
      { causes: ['A landline'], fix: 'Leave out this package for landlines.' },
    ],
    [
      60613,
      'Lookup with older data',
      'The supplier of the lookup data had a fault. Twilio answered with fallback data.',
      { causes: ['A temporary fault'], fix: 'Repeat the lookup later for complete data.' },
    ],
    [
      60616,
      'Lookups too fast',
      'The account makes more lookups a second than this package allows.',
      { causes: ['A loop without pauses'], fix: 'Make fewer lookups a second.' },
    ],
    [
      60617,
      'Lookup without data to compare',
      'The lookup package compares data on a person, and the request has none.',
      { causes: ['No name or address in the request'], fix: 'Add at least one value to compare.' },
    ],
    [
      60618,
      'Lookup parameter malformed',
      'A parameter of the lookup is malformed or too long.',
      { causes: ['A wrong value in the request'], fix: 'Correct the request.' },
    ],
    [
      60620,
      'SIM swap data incomplete',
      'The carrier did not supply data on SIM swaps for this number.',
      { causes: ['The carrier does not share the data'], fix: 'Do not repeat the lookup for this number.' },
    ],
    [
      60621,
      'Carrier data not available',
      'The lookup worked, and the name of the carrier is not available.',
      { causes: ['A temporary fault at the supplier'], fix: 'Repeat the lookup later.' },
    ],
    [
      60622,
      'Magic number not valid',
      'Test credentials may look up the magic numbers only.',
      {
        causes: ['Test credentials with a real number'],
        fix: 'Use live credentials.',
        run: 'smsctl setup credentials',
        checks: ['credentials.live'],
      },
    ],
    [
      60623,
      'Verification for the lookup not found',
      'The lookup needs a successful verification of the number, and finds none.',
      { causes: ['The verification failed or expired'], fix: 'Verify the number, then repeat the lookup.' },
    ],
    [
      60626,
      'Number looked up too often',
      'The same number was looked up too often in a short time.',
      { causes: ['A loop', 'Duplicates in a list'], fix: 'Look each number up once.' },
    ],
    [
      60699,
      'Lookup turned off',
      'Twilio turned off Lookup for the account after unusual use.',
      { causes: ['Unusual traffic'], fix: 'Ask Twilio support.' },
    ],
  ],
};
