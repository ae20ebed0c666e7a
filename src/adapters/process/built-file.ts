/**
 * A file of the build that the program loads at run time. It is beside the bundled program, and the unbundled modules find
 * it there too.
 */
export function builtFile(name: string): URL {
  const isBundled = !/\/adapters\/process\/built-file\.[jt]s$/.test(import.meta.url);
  return new URL(`${isBundled ? './' : '../../../bundle/'}${name}`, import.meta.url);
}
