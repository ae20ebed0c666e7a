import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { changed, fault, inService, noPermission, ukContacts, webhook, withoutWebhook } from './worlds.ts';

const { ukMobile, shortCode } = sandboxIds;
const onlyService = { number: ukMobile, contacts: ukContacts };

/** Webhooks for replies. */
export const replies: readonly ScenarioRow[] = [
  [
    'no-webhook',
    'neither the number nor its Messaging Service has a webhook',
    [0, 'number.inbound', 'warn', null],
    changed(({ phoneNumbers, services }) => ({
      phoneNumbers: phoneNumbers.map((each) => ({ ...each, inboundUrl: null })),
      services: services.map((each) => ({ ...each, inboundUrl: null })),
    })),
  ],
  [
    'service-no-webhook',
    'the saved Messaging Service drops replies',
    [0, 'number.inbound', 'warn', null],
    webhook('service', null),
    inService,
  ],
  [
    'replies-through-service',
    'the number has no webhook, and its Messaging Service has one',
    [0, 'number.inbound', 'pass', null],
    withoutWebhook(),
  ],
  [
    'replies-lost-in-service',
    'the number has a webhook, and its Messaging Service drops replies',
    [0, 'number.inbound', 'warn', null],
    webhook('service', null),
  ],
  [
    'replies-on-number',
    'the Messaging Service passes replies to the webhook of each number',
    [0, 'number.inbound', 'pass', null],
    webhook('number', 'https://example.com/sms'),
  ],
  [
    'replies-without-service',
    'the number is in no Messaging Service, and its webhook gets replies',
    [0, 'number.inbound', 'pass', null],
    defaultWorld(),
    onlyService,
  ],
  [
    'replies-to-demo',
    "replies go to Twilio's demo webhook, the default of a new number",
    [0, 'number.inbound', 'warn', null],
    webhook('number', 'https://demo.twilio.com/welcome/sms/reply'),
  ],
  [
    'replies-to-localhost',
    'replies go to localhost',
    [0, 'number.inbound', 'warn', '11200'],
    webhook('service', 'http://localhost:3000/sms'),
  ],
  [
    'replies-to-private-network',
    'replies go to an address of a private network',
    [0, 'number.inbound', 'warn', '11200'],
    webhook('number', 'https://192.168.1.20/sms'),
  ],
  [
    'replies-over-http',
    'replies go to a public address without TLS',
    [0, 'number.inbound', 'warn', null],
    webhook('service', 'http://example.com/sms'),
  ],
  [
    'replies-to-nonsense',
    'the webhook is not a web address',
    [0, 'number.inbound', 'warn', '11100'],
    webhook('number', 'example.com/sms'),
  ],
  [
    'replies-unreadable',
    'the key may not read which Messaging Service holds the number',
    [0, 'number.inbound', 'unknown', '70051'],
    fault(noPermission, 'GET /v1/Services'),
    onlyService,
  ],
  [
    'replies-to-short-code',
    'replies to the short code go to its Messaging Service',
    [0, 'number.inbound', 'pass', null],
    changed(({ shortCodes }) => ({ shortCodes: shortCodes.map((each) => ({ ...each, inboundUrl: null })) })),
    { number: shortCode },
  ],
];
