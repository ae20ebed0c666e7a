import type { HeaderRole } from './header-role.ts';

const other = [
  'name',
  'first name',
  'last name',
  'full name',
  'firstname',
  'lastname',
  'email',
  'e mail',
  'email address',
  'last seen',
  'created at',
  'updated at',
  'date',
  'city',
  'state',
  'street',
  'notes',
];

const roles = new Map<string, HeaderRole>([
  ...other.map((name): [string, HeaderRole] => [name, { role: 'other' }]),
  ['id', { role: 'identifier' }],
  ['zip', { role: 'identifier' }],
  ['country', { role: 'country' }],
  ...['phone', 'phone number', 'telephone', 'phonenumber', 'tel'].map((name): [string, HeaderRole] => [
    name,
    { role: 'number', kind: 'plain' },
  ]),
  ...['mobile', 'mobile phone', 'cell', 'mobile number', 'cell phone'].map((name): [string, HeaderRole] => [
    name,
    { role: 'number', kind: 'mobile' },
  ]),
]);

/** The roles of the most common headers, without the tables of `headerRole`, which take some milliseconds to compile. */
export const commonRole = (header: string): HeaderRole | undefined =>
  roles.get(header.trim().toLowerCase().replaceAll('_', ' '));
