/**
 * Twilio's JSON for the resources of its newer hosts, with every field that its OpenAPI definitions name
 * (https://github.com/twilio/twilio-oai: twilio_messaging_v1, twilio_trusthub_v1, twilio_numbers_v2).
 */
import { profilePolicies } from './profile-policies.ts';
import type {
  SandboxBrand,
  SandboxCampaign,
  SandboxGeoPermission,
  SandboxHostedOrder,
  SandboxMessagingService,
  SandboxPhoneNumber,
  SandboxProfile,
  SandboxRefusal,
  SandboxShortCode,
  SandboxTollFreeVerification,
} from './world.ts';

const created = '2026-01-01T09:00:00Z';
const messaging = 'https://messaging.twilio.com/v1';
/** The SID of a resource that the sandbox does not have. */
const other = (prefix: string): string => prefix + '0'.repeat(32);
/** The first fields of every resource. */
const base = ({ sid, accountSid }: { readonly sid: string; readonly accountSid: string }) => ({
  date_created: created,
  date_updated: created,
  sid,
  account_sid: accountSid,
});

export const serviceBody = (service: SandboxMessagingService, isRegistered: boolean) => ({
  ...base(service),
  friendly_name: service.name,
  inbound_request_url: service.inboundUrl,
  inbound_method: 'POST',
  fallback_url: null,
  fallback_method: 'POST',
  status_callback: null,
  sticky_sender: true,
  mms_converter: true,
  smart_encoding: true,
  scan_message_content: 'inherit',
  fallback_to_long_code: false,
  area_code_geomatch: true,
  synchronous_validation: false,
  validity_period: 14400,
  url: `${messaging}/Services/${service.sid}`,
  links: {
    phone_numbers: `${messaging}/Services/${service.sid}/PhoneNumbers`,
    short_codes: `${messaging}/Services/${service.sid}/ShortCodes`,
    alpha_senders: `${messaging}/Services/${service.sid}/AlphaSenders`,
    us_app_to_person: `${messaging}/Services/${service.sid}/Compliance/Usa2p`,
  },
  usecase: 'notifications',
  us_app_to_person_registered: isRegistered,
  use_inbound_webhook_on_number: service.inboundOnNumber,
});

export const poolNumberBody = ({ sid, accountSid, number, capabilities }: SandboxPhoneNumber, serviceSid: string) => ({
  ...base({ sid, accountSid }),
  service_sid: serviceSid,
  phone_number: number,
  country_code: 'US',
  capabilities: [...(capabilities.sms ? ['SMS'] : []), ...(capabilities.mms ? ['MMS'] : [])],
  url: `${messaging}/Services/${serviceSid}/PhoneNumbers/${sid}`,
});

export const poolShortCodeBody = ({ sid, accountSid, digits }: SandboxShortCode, serviceSid: string) => ({
  ...base({ sid, accountSid }),
  service_sid: serviceSid,
  short_code: digits,
  country_code: 'US',
  capabilities: ['SMS'],
  url: `${messaging}/Services/${serviceSid}/ShortCodes/${sid}`,
});

export const alphaSenderBody = (sender: string, index: number, { sid, accountSid }: SandboxMessagingService) => {
  const own = `AI${(index + 1).toString(16).padStart(32, '0')}`;
  return {
    ...base({ sid: own, accountSid }),
    service_sid: sid,
    alpha_sender: sender,
    capabilities: ['SMS'],
    url: `${messaging}/Services/${sid}/AlphaSenders/${own}`,
  };
};

export const destinationSenderBody = (
  { sender, country }: NonNullable<SandboxMessagingService['destinationSenders']>[number],
  index: number,
  service: SandboxMessagingService,
) => {
  const { url, ...rest } = alphaSenderBody(sender, index + 0x100, service);
  return { ...rest, iso_country_code: country, url: url.replace('/AlphaSenders/', '/DestinationAlphaSenders/') };
};

export const campaignBody = (campaign: SandboxCampaign) => ({
  ...base(campaign),
  brand_registration_sid: campaign.brandSid,
  messaging_service_sid: campaign.serviceSid,
  description: 'Notices to customers who asked for them',
  message_samples: ['Your order is on its way. Reply STOP to opt out.'],
  us_app_to_person_usecase: 'MIXED',
  has_embedded_links: false,
  has_embedded_phone: false,
  subscriber_opt_in: true,
  age_gated: false,
  direct_lending: false,
  campaign_status: campaign.status,
  campaign_id: null,
  is_externally_registered: false,
  rate_limits: null,
  message_flow: 'Customers tick a box at the checkout.',
  opt_in_message: null,
  opt_out_message: null,
  help_message: null,
  opt_in_keywords: ['START'],
  opt_out_keywords: ['STOP'],
  help_keywords: ['HELP'],
  url: `${messaging}/Services/${campaign.serviceSid}/Compliance/Usa2p/${campaign.sid}`,
  mock: campaign.mock,
  errors: campaign.errors.map(refusalBody),
});

/** Why a campaign or a brand was refused. */
const refusalBody = ({ code, text, fields = [] }: SandboxRefusal) => ({
  error_code: code,
  fields,
  url: `https://www.twilio.com/docs/api/errors/${code}`,
  description: text,
});

export const brandBody = ({ sid, accountSid, status, mock, type = 'STANDARD', errors = [] }: SandboxBrand) => ({
  ...base({ sid, accountSid }),
  customer_profile_bundle_sid: other('BU'),
  a2p_profile_bundle_sid: other('BU'),
  brand_type: type,
  status,
  tcr_id: null,
  failure_reason: errors[0]?.text ?? null,
  errors: errors.map(refusalBody),
  url: `${messaging}/a2p/BrandRegistrations/${sid}`,
  brand_score: null,
  brand_feedback: [],
  identity_status: status === 'APPROVED' ? 'VERIFIED' : 'SELF_DECLARED',
  russell_3000: false,
  government_entity: false,
  tax_exempt_status: null,
  skip_automatic_sec_vet: false,
  mock,
  links: {},
});

export const tollFreeBody = (verification: SandboxTollFreeVerification) => ({
  ...base(verification),
  customer_profile_sid: other('BU'),
  trust_product_sid: null,
  regulated_item_sid: null,
  business_name: 'Sandbox',
  business_street_address: '1 Example Street',
  business_street_address2: null,
  business_city: 'Exampleton',
  business_state_province_region: 'DC',
  business_postal_code: '20001',
  business_country: 'US',
  business_website: 'https://example.com',
  business_contact_first_name: 'Ada',
  business_contact_last_name: 'Example',
  business_contact_email: 'sms-team@example.com',
  business_contact_phone: '+12025550100',
  notification_email: 'sms-team@example.com',
  use_case_categories: ['CUSTOMER_CARE'],
  use_case_summary: 'Notices to customers who asked for them',
  production_message_sample: 'Your order is on its way.',
  opt_in_image_urls: ['https://example.com/opt-in.png'],
  opt_in_type: 'WEB_FORM',
  message_volume: '1,000',
  additional_information: null,
  tollfree_phone_number_sid: verification.numberSid,
  tollfree_phone_number: verification.number,
  status: verification.status,
  url: `${messaging}/Tollfree/Verifications/${verification.sid}`,
  rejection_reason: verification.rejectionReason,
  error_code: verification.rejectionReason === null ? null : (verification.rejectionCode ?? 30485),
  edit_expiration: verification.editableUntil ?? null,
  edit_allowed: verification.status === 'TWILIO_REJECTED' ? true : null,
  business_registration_number: null,
  business_registration_authority: null,
  business_registration_country: null,
  business_type: null,
  business_registration_phone_number: null,
  doing_business_as: null,
  opt_in_confirmation_message: null,
  help_message_sample: null,
  privacy_policy_url: null,
  terms_and_conditions_url: null,
  age_gated_content: false,
  opt_in_keywords: ['START'],
  rejection_reasons:
    verification.rejectionReason === null
      ? []
      : [{ reason: verification.rejectionReason, code: verification.rejectionCode ?? 30485 }],
  resource_links: {},
  external_reference_id: null,
  vetting_id: null,
  vetting_provider: null,
  vetting_id_expiration: null,
});

export const profileBody = ({ sid, accountSid, status, policy = 'primary-business' }: SandboxProfile) => ({
  ...base({ sid, accountSid }),
  policy_sid: profilePolicies[policy],
  friendly_name: 'Primary profile',
  status,
  valid_until: null,
  email: 'sms-team@example.com',
  status_callback: null,
  url: `https://trusthub.twilio.com/v1/CustomerProfiles/${sid}`,
  links: {},
  errors: [],
});

export const permissionBody = ({ country, enabled, note = '' }: SandboxGeoPermission) => ({
  country_code: country,
  type: 'country',
  enabled,
  prefix: '',
  message: note,
});

export const hostedOrderBody = ({ sid, accountSid, number, status }: SandboxHostedOrder) => ({
  ...base({ sid, accountSid }),
  incoming_phone_number_sid: null,
  address_sid: null,
  signing_document_sid: null,
  phone_number: number,
  capabilities: { mms: false, sms: true, voice: false, fax: false },
  friendly_name: number,
  status,
  failure_reason: status === 'failed' ? 'The owner could not be verified.' : null,
  email: 'sms-team@example.com',
  cc_emails: [],
  url: `https://numbers.twilio.com/v2/HostedNumber/Orders/${sid}`,
  contact_title: null,
  contact_phone_number: null,
  bulk_hosting_request_sid: null,
  next_step: null,
  verification_attempts: 0,
  verification_call_sids: [],
  verification_call_delay: 0,
  verification_call_extension: null,
  verification_code: null,
  verification_type: 'phone-call',
});
