/** A parser's result: a value, or one sentence that says what to enter instead. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export const accepted = <T>(value: T): Parsed<T> => ({ ok: true, value });

/** `problem` is one sentence on what is wrong and which format is expected. It must not repeat a secret. */
export const refused = (problem: string): Parsed<never> => ({ ok: false, problem });
