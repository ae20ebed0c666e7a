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

declare module '*/texts.mjs' {
  interface Text {
    readonly text: string;
    readonly line: number;
  }
  export const literalsIn: (source: string) => readonly Text[];
  export const proseIn: (page: string) => readonly Text[];
  export const sentencesIn: (text: Text) => readonly Text[];
  export const wordsIn: (text: string) => number;
}

declare module '*/forbidden-words.mjs' {
  export const forbiddenWords: readonly { readonly pattern: RegExp; readonly instead: string }[];
}

declare module '*/folders.mjs' {
  export const folders: Readonly<
    Record<string, { readonly source: readonly string[]; readonly suites: readonly string[] }>
  >;
  export const tables: readonly string[];
  export const notTables: readonly string[];
}

declare module '*/mutants.mjs' {
  interface Position {
    readonly line: number;
    readonly column: number;
  }
  interface Mutant {
    readonly fileName: string;
    readonly mutatorName: string;
    readonly replacement: string;
    readonly location: { readonly start: Position; readonly end: Position };
  }
  export const keyOf: (mutant: Mutant) => string;
  export const sampleOf: (mutants: readonly Mutant[], size: number, seed: string) => readonly Mutant[];
}

declare module '*/score.mjs' {
  interface Share {
    readonly share: number;
    readonly low: number;
    readonly high: number;
  }
  interface Score extends Share {
    readonly size: number;
    readonly noticed: number;
    readonly population: number;
  }
  export const scoreOf: (results: readonly { readonly status: string }[], population: number) => Score;
  export const overallOf: (scores: readonly Score[]) => Share;
}

declare module '*/workbook-files.mjs' {
  interface Part {
    readonly name: string;
    readonly data: string | Buffer;
  }
  type Cell =
    | string
    | number
    | null
    | { readonly xml: string }
    | { readonly v: string; readonly s?: number; readonly t?: string };
  type Row =
    | readonly Cell[]
    | { readonly line?: number; readonly cells: readonly Cell[]; readonly attributes?: string };
  interface Sheet {
    readonly name: string;
    readonly rows?: readonly Row[];
    readonly xml?: string;
    readonly state?: string;
    readonly after?: string;
  }
  interface Description {
    readonly sheets: readonly Sheet[];
    readonly formats?: readonly string[];
    readonly workbookPr?: string;
    readonly strings?: string;
    readonly kind?: string;
  }
  export const zipOf: (parts: readonly Part[], options?: { readonly zip64?: boolean }) => Buffer;
  export const workbook: (description: Description) => Buffer;
  export const workbookParts: (description: Description) => readonly Part[];
  export const writeLargeWorkbook: (path: string, rows: number) => void;
}

declare module '*/workbook-torture.mjs' {
  export const readable: readonly (readonly [title: string, file: Buffer, rows: readonly (readonly string[])[]])[];
  export const refused: readonly (readonly [title: string, file: Buffer])[];
}

declare module '*/ods-files.mjs' {
  type OdsRow =
    | string
    | readonly (string | number | null | { readonly xml: string })[]
    | { readonly cells: readonly (string | { readonly xml: string })[]; readonly attributes?: string };
  interface OdsSheet {
    readonly name: string;
    readonly rows: readonly OdsRow[];
    readonly isHidden?: boolean;
  }
  export const ods: (description: { readonly sheets: readonly OdsSheet[]; readonly isEncrypted?: boolean }) => Buffer;
}

declare module '*/ods-torture.mjs' {
  export const readable: readonly (readonly [title: string, file: Buffer, rows: readonly (readonly string[])[]])[];
  export const refused: readonly (readonly [title: string, file: Buffer])[];
}

declare module '*/parquet-files.mjs' {
  export const page: (page: { data: Buffer; values: number; encoding?: string }) => Buffer;
  export const parquet: (file: { pages: readonly Buffer[]; rows: number; codec?: number }) => Buffer;
  export const plainTexts: (texts: readonly string[]) => Buffer;
}

declare module '*/parquet-torture.mjs' {
  export const texts: readonly string[];
  export const readable: readonly (readonly [title: string, file: Buffer])[];
  export const refused: readonly (readonly [title: string, file: Buffer])[];
}
