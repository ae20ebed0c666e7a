/** Scripts of the build that suites use, too. */
declare module '*/compiled-validator.mjs' {
  export const compiledValidator: import('esbuild').Plugin;
}
