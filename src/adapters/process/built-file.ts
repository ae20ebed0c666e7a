/**
 * A file that the build makes and the program loads by itself. It lies beside the bundled program; the modules it is bundled
 * from find it there, too.
 */
export function builtFile(name: string): URL {
  const isBundled = !/\/adapters\/process\/built-file\.[jt]s$/.test(import.meta.url);
  return new URL(`${isBundled ? './' : '../../../bundle/'}${name}`, import.meta.url);
}
