const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is exceeded',
  EFBIG: 'the file would exceed the size limit',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a directory',
  EEXIST: 'the name is taken',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'it is a broken symbolic link',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EBUSY: 'another program is using it',
};

/** Codes that Node does not name (Linux). */
const unnamed: Readonly<Record<string, string>> = { 'Unknown system error -122': 'EDQUOT' };

/** True for errors that Node throws when the system refuses an operation, as opposed to bugs. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** True if the file or a directory in its path does not exist. */
export const isMissing = (error: unknown): boolean =>
  isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** The code of a system's error, such as `ENOENT`; undefined for other errors. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Why an operation on a file failed, as the end of a sentence, with the system's code in parentheses. */
export function reasonOf(error: unknown): string {
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error);
  const code = (error.code && unnamed[error.code]) ?? error.code ?? 'unknown';
  const reason = reasons[code];
  return reason === undefined ? code : `${reason} (${code})`;
}

/** Runs `work`, and replaces an error of the system by what `map` makes of it. */
export async function mapSystemErrors<T>(work: () => Promise<T>, map: (error: Error) => Error): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? map(error) : error;
  }
}
