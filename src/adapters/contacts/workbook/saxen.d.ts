/** The part of saxen that smsctl uses. The package has no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;

  export interface Parser {
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Record<string, string> | false, decode: Decode) => void,
    ): Parser;
    on(event: 'closeTag', listener: (name: string) => void): Parser;
    on(event: 'text', listener: (text: string, decode: Decode) => void): Parser;
    on(event: 'cdata', listener: (text: string) => void): Parser;
    on(event: 'comment', listener: () => void): Parser;
    on(event: 'attention', listener: (text: string) => void): Parser;
    write(xml: string): Parser;
    end(): void;
  }

  export const Parser: new () => Parser;
}
