/** The lines of the verification checklist, in their order. Every check belongs to one of them. */
export const headlines = {
  owner: 'A team owns SMS setup.',
  number: 'A valid organization phone number is saved.',
  credentials: 'Provider credentials are created or updated successfully.',
  method: 'The team knows whether the provider uses token-based or key/secret credentials.',
  contacts: 'The team knows SMS workflows may still fail if contact phone data is missing or incorrect.',
  shortForm: 'Campaign owners understand that SMS is short-form and infrastructure-sensitive.',
} as const;

/** Those for the configuration of an application, in which nothing is saved. The others are the same. */
export const applicationHeadlines = {
  number: 'A valid sender is configured.',
  credentials: 'Provider credentials are configured and accepted.',
} as const;

export type Headline =
  | (typeof headlines)[keyof typeof headlines]
  | (typeof applicationHeadlines)[keyof typeof applicationHeadlines];
