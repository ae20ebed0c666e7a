/** Version of the rules by which rows are judged; results of different rules do not compare. */
export const contactRules = 'contacts.rules/3';
