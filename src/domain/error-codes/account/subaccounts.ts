import type { CodeGroup } from '../code-group.ts';

/** Subaccounts, and numbers that move between accounts. */
export const subaccountCodes: CodeGroup = {
  heading: 'Subaccounts',
  shared: {
    causes: ['The request does not fit the state of the account'],
    fix: 'Check the state of both accounts in the Twilio Console.',
  },
  rows: [
    [
      21473,
      'Transfer to an unrelated account',
      'The target account is not related to the account that owns the number.',
      {
        causes: ['Two accounts without a common parent'],
        fix: 'Transfer within one parent account, or ask Twilio support.',
      },
    ],
    [
      21474,
      'Transfer needs the parent account',
      'Only the credentials of the parent account may transfer a number.',
      { causes: ['Credentials of a subaccount'], fix: 'Use the credentials of the parent account.' },
    ],
    [
      21475,
      'Account status not valid',
      'The status must be active, suspended or closed.',
      { causes: ['A typing error in Status'] },
    ],
    [
      21476,
      'Parent account suspended',
      'A subaccount cannot change its status while the parent account is suspended.',
      {
        causes: ['The balance of the parent account reached zero'],
        fix: 'Reactivate the parent account first.',
        checks: ['credentials.account'],
      },
    ],
    [
      21477,
      'Status of a parent account is fixed',
      'The API cannot change the status of a parent account.',
      { causes: ['The SID of the parent account in the request'] },
    ],
    [
      21478,
      'Subaccount suspended by Twilio',
      'Twilio suspended the subaccount. Only Twilio can reactivate it.',
      {
        causes: ['Twilio found a violation of its rules'],
        fix: 'Ask Twilio support.',
        checks: ['credentials.account'],
      },
    ],
    [
      21479,
      'Subaccount closed',
      'The subaccount is closed and cannot be opened again.',
      { causes: ['The owner closed the subaccount'], fix: 'Create a new subaccount.', checks: ['credentials.account'] },
    ],
    [
      21480,
      'Too many subaccounts',
      'The account has as many subaccounts as it may have.',
      {
        causes: ['One subaccount for each customer or test'],
        fix: 'Close subaccounts that you do not use, or ask Twilio support.',
      },
    ],
  ],
};
