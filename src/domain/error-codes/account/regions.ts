import type { CodeGroup } from '../code-group.ts';

/** Regions of the provider. Messaging is complete in us1 alone. */
export const regionCodes: CodeGroup = {
  heading: 'Regions (us1, ie1)',
  shared: {
    causes: ['The request went to a region other than us1'],
    fix: 'Send through us1, which has all of messaging.',
    run: 'smsctl setup credentials',
  },
  rows: [
    [
      21662,
      'Sender and recipient not usable in Ireland',
      'The region ie1 cannot send from this sender to this recipient.',
      { causes: ['A North American number in ie1', 'A kind of sender that ie1 does not have'] },
    ],
    [
      21663,
      'Number belongs to another region',
      'The number is configured for another messaging region than the one that got the request.',
      {
        causes: ['A region in the settings or in TWILIO_REGION that does not match the number'],
        fix: 'Use the region of the number, or change the region of the number.',
        run: 'smsctl setup credentials',
        checks: ['credentials.shadowed'],
      },
    ],
    [
      21668,
      'Number type not supported in Ireland',
      'This kind of number cannot use the messaging region ie1.',
      {
        causes: ['A North American number (+1) was assigned to ie1'],
        fix: 'Leave North American numbers in us1.',
      },
    ],
    [
      21669,
      'Number and service in different regions',
      'The number and its Messaging Service are configured for different regions.',
      {
        causes: ['The number is in us1 and the service in ie1', 'The number is in ie1 and the service in us1'],
        fix: 'Use a service in the region of the number, or change the region of the number.',
        checks: ['credentials.shadowed'],
      },
    ],
    [
      21670,
      'Pictures not supported in Ireland',
      'The region ie1 does not send media. The request had a MediaUrl.',
      { fix: 'Send a text without media, or send through us1.', run: 'smsctl setup credentials' },
    ],
    [
      21671,
      'Not available in this region',
      'The region lacks a messaging feature that the request uses. Which feature this code names is not confirmed.',
    ],
    [
      30700,
      'Advanced messaging not available in this region',
      'The request uses a parameter of an advanced feature that this region does not have.',
      { fix: 'Remove that parameter, or send through us1.', run: 'smsctl setup credentials' },
    ],
    [
      22199,
      'Number not configured for this region',
      'The phone number has no configuration for the region of the request.',
      { fix: 'Add a configuration of the number for this region in the Twilio Console.' },
    ],
    [
      60614,
      'Lookup must run in another region',
      'Rules on where data is kept require another region for the lookup of this number.',
      {
        causes: ['An EU or UK number was looked up outside ie1', 'An API key of another region'],
        fix: 'Look the number up in the region that the response names.',
      },
    ],
    [
      60619,
      'Lookup not available in this region',
      'The region does not have the lookup package of the request.',
      { fix: 'Look the number up through us1.' },
    ],
  ],
};
