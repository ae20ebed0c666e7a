import type { UserError } from '../../../domain/user-error.ts';
import { unreadable } from '../list-file.ts';

/** A workbook whose parts contradict each other, or end too early. */
export const damaged = (name: string): UserError =>
  unreadable(name, 'is damaged or incomplete', 'Copy or download it again.', 'Or open it in Excel, and save it again.');

/** A workbook that unpacks to more than smsctl reads. */
export const tooLargeInside = (name: string, what: string): UserError =>
  unreadable(name, `unpacks to more than ${what}`, 'Copy the contacts to a new workbook, and use that file.');

export const encrypted = (name: string, how: string): UserError => unreadable(name, 'is an encrypted workbook', how);
