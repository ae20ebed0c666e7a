/**
 * Clears the user's bits of the umask, so that this process can read and write its own files. Returns the former umask, for
 * other programs.
 */
export function keepOwnAccess(): number {
  const given = process.umask(0o077);
  process.umask(given & 0o077);
  return given;
}
