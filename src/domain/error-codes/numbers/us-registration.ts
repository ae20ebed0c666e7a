import type { CodeGroup } from '../code-group.ts';

const verifyRegistration = 'smsctl verify --check number.registered';

/** The API that registers brands and campaigns. */
export const usRegistrationCodes: CodeGroup = {
  heading: 'Registering US brands and campaigns by the API',
  shared: {
    causes: ['A wrong value in the registration request'],
    fix: 'Correct the request, or register in the Twilio Console.',
  },
  rows: [
    [
      21717,
      'Brand of the campaign not valid',
      'The brand of the campaign is not registered, or does not allow this use case.',
      {
        causes: ['The brand is under review or failed', 'A use case for another type of brand'],
        fix: 'Wait until the brand is approved, or choose a use case that it allows.',
        run: verifyRegistration,
        checks: ['number.registered'],
      },
    ],
    [
      21719,
      'Use cases do not fit together',
      'The use case of the campaign does not fit the use case of its Messaging Service.',
      { causes: ['The Messaging Service has another use case'], fix: 'Change the use case of the Messaging Service.' },
    ],
    [
      21720,
      'A2P use case not valid',
      'The use case of the campaign is not one that exists.',
      { causes: ['A typing error', 'Lower-case letters: use cases are in capitals'] },
    ],
    [
      21721,
      'Campaign Verify token: brand does not fit',
      'The Campaign Verify token cannot be imported, because the brand failed or is a starter brand.',
      {
        causes: ['The brand is not approved', 'The brand is of the wrong type'],
        fix: 'Use a standard brand that is approved.',
      },
    ],
    [
      21722,
      'Campaign Verify token not valid',
      'The Campaign Verify token is malformed, expired, or used by another brand.',
      {
        causes: ['An incomplete copy of the token', 'An expired token'],
        fix: 'Request a new token at Campaign Verify.',
      },
    ],
    [
      21723,
      'Campaign Verify token already importing',
      'The import of another Campaign Verify token is in progress.',
      { causes: ['Two imports at the same time'], fix: 'Wait for the first import.' },
    ],
    [
      21724,
      'Too many brand updates',
      'The brand was updated as often as it may be.',
      { causes: ['Several failed attempts'], fix: 'Ask Twilio support.' },
    ],
    [
      21725,
      'Brand cannot be updated in this state',
      'A brand can be updated only while its status is FAILED.',
      {
        causes: ['The brand is registered or under review'],
        fix: 'Wait for the review, or ask Twilio support to change a registered brand.',
      },
    ],
    [
      21726,
      'Starter brands not accepted',
      'Twilio does not accept new starter brands, or updates of them, at the moment.',
      { causes: ['A registration as a starter brand'], fix: 'Register a sole proprietor or a standard brand.' },
    ],
    [
      21727,
      'Campaign: parameters missing',
      'A required field of the campaign is missing.',
      { causes: ['An incomplete request'], fix: 'Add the fields that the response names.' },
    ],
    [
      21728,
      'Campaign: length of a field not valid',
      'A field of the campaign is too short or too long.',
      {
        causes: ['A description or a sample of a few words'],
        fix: 'Correct the length of the fields that the response names.',
      },
    ],
    [
      21729,
      'Change of a suspended campaign',
      'The API refuses to change a suspended campaign. Messages of such a campaign fail with 30033.',
      {
        causes: ['The campaign is suspended for complaints or forbidden content'],
        fix: 'Ask Twilio support for the reason, and resolve it.',
        run: verifyRegistration,
        checks: ['number.registered'],
      },
    ],
    [
      21730,
      'Registration under maintenance',
      'The registration system is under maintenance at the moment.',
      { causes: ['Planned maintenance'], fix: 'Repeat the request later.' },
    ],
    [
      21731,
      'Brand suspended',
      'The brand is suspended. It cannot be changed and cannot get new campaigns.',
      {
        causes: ['A violation of the A2P rules'],
        fix: 'Follow the e-mail of Twilio, or ask Twilio support.',
        run: verifyRegistration,
        checks: ['number.registered'],
      },
    ],
    [
      21732,
      'Campaign limit of the brand reached',
      'The brand has as many campaigns as it may have. A sole proprietor brand has one.',
      {
        causes: ['A former campaign, also a failed one, still counts'],
        fix: 'Delete the former campaign, then register again.',
      },
    ],
    [
      21736,
      'Brand: domain ownership not verified',
      'The domain of the brand contact e-mail could not be verified. Earlier, the code meant any failed check of that e-mail.',
      {
        causes: ['The domain does not belong to the brand', 'No brand contact e-mail'],
        fix: 'Use a contact e-mail on the domain of the brand.',
      },
    ],
    [
      21737,
      'Brand: e-mail verification expired',
      'The link in the verification e-mail of the brand expired. Earlier, the code meant a brand without such a verification.',
      { causes: ['The e-mail was not answered in time'], fix: 'Send the verification e-mail again, and answer it.' },
    ],
    [
      21738,
      'Brand: verification e-mail undeliverable',
      'The verification e-mail of the brand could not be delivered.',
      {
        causes: ['A typing error in the address', 'A full or closed mailbox'],
        fix: 'Correct the brand contact e-mail.',
      },
    ],
    [
      21739,
      'Brand: verification not completed',
      'The e-mail verification of the brand failed, or was not completed in time.',
      {
        causes: ['The steps of the e-mail were not completed'],
        fix: 'Send the verification e-mail again, and complete it.',
      },
    ],
    [
      21740,
      'Brand: e-mail domain not accepted',
      'The brand contact e-mail uses a domain that is not accepted.',
      { causes: ['A free mailbox such as gmail.com'], fix: 'Use a contact e-mail on the domain of the brand.' },
    ],
    [
      21741,
      'Brand: verification code expired',
      'The verification code of the brand was not entered in time.',
      { causes: ['The code was entered too late'], fix: 'Request a new code.' },
    ],
    [
      30709,
      'Opt-in message without opt-in',
      'The campaign has an opt-in message and says that subscribers do not opt in.',
      {
        causes: ['Two fields of the campaign contradict each other'],
        fix: 'Say that subscribers opt in, or remove the opt-in message.',
      },
    ],
    [
      30710,
      'Brand still has campaigns',
      'A brand with active campaigns cannot be deleted.',
      { causes: ['An active campaign'], fix: 'Delete the campaigns first.' },
    ],
    [
      30711,
      'Brand still shared',
      'A brand that is shared with others cannot be deleted.',
      { causes: ['Active sharing of the brand'], fix: 'End the sharing first.' },
    ],
    [
      30713,
      'Vetting token not valid',
      'The token of an external vetting is malformed or unknown.',
      { causes: ['An incomplete copy of the token'], fix: 'Copy the whole token again.' },
    ],
    [
      30714,
      'Vetting token rejected',
      'The Campaign Registry rejected the token of an external vetting.',
      { causes: ['A token of another brand', 'An expired token'], fix: 'Request a new token for this brand.' },
    ],
    [
      30715,
      'Vetting token for a sole proprietor',
      'A sole proprietor brand cannot use a token of an external vetting.',
      { causes: ['The wrong type of brand'], fix: 'Register without the token.' },
    ],
    [
      30759,
      'No permission to register',
      'The account may not carry out this registration step.',
      { causes: ['Credentials without this permission'], fix: 'Use credentials of the account that owns the brand.' },
    ],
  ],
};
