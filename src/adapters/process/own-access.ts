/**
 * Lets this process read and write what it makes, whatever umask it was started with; what others may do is left as it is. Returns
 * the umask that was given, for other programs.
 */
export function keepOwnAccess(): number {
  const given = process.umask(0o077);
  process.umask(given & 0o077);
  return given;
}
