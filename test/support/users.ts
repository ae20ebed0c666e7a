/** True if this process may give files to other users. */
export const isRoot = process.getuid?.() === 0;

/** The id of a user that owns nothing on this machine: `nobody` on Debian. */
export const otherUser = 65_534;
