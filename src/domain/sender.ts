/** What a message can come from: a phone number, a short code, an alphanumeric sender ID. */
export type SenderKind = 'number' | 'short-code' | 'alphanumeric';
