import type { CommandSpec, GroupSpec } from './command.ts';
import { explainCommand } from './commands/explain.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { sendTestCommand } from './commands/send-test.ts';
import { setupCommand } from './commands/setup.ts';
import { statusCommand } from './commands/status.ts';
import { verifyCommand } from './commands/verify.ts';

/** Every command, in the order of the help. Parser, help, error documents and completion read this list. */
export const commands: readonly CommandSpec[] = [
  setupCommand,
  verifyCommand,
  statusCommand,
  explainCommand,
  sendTestCommand,
  sandboxCommand,
];

/** The first words that several commands share. */
export const groups: readonly GroupSpec[] = [];
