/** What a variable of an application holds. */
export type ApplicationSetting =
  | 'accountSid'
  | 'authToken'
  | 'apiKeySid'
  | 'apiKeySecret'
  | 'region'
  | 'edge'
  | 'sender'
  | 'messagingService'
  /** Account SID, Auth Token and sender in one address. */
  | 'dsn';

interface VariableName {
  readonly name: string;
  readonly setting: ApplicationSetting;
  /** True: it counts only beside `ACCOUNT_SID`, and if no other variable gives the setting. The name alone says nothing of SMS. */
  readonly isBare?: true;
}

type Names = readonly [setting: ApplicationSetting, ...names: string[]];

/** https://www.twilio.com/docs/twilio-cli/general-usage, https://www.twilio.com/docs/usage/secure-credentials, and Twilio's samples. */
const twilio: readonly Names[] = [
  ['accountSid', 'TWILIO_ACCOUNT_SID'],
  ['authToken', 'TWILIO_AUTH_TOKEN'],
  ['apiKeySid', 'TWILIO_API_KEY', 'TWILIO_API_KEY_SID'],
  ['apiKeySecret', 'TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET'],
  ['region', 'TWILIO_REGION'],
  ['edge', 'TWILIO_EDGE'],
  [
    'sender',
    'TWILIO_PHONE_NUMBER',
    'TWILIO_FROM_NUMBER',
    'TWILIO_SMS_FROM',
    'TWILIO_NUMBER',
    'TWILIO_FROM_PHONE_NUMBER',
  ],
  ['messagingService', 'TWILIO_MESSAGING_SERVICE_SID', 'TWILIO_MESSAGE_SERVICE_SID'],
];

/** What `smsctl exec` and `smsctl setup` read. */
const own: readonly Names[] = [
  ['sender', 'SMSCTL_NUMBER'],
  ['messagingService', 'SMSCTL_MESSAGING_SERVICE'],
];

/**
 * Laravel: https://github.com/laravel-notification-channels/twilio (config/twilio-notification-channel.php). `TWILIO_USERNAME`
 * and `TWILIO_PASSWORD` are an API key and its secret, or an Account SID and its Auth Token.
 */
const laravel: readonly Names[] = [
  ['accountSid', 'TWILIO_SID'],
  ['apiKeySid', 'TWILIO_USERNAME'],
  ['apiKeySecret', 'TWILIO_PASSWORD'],
  ['sender', 'TWILIO_FROM', 'TWILIO_ALPHA_SENDER'],
  ['messagingService', 'TWILIO_SMS_SERVICE_SID'],
];

/** Cal.com: https://github.com/calcom/cal.com (.env.example). */
const calcom: readonly Names[] = [
  ['authToken', 'TWILIO_TOKEN'],
  ['messagingService', 'TWILIO_MESSAGING_SID'],
];

/**
 * Supabase: https://supabase.com/docs/guides/local-development/managing-config, https://github.com/supabase/auth (GOTRUE_…) and
 * https://supabase.com/docs/guides/self-hosting (SMS_…). The Messaging Service may be a phone number there.
 */
const supabase: readonly Names[] = ['SUPABASE_AUTH_SMS_TWILIO', 'GOTRUE_SMS_TWILIO', 'SMS_TWILIO'].flatMap(
  (prefix): readonly Names[] => [
    ['accountSid', `${prefix}_ACCOUNT_SID`],
    ['authToken', `${prefix}_AUTH_TOKEN`],
    ['messagingService', `${prefix}_MESSAGE_SERVICE_SID`],
  ],
);

/** Auth.js names its variables AUTH_…, and Convex Auth, which is built on it, does so for Twilio: https://labs.convex.dev/auth */
const authJs: readonly Names[] = [
  ['accountSid', 'AUTH_TWILIO_ACCOUNT_SID'],
  ['authToken', 'AUTH_TWILIO_AUTH_TOKEN'],
  ['sender', 'AUTH_TWILIO_FROM_NUMBER'],
  ['messagingService', 'AUTH_TWILIO_MESSAGING_SERVICE_SID'],
];

/** Symfony: https://github.com/symfony/twilio-notifier */
const symfony: readonly Names[] = [['dsn', 'TWILIO_DSN']];

/** Twilio Functions: https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const bare: readonly Names[] = [
  ['accountSid', 'ACCOUNT_SID'],
  ['authToken', 'AUTH_TOKEN'],
  ['messagingService', 'MESSAGING_SERVICE_SID'],
];

const named = (rows: readonly Names[], isBare = false): readonly VariableName[] =>
  rows.flatMap(([setting, ...names]) =>
    names.map((name) => ({ name, setting, ...(isBare && { isBare: true as const }) })),
  );

/** The variables in which SDKs and frameworks expect what smsctl verifies. Of one setting, the first that is set counts. */
export const variableNames: readonly VariableName[] = [
  ...named([...twilio, ...own, ...laravel, ...calcom, ...supabase, ...authJs, ...symfony]),
  ...named(bare, true),
];

/** The settings that are secret. */
export const secretSettings: ReadonlySet<ApplicationSetting> = new Set(['authToken', 'apiKeySecret', 'dsn']);
