/** What a parser makes of a text: a value, or one sentence that tells a person what to enter instead. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export const accepted = <T>(value: T): Parsed<T> => ({ ok: true, value });

/** `problem` is one sentence that says what was wrong and what form is wanted; it never repeats a secret. */
export const refused = (problem: string): Parsed<never> => ({ ok: false, problem });
