import type { CodeGroup } from '../code-group.ts';

const tls = 'Install a valid certificate for this host name on the webhook server, with its full chain.';
const template = { causes: ['A typing error in a URL with placeholders'], fix: 'Correct the URL.' };

/** What goes wrong when the provider calls a server of the customer, and with what that server answers. */
export const webhookCodes: CodeGroup = {
  heading: 'Webhooks: Twilio calls your server',
  shared: {
    causes: ['The webhook server is down or blocks Twilio', 'A wrong URL at the number or the Messaging Service'],
    fix: 'Call the URL from outside your network, and correct the server or the URL. Sending still works.',
  },
  rows: [
    [
      11100,
      'Webhook URL not valid',
      'A URL of the configuration or of the TwiML is malformed.',
      { causes: ['No http or https', 'Spaces or forbidden characters in the URL'] },
    ],
    [
      11200,
      'Webhook failed',
      'Twilio called the webhook and got no usable answer. A more specific cause is not known.',
      {
        causes: [
          'The server answered with an error (4xx or 5xx)',
          'A firewall or a login page',
          'No answer within 15 seconds',
        ],
      },
    ],
    [
      11201,
      'Webhook connection timed out',
      'The webhook server did not accept the TCP connection in time.',
      { causes: ['A firewall that drops packets', 'A server that is overloaded or off'] },
    ],
    [
      11202,
      'Webhook connection refused',
      'The webhook server refused the TCP connection.',
      { causes: ['No program listens on this port', 'A firewall'] },
    ],
    [
      11203,
      'Webhook timed out',
      'The webhook did not complete its answer within the total time, 15 seconds by default.',
      { causes: ['Slow work before the answer'], fix: 'Answer at once, and do slow work afterwards.' },
    ],
    [
      11205,
      'Webhook not reachable',
      'A network failure kept Twilio from connecting to the webhook.',
      { causes: ['A private address or localhost in the URL', 'A firewall', 'A network outage'] },
    ],
    [
      11206,
      'Webhook does not speak HTTP',
      'The webhook server answered in a way that is not valid HTTP.',
      {
        causes: ['An http URL for an https port', 'A misconfigured server', 'Forbidden characters in a cookie'],
      },
    ],
    [
      11210,
      'Webhook host unknown',
      'The host name of the webhook has no DNS entry.',
      {
        causes: ['A typing error in the host name', 'A name that exists only inside your network', 'An expired domain'],
      },
    ],
    [
      11215,
      'Webhook redirects too often',
      'The webhook redirected Twilio more often than Twilio follows.',
      { causes: ['A redirect loop, such as between http and https'], fix: 'Configure the final URL.' },
    ],
    [
      11216,
      'Webhook redirect not valid',
      'The webhook answered with a redirect that Twilio cannot follow.',
      {
        causes: ['No Location header', 'A status other than 301, 302, 303 or 307'],
        fix: 'Configure the final URL.',
      },
    ],
    [
      11217,
      'Webhook answered with an error',
      'The webhook answered with a 4xx or 5xx status.',
      {
        causes: [
          'A fault in the program behind the webhook',
          'A wrong path (404)',
          'A login or a filter (401, 403, 429)',
        ],
      },
    ],
    [
      11220,
      'TLS handshake with the webhook failed',
      'Twilio and the webhook server found no TLS version and cipher that both support.',
      {
        causes: ['TLS older than 1.2 on the server', 'Outdated ciphers'],
        fix: 'Enable TLS 1.2 or later with current ciphers on the webhook server.',
      },
    ],
    [
      11235,
      'Webhook certificate for another name',
      'The certificate of the webhook server does not name the host of the URL.',
      { causes: ['A certificate of another site', 'A URL with an IP address'], fix: tls },
    ],
    [
      11236,
      'Webhook certificate expired',
      'The certificate of the webhook server has expired.',
      { causes: ['The automatic renewal failed'], fix: tls },
    ],
    [
      11237,
      'Webhook certificate not trusted',
      'Twilio found no trusted path to the certificate of the webhook server.',
      { causes: ['A missing intermediate certificate', 'A self-signed certificate'], fix: tls },
    ],
    [
      11240,
      'Edge location of the webhook not valid',
      'The URL fragment of the webhook names an edge location in a wrong form.',
      {
        causes: ['A typing error behind "#e="'],
        fix: 'Correct the "e" parameter behind the "#" of the URL.',
      },
    ],
    [
      11241,
      'Edge location of the webhook not supported',
      'The URL fragment of the webhook names an edge location that Twilio does not support.',
      {
        causes: ['An edge location that no longer exists'],
        fix: 'Correct the "e" parameter behind the "#" of the URL.',
      },
    ],
    [
      11242,
      'Webhook over Interconnect not allowed',
      'The account may not call webhooks over Twilio Interconnect.',
      {
        causes: ['A private edge location without Interconnect'],
        fix: 'Use a public edge location, or ask Twilio support.',
      },
    ],
    [
      11243,
      'Webhook retry policy not valid',
      'The URL fragment of the webhook has a retry policy that Twilio does not know.',
      {
        causes: ['A typing error behind "#rp="'],
        fix: 'Correct the "rp" parameter behind the "#" of the URL.',
      },
    ],
    [
      11251,
      'Webhook broke the protocol',
      'The webhook server broke the HTTP protocol, and Twilio gave up.',
      { causes: ['A misconfigured server or proxy'] },
    ],
    [11300, 'Webhook URL template not valid', 'A URL with placeholders is malformed.', template],
    [11310, 'Webhook URL placeholder not valid', 'A placeholder in the URL is not one that Twilio knows.', template],
    [11320, 'Webhook URL placeholder not closed', 'A placeholder in the URL has no closing bracket.', template],
    [
      11321,
      'Incoming webhook URL malformed',
      'A message came in, and the webhook URL of the number has an invalid form. The webhook was not called.',
      {
        causes: ['A relative URL, or one without https'],
        fix: 'Correct the webhook URL of the number or of its Messaging Service.',
      },
    ],
    [
      11322,
      'Incoming webhook method not valid',
      'A message came in, and the HTTP method of the webhook is neither GET nor POST.',
      {
        causes: ['A wrong method at the number or the service'],
        fix: 'Set the method of the webhook to POST.',
      },
    ],
    [
      11770,
      'Webhook answer empty',
      'The webhook answered without a body where Twilio expected one.',
      {
        causes: ['The program behind the webhook returned nothing'],
        fix: 'Return TwiML: an empty Response element means no reply.',
      },
    ],
  ],
};
