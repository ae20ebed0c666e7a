import type { CodeGroup } from '../code-group.ts';

/** Lists of numbers that changed hands in the United States. */
export const deactivationCodes: CodeGroup = {
  heading: 'Lists of deactivated US numbers',
  shared: { causes: ['A wrong date in the request'], fix: 'Request another day, as YYYY-MM-DD.' },
  rows: [
    [
      30113,
      'Date too old',
      'The list of deactivated numbers does not reach back to this date. It begins in August 2020.',
    ],
    [
      30114,
      'Date not available yet',
      'The list of deactivated numbers of this date does not exist yet.',
      { causes: ['A date in the future', 'The list of today is not complete'] },
    ],
    [
      30115,
      'Date malformed',
      'The date for the list of deactivated numbers is malformed.',
      { causes: ['A time of day behind the date', 'A year of two digits'] },
    ],
  ],
};
