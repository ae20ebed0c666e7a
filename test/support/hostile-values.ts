import fc from 'fast-check';

/** Pieces that mean something to a shell, or to a reader of files. */
const pieces = [
  ...["'", '"', '`', '\\', '\\\\', "\\'", '\\n', '$', '$HOME', `\${HOME}`, '$(id)', '%', '%PATH%', '%0A', '!', '!!'],
  ...['#', ' #', ' ', '  ', '\t', '\n', '\n\n', '\r', '\r\n', '=', '<<', 'END_OF_VALUE', ';', '&', '|', '<', '>', '*'],
  ...['~', '{', '}', '[', ']', '(', ')', ':', ': ', '- ', '::add-mask::', '##[', '\u2028', '\u00a0', '\ufeff', '\x7f'],
  ...[
    '\u0001',
    '\u001b[0m',
    '\u2018',
    '\u2019',
    '\u201c',
    '\u201d',
    'é',
    'ß',
    '漢',
    '😀',
    'null',
    '0',
    '-1',
    'yes',
    '',
  ],
];

/** Any text that an environment variable can hold. */
export const hostileValue: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));
