/** How many messages are read at most. */
export const defaultLimit = 10_000;

/** The largest share of failed messages that is no failure, in percent. */
export const defaultMaxFailed = 5;
