/** Terminals put marks around what is pasted when they are asked to: https://invisible-island.net/xterm/xterm-paste64.html */
export const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;
