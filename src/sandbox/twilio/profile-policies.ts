/** Twilio's constants, except the one for individuals, which is not documented: https://www.twilio.com/docs/trust-hub */
export const profilePolicies = {
  'primary-business': 'RN6433641899984f951173ef1738c3bdd0',
  'primary-individual': `RN${'1'.repeat(32)}`,
  'secondary-business': 'RNdfbf3fae0e1107f8aded0e7cead80bf5',
} as const;
