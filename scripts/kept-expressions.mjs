/**
 * libphonenumber-js builds the same expressions again for every number. From here on each is kept, which takes nothing but
 * time away: none of them has a state of its own. Returns what ends it.
 */
export function keepExpressions() {
  const kept = new Map();
  const Plain = globalThis.RegExp;
  function Kept(pattern, flags) {
    if (typeof pattern !== 'string' || flags !== undefined) return new Plain(pattern, flags);
    let known = kept.get(pattern);
    if (known === undefined) {
      known = new Plain(pattern);
      kept.set(pattern, known);
    }
    return known;
  }
  Kept.prototype = Plain.prototype;
  globalThis.RegExp = Kept;
  // Its errors are answers, and nobody reads where they come from.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  return () => {
    globalThis.RegExp = Plain;
    Error.stackTraceLimit = stackTraceLimit;
  };
}
