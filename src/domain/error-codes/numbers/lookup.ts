import type { CodeGroup } from '../code-group.ts';

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
    [60609, 'Lookup of live activity not enabled', 'The account may not use the lookup of live activity.'],
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
