import { constants, mkdtempSync, openSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Opens a temporary file, for reading and writing, that no one else can open: it has mode 0600, is in a folder of its own, and
 * is unlinked as soon as it is open, so that it disappears with the process. On Windows, an open file keeps its name and its
 * folder: there it is in the user's temporary folder, and the system deletes it when it is closed, or when the process ends.
 * Throws the system's own errors. The caller closes it.
 */
export function openNameless(): number {
  const { tmpdir } = process.getBuiltinModule('node:os');
  const { randomUUID } = process.getBuiltinModule('node:crypto');
  if (process.platform === 'win32') return openUntilClosed(join(tmpdir(), `smsctl-${randomUUID()}`));
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-'));
  const path = join(directory, 'data');
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  rmdirSync(directory);
  return fd;
}

/** UV_FS_O_TEMPORARY, which Node does not name: Windows deletes the file with its last handle. */
const deletedWhenClosed = 0x40;

const openUntilClosed = (path: string): number =>
  openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | deletedWhenClosed, 0o600);
