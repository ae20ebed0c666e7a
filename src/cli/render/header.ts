import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';

/** `Organization acme-eu, account AC••••0001`: what a run is about, before it does anything. */
export const headerLine = (organization: string, { credentials }: Settings): string =>
  `Organization ${organization}, ${credentials === undefined ? 'no account yet' : `account ${maskSid(credentials.accountSid)}`}\n`;
