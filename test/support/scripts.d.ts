/** Scripts of the build that suites use, too. */
declare module '*/compiled-validator.mjs' {
  export const compiledValidator: (source: string, dist: string) => import('rolldown').Plugin;
}

declare module '*/build-state.mjs' {
  export const isUpToDate: () => boolean;
}

declare module '*/compile-numbers.mjs' {
  export const compilerCode: (plugins?: readonly import('rolldown').Plugin[]) => Promise<string>;
  export const numbersKey: (compiler: string) => string;
}

declare module '*/country-table.mjs' {
  export const countryTable: (keyOf: (name: string) => string) => string;
}

declare module '*/contact-list.mjs' {
  export const writeContactList: (path: string, rows: number, seed?: number) => void;
}
