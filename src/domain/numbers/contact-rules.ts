/** Version of the rules by which rows are judged. Results of different versions are not comparable. */
export const contactRules = 'contacts.rules/3';
