/** Scripts of the build that suites use, too. */
declare module '*/compiled-validator.mjs' {
  export const compiledValidator: import('esbuild').Plugin;
}

declare module '*/country-table.mjs' {
  export const countryTable: (keyOf: (name: string) => string) => string;
}

declare module '*/contact-list.mjs' {
  export const writeContactList: (path: string, rows: number, seed?: number) => void;
}
