import type { CommandSpec } from './command/command.ts';
import { statusCommand } from './commands/status/status-command.ts';
import { verifyCommand } from './commands/verify/verify-command.ts';

/** Commands that scripts run again and again. The build puts them, and what they load, into the file that every run loads. */
export const quickCommands: readonly CommandSpec[] = [statusCommand, verifyCommand];
