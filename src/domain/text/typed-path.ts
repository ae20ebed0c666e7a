/** A character that a terminal or a shell puts a backslash before. */
const escaped = /\\([\s!"#$&'()*,;<=>?@[\\\]^`{|}~])/g;

/** A drive, a share, or a backslash before a character that needs none: the backslashes are separators. */
const isWindowsPath = (text: string): boolean =>
  /^(?:[a-z]:|\\\\)/i.test(text) || text.replace(escaped, '').includes('\\');

/**
 * The path in what was typed, pasted or dropped on a terminal: without the white space around it, and read as a shell or a
 * `file:` URL would. A path that is written plainly stays as it is, and so does one of Windows.
 */
export function pathFromTyped(raw: string): string {
  const text = raw.trim();
  if (/^file:\/\//i.test(text)) return pathOfUrl(text);
  const double = /^"(.*)"$/s.exec(text)?.[1];
  if (double !== undefined) return isWindowsPath(double) ? double : double.replace(/\\(["$\\`])/g, '$1');
  if (/^'.*'$/s.test(text)) return withoutSingleQuotes(text);
  return isWindowsPath(text) ? text : text.replace(escaped, '$1');
}

/** A shell writes an apostrophe as `'\''` or `'"'"'` inside of single quotes, PowerShell as `''`. */
const withoutSingleQuotes = (text: string): string => text.slice(1, -1).replace(/'\\''|'"'"'|''/g, "'");

function pathOfUrl(text: string): string {
  const [, host = '', path = ''] = /^file:\/\/([^/]*)(.*)$/is.exec(text) ?? [];
  try {
    const decoded = decodeURIComponent(path);
    if (host !== '' && host.toLowerCase() !== 'localhost') return `//${host}${decoded}`;
    return decoded.replace(/^\/(?=[a-z]:)/i, '');
  } catch {
    // A percent sign that encodes nothing.
    return text;
  }
}
