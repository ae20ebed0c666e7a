/** Switches on and off that a terminal marks pasted text: https://invisible-island.net/xterm/xterm-paste64.html */
export const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;
