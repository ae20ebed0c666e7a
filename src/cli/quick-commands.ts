import type { CommandSpec } from './command.ts';
import { statusCommand } from './commands/status.ts';
import { verifyCommand } from './commands/verify.ts';

/** Commands that scripts run again and again. The build puts them, and what they load, into the file that every run loads. */
export const quickCommands: readonly CommandSpec[] = [statusCommand, verifyCommand];
