import type { CodeGroup } from '../code-group.ts';

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
      'A phone or a crawler opened a link that Twilio does not know. Twilio redirected to the fallback URL.',
      { causes: ['The link expired', 'The address was guessed'], fix: 'Ask Twilio support to keep links for longer.' },
    ],
    [
      30105,
      'Short link unknown, no fallback',
      'A phone or a crawler opened a link that Twilio does not know, and the domain has no fallback URL.',
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
      'The request lacks the certificate or its private key.',
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
      'Certificate did not pass validation',
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
