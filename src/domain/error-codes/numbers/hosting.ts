import type { CodeGroup } from '../code-group.ts';

const losingCarrier = 'Ask the present carrier for the exact value, correct it, and submit the port again.';
const asksCarrier = ['The value differs from the records of the present carrier'];

/** Bringing numbers over: hosting their SMS, or porting them. */
export const hostingCodes: CodeGroup = {
  heading: 'Hosting and porting of numbers',
  shared: {
    causes: ['A wrong value in the hosting order'],
    fix: 'Correct the order, or do it in the Twilio Console.',
  },
  rows: [
    [
      22100,
      'Too many ownership attempts',
      'The ownership of the number was tried more often than allowed.',
      { causes: ['Several wrong codes'], fix: 'Wait, or prove the ownership with a document.' },
    ],
    [22101, 'Hosting orders not valid', 'At least one SID of a hosting order is malformed or unknown.'],
    [
      22102,
      'Number to host not valid',
      'The number of the hosting order is not a valid phone number.',
      { causes: ['A number that is not E.164'] },
    ],
    [
      22103,
      'Country not hosted',
      'Numbers of this country cannot be hosted.',
      { causes: ['Twilio does not host numbers there'], fix: 'Port the number, or buy one.' },
    ],
    [22104, 'E-mail of the order not valid', 'The e-mail address of the hosting order is malformed.'],
    [22105, 'URL of the order not valid', 'A URL of the hosting order is malformed.'],
    [22106, 'Method of the order not valid', 'An HTTP method of the hosting order is neither GET nor POST.'],
    [
      22107,
      'Authorization cannot be changed',
      'The letter of authorization can no longer be changed.',
      { causes: ['The letter was signed or completed'], fix: 'Create a new letter of authorization.' },
    ],
    [22108, 'Application of the order not valid', 'The application SID of the hosting order is malformed or unknown.'],
    [22109, 'Address of the order not valid', 'The address SID of the hosting order is malformed or unknown.'],
    [
      22110,
      'Number cannot be hosted',
      'The SMS of this number cannot be hosted at Twilio.',
      { causes: ['A mobile number, or one that another provider hosts'], fix: 'Port the number, or buy one.' },
    ],
    [22111, 'Status of the order not valid', 'The status of the hosting order in the request is not a known one.'],
    [
      22112,
      'Status of the order cannot change',
      'The hosting order cannot change to this status from its present one.',
      {
        causes: ['The steps of the order were taken in another sequence'],
        fix: 'Follow the order in the Twilio Console.',
      },
    ],
    [
      22113,
      'Ownership code wrong',
      'The verification code for the number is wrong.',
      { causes: ['A typing error', 'An older code'], fix: 'Enter the newest code, or request a new call.' },
    ],
    [
      22114,
      'Ownership code not checked',
      'Twilio could not check the verification code for the number.',
      { causes: ['A temporary fault', 'No verification was started'], fix: 'Request a new call.' },
    ],
    [22115, 'Unique name of the order not valid', 'The unique name of the hosting order is invalid or in use.'],
    [22116, 'Name of the order not valid', 'The friendly name of the hosting order is invalid.'],
    [
      22117,
      'Extension not valid',
      'The extension for the verification call is invalid.',
      { causes: ['Characters other than digits'] },
    ],
    [22118, 'Ownership document not valid', 'The SID of the verification document is malformed or unknown.'],
    [22119, 'Capabilities of the order not valid', 'The hosting order asks for capabilities that cannot be hosted.'],
    [
      22120,
      'Kind of verification not valid',
      'The hosting order names an unknown kind of verification.',
      { causes: ['A value other than phone-call or phone-bill'] },
    ],
    [
      22121,
      'Hosted number cannot be transferred',
      'A hosted number cannot be transferred to this account.',
      { causes: ['The target account is not related'], fix: 'Ask Twilio support.' },
    ],
    [
      22122,
      'Status of the authorization not valid',
      'The status of the letter of authorization in the request is not a known one.',
    ],
    [
      22123,
      'Verification call not started',
      'Twilio could not start the call that verifies the number.',
      {
        causes: ['The number is busy or does not accept calls'],
        fix: 'Try again, or prove the ownership with a document.',
      },
    ],
    [
      22130,
      'Not portable: not supported',
      'Twilio does not port numbers of this country or area.',
      { causes: ['The country or area is not supported'], fix: 'Buy a number instead.' },
    ],
    [
      22131,
      'Not portable: already in this account',
      'The number is already in the account, or on its way there.',
      {
        causes: ['A second request for the same number'],
        fix: 'Use the number as it is.',
        run: 'smsctl verify --check number.owned',
        checks: ['number.owned'],
      },
    ],
    [
      22132,
      'Not portable: another Twilio customer',
      'The number is already at Twilio, in the account of another owner.',
      { causes: ['Another customer of Twilio has the number'], fix: 'Ask Twilio support to move the number.' },
    ],
    [
      22133,
      'Not portable by the API',
      'The number can be ported, and only by hand.',
      {
        causes: ['The porting API does not cover the number'],
        fix: 'Open a port request in the Twilio Console or with Twilio support.',
      },
    ],
    [
      22135,
      'Portability unknown',
      'A fault inside Twilio stopped the portability check.',
      { causes: ['A temporary fault'], fix: 'Repeat the check.' },
    ],
    [
      22136,
      'Not portable: in a sibling account',
      'The number is already in another one of your accounts, or on its way there.',
      {
        causes: ['The number was ported to a subaccount or to the parent'],
        fix: 'Transfer the number between your accounts.',
        checks: ['number.owned'],
      },
    ],
    [
      22137,
      'Port already in progress',
      'One of your accounts is already porting this number.',
      { causes: ['A second request for the same number'], fix: 'Wait for the first request.' },
    ],
    [
      22150,
      'Port failed',
      'The port stopped for a reason that only the porting team can see.',
      { causes: ['A fault during the port'], fix: 'Ask the porting team of Twilio.' },
    ],
    [
      22151,
      'Port blocked by the carrier',
      'The present carrier has locked the number.',
      {
        causes: ['A freeze against theft of numbers', 'Open bills'],
        fix: 'Have the present carrier remove the lock, then submit again.',
      },
    ],
    [
      22152,
      'Port of an inactive number',
      'The number is not active at the present carrier.',
      { causes: ['The contract ended'], fix: 'Have the present carrier reactivate the number first.' },
    ],
    [
      22153,
      'Port: name does not match',
      'The authorized person of the port is not the one that the present carrier knows.',
      { causes: asksCarrier, fix: losingCarrier },
    ],
    [
      22154,
      'Port: address does not match',
      'The address of the port differs from the one that the present carrier knows.',
      { causes: asksCarrier, fix: losingCarrier },
    ],
    [
      22155,
      'Port: PIN wrong',
      'The PIN of the port is missing or wrong.',
      { causes: ['No PIN was submitted', 'A PIN of another number'], fix: losingCarrier },
    ],
    [
      22156,
      'Port: account number wrong',
      'The customer number at the present carrier is wrong.',
      { causes: asksCarrier, fix: losingCarrier },
    ],
    [
      22157,
      'Port: subscription right not accepted',
      'The carrier NTT in Japan does not accept this subscription right.',
      {
        causes: ['The plan at NTT allows another right only'],
        fix: 'Use Termination for the Light Plan, and Suspension for others.',
      },
    ],
    [
      22158,
      'Port: date rejected',
      'The present carrier does not port on the requested date.',
      { causes: ['A holiday', 'Maintenance at the carrier'], fix: 'Submit the port with another date.' },
    ],
    [
      22159,
      'Port rejected: not portable',
      'The present carrier says that the number cannot be ported.',
      {
        causes: ['A service of the carrier is bound to the number', 'A rented or public number'],
        fix: 'Ask the present carrier which service keeps the number.',
      },
    ],
    [
      22170,
      'Port: bundle not valid',
      'The regulatory bundle of the port is unknown or not approved.',
      { causes: ['The review of the bundle is not complete'], fix: 'Name an approved bundle.' },
    ],
    [
      22171,
      'Port: fields missing',
      'The port lacks a field that the country requires.',
      { causes: ['An incomplete request'], fix: 'Add the fields that the country requires.' },
    ],
    [
      22172,
      'Port: several countries',
      'The port has numbers of several countries, or numbers that are not E.164.',
      { causes: ['One request for all numbers'], fix: 'Submit one request for each country, in E.164.' },
    ],
    [
      22173,
      'Port: address SID not valid',
      'The address SID of the port is malformed or belongs to another account.',
      { causes: ['An address of another account'], fix: 'Name an address of this account.' },
    ],
  ],
};
