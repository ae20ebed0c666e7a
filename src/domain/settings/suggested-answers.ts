/** A phone number or short code of the account. */
export interface AccountSender {
  /** E.164, or a short code's digits. */
  readonly sender: string;
  /** The name that the team gave it at the provider; null: none, or the number itself. */
  readonly name: string | null;
  /** Null: the provider does not say, as for short codes. */
  readonly smsCapable: boolean | null;
  /** The Messaging Services whose pool holds it, of those that were read. */
  readonly services: readonly { readonly sid: string; readonly name: string }[];
}

export interface AccountSenders {
  readonly senders: readonly AccountSender[];
  /** False if the account holds more than were read. */
  readonly complete: boolean;
}

/** The columns of a contact list, by their headers. */
export interface ListColumns {
  /** The file's name, without its folder. */
  readonly name: string;
  readonly all: readonly string[];
  /** Those recognized as phone numbers, preferred first. Empty: none for certain. */
  readonly phones: readonly string[];
  /** Those that may be phone numbers, if none is certain, most likely first. */
  readonly possible: readonly string[];
  readonly country: string | null;
  readonly consent: string | null;
}
