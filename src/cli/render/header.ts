import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';

/** `Organization acme-eu, account ACaa…aaaa`: printed before a command acts. */
export const headerLine = (organization: string, { credentials }: Settings): string =>
  `Organization ${organization}, ${credentials === undefined ? 'no account yet' : `account ${maskSid(credentials.accountSid)}`}\n`;
