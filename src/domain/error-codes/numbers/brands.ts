import type { CodeGroup } from '../code-group.ts';

const verifyRegistration = 'smsctl verify --check number.registered';
const edit = 'Correct the profile in the Twilio Console, and submit the brand again.';
const soleProprietor = 'Use another value in the starter profile, and submit the brand again.';
const records = ['A value that differs from the tax documents', 'A typing error in the legal name or the tax ID'];

/** Why a brand was not registered. */
export const brandCodes: CodeGroup = {
  heading: 'US brand registration: why a brand was not accepted',
  shared: { causes: records, fix: edit, run: verifyRegistration, checks: ['number.registered'] },
  rows: [
    [
      30701,
      'Brand: fields not valid',
      'At least one field of the brand did not pass validation.',
      {
        causes: ['A field that is too long or too short', 'A tax ID, state or postal code in a wrong form'],
        fix: 'Correct the fields that the error names.',
      },
    ],
    [
      30702,
      'Brand: not found in the registry',
      'The Campaign Registry no longer knows the brand.',
      { causes: ['The brand was deleted or is not active'], fix: 'Submit the brand again.' },
    ],
    [
      30703,
      'Brand: already registered',
      'Another brand already uses a value that must be unique.',
      {
        causes: ['The same tax ID, legal name, phone, e-mail or website in another brand'],
        fix: 'Use the existing brand, or a unique value.',
      },
    ],
    [
      30712,
      'Brand: limit of the account reached',
      'The account has registered as many brands as it may.',
      { causes: ['A brand for each customer'], fix: 'Ask Twilio support for a higher limit.' },
    ],
    [
      30729,
      'Brand: country blocked',
      'Brands of this country are not allowed.',
      { causes: ['A country on a block list'], fix: 'Register a brand of a supported country.' },
    ],
    [
      30734,
      'Brand: sole proprietor not enabled',
      'The account may not register sole proprietor brands.',
      { causes: ['The account has no access to this type'], fix: 'Register a standard brand, or ask Twilio support.' },
    ],
    [
      30747,
      'Brand: address used too often',
      'Too many sole proprietor brands use this address.',
      { causes: ['Another brand has the same address'], fix: soleProprietor },
    ],
    [
      30748,
      'Brand: phone number used too often',
      'Too many sole proprietor brands use this phone number.',
      { causes: ['Another brand has the same phone number'], fix: soleProprietor },
    ],
    [
      30749,
      'Brand: e-mail used too often',
      'Too many sole proprietor brands use this e-mail address.',
      { causes: ['Another brand has the same e-mail address'], fix: soleProprietor },
    ],
    [
      30750,
      'Brand: mobile number used too often',
      'Too many sole proprietor brands use this mobile number for their passcode.',
      { causes: ['Another brand has the same mobile number'], fix: soleProprietor },
    ],
    [
      30751,
      'Brand: mobile number not supported',
      'The mobile number cannot receive the passcode of the registration.',
      {
        causes: ['A landline, a VoIP number, or a number outside the US'],
        fix: 'Use a US mobile number that receives SMS.',
      },
    ],
    [
      30752,
      'Brand: passcode wrong or expired',
      'The passcode for the sole proprietor brand is wrong or expired.',
      { causes: ['An old passcode', 'A typing error'], fix: 'Request a new passcode, and enter it.' },
    ],
    [
      30753,
      'Brand: e-mail not supported',
      'The e-mail address of the brand is not accepted.',
      { causes: ['A disposable address'], fix: 'Use another e-mail address.' },
    ],
    [
      30754,
      'Brand: postal address not valid',
      'Street, city, state, postal code and country do not form a valid address.',
      { causes: ['A typing error in the address'] },
    ],
    [
      30755,
      'Brand: country not supported',
      'Brands of this country are not supported yet.',
      { causes: ['A country outside the list of supported ones'], fix: 'Register a brand of a supported country.' },
    ],
    [
      30756,
      'Brand: name not plausible',
      'A name in the registration does not look like a natural name.',
      { causes: ['Random letters or placeholders in a name'], fix: 'Enter the real names.' },
    ],
    [
      30757,
      'Brand: business registration number missing',
      'The brand has no business registration number.',
      { causes: ['An empty field'], fix: 'Add the business registration number.' },
    ],
    [
      30758,
      'Brand: registration authority missing',
      'The brand does not name the authority that registered the business.',
      { causes: ['An empty field'], fix: 'Add the registration authority.' },
    ],
    [
      30790,
      'Brand: internal fault',
      'An internal fault stopped the brand registration.',
      { causes: ['A fault at Twilio or at the registry'], fix: 'Ask Twilio support.' },
    ],
    [
      30791,
      'Brand: temporary fault',
      'A temporary fault stopped the brand registration.',
      { causes: ['A fault at Twilio or at the registry'], fix: 'Submit again after 30 seconds.' },
    ],
    [
      30792,
      'Brand: general fault',
      'The brand registration failed, and the cause is not known.',
      { causes: ['A fault at Twilio or at the registry'], fix: 'Ask Twilio support.' },
    ],
    [
      30793,
      'Brand: profile not usable',
      'The customer profile or the A2P profile of the brand is missing or incomplete.',
      {
        causes: ['A wrong profile SID', 'An unknown stock exchange'],
        fix: 'Check both profiles, and submit the brand again.',
      },
    ],
    [
      30794,
      'Registration failed',
      'The registration of a brand or campaign failed. The description of the error names the cause.',
      { causes: ['A value that the registry refuses'], fix: 'Correct what the description names, and submit again.' },
    ],
    [
      30795,
      'Brand: tax ID does not match',
      'The tax ID does not fit the legal name and the other data of the business.',
    ],
    [
      30796,
      'Brand: stock data does not match',
      'The business is not listed as a public company, or its stock symbol and exchange do not match.',
      {
        causes: ['A private company registered as a public one', 'A wrong stock symbol'],
        fix: 'Correct the type of company, the symbol or the exchange.',
      },
    ],
    [
      30797,
      'Brand: not a US government entity',
      'The brand is registered as a government entity, and that could not be confirmed.',
      { causes: ['An entity outside the US', 'A contractor of a government'], fix: 'Choose another entity type.' },
    ],
    [
      30798,
      'Brand: no tax-exempt status found',
      'The brand is registered as a nonprofit, and no 501(c) status was found.',
      {
        causes: ['The entity has no such status', 'The status is not on file with the tax authority'],
        fix: 'Choose another entity type, or correct the data.',
      },
    ],
    [30799, 'Brand: data not verifiable', 'The registry could not verify the data of the brand.'],
  ],
};
