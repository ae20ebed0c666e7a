/** The names of the attributes that smsctl reads, with the prefixes of a document. */
export type OdsNames = ReturnType<typeof odsNames>;

const usual = {
  office: 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  table: 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  text: 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
  style: 'urn:oasis:names:tc:opendocument:xmlns:style:1.0',
  calcext: 'urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0',
} as const;

/** `root` has the attributes of the outermost element, which name the prefixes. */
export function odsNames(root: Readonly<Record<string, string | undefined>>) {
  const prefixes = new Map(Object.entries(root).map(([key, value]) => [value, key.replace(/^xmlns:?/, '')]));
  const named = (space: keyof typeof usual, local: string): string => `${prefixes.get(usual[space]) ?? space}:${local}`;
  const values: Readonly<Record<string, string>> = {
    date: named('office', 'date-value'),
    time: named('office', 'time-value'),
    boolean: named('office', 'boolean-value'),
    string: named('office', 'string-value'),
  };
  const value = named('office', 'value');
  return {
    valueType: named('office', 'value-type'),
    /** The attribute with the value of a cell of this type. */
    valueOf: (type: string | undefined): string => values[type ?? 'string'] ?? value,
    shownType: named('calcext', 'value-type'),
    formula: named('table', 'formula'),
    tableName: named('table', 'name'),
    styleName: named('table', 'style-name'),
    visibility: named('table', 'visibility'),
    display: named('table', 'display'),
    rowsRepeated: named('table', 'number-rows-repeated'),
    columnsRepeated: named('table', 'number-columns-repeated'),
    rowsSpanned: named('table', 'number-rows-spanned'),
    columnsSpanned: named('table', 'number-columns-spanned'),
    ownStyleName: named('style', 'name'),
    blanks: named('text', 'c'),
  };
}
