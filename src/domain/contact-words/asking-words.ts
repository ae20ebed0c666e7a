import { mailWords } from './never-words.ts';
import { loneRefusalWords, refusalWords } from './refusal-words.ts';
import { foldWords, type WordFinder, type WordTable, wordFinder } from './word-table.ts';

/** Words for text messages, in headers of consent columns. */
const textingWords: WordTable = {
  en: 'sms, mms, text, texts, texting, texted, mobile messages, mobile message, mobile marketing, message, messages, messaging',
  de: 'textnachricht*, nachricht*, kurznachricht*, mitteilung*',
  fr: 'texto, textos, message, messages',
  es: 'mensaje, mensajes',
  pt: 'mensagem, mensagens, torpedo',
  it: 'messaggio, messaggi, messaggistica',
  nl: 'bericht*, smsje*, sms jes',
  pl: 'smsy, smsow, wiadomosc*, wiadomosci, esemes*',
  cs: 'zprava, zpravy, smsky, sms zprav*',
  ro: 'mesaj, mesaje, mesajele',
  hu: 'uzenet*',
  ru: 'смс*, сообщен*, рассылк*',
  uk: 'смс*, повідомлен*, розсилк*, повідомлення',
  el: 'μηνυμα*, μηνυματα, γραπτ*',
  tr: 'mesaj*, ileti*',
  ar: 'رساله, رسائل, الرسائل',
  fa: 'پيامك*, پيام*',
  he: 'סמס, הודעות, הודעה, מסרון*',
  hi: 'एसएमएस, संदेश, मैसेज',
  zh: '短信, 简讯, 簡訊',
  ja: 'ショートメ, メッセージ',
  ko: '문자, 메시지',
  th: 'ข้อความ, เอสเอ็มเอส',
  vi: 'tin nhan',
  id: 'pesan',
  sv: 'meddelande*, textmeddelande*',
  da: 'besked*, tekstbesked*',
  no: 'melding*, tekstmelding*',
  fi: 'tekstiviest*, viesti*',
};

/** Negations in such headers. */
const negationWords: WordTable = {
  en: 'not, dont, don t, never, without, exclude*, excluded, block, blocked, stop, decline*, refuse*, deny, unsubscribe*',
  de: 'nicht, kein, keine, keinen, keinerlei, niemals, ohne, gegen',
  fr: 'ne, pas, aucun, sans, jamais, refus*',
  es: 'nunca, sin, ningun, rechaz*, no enviar, no quiere, no desea, no acepta, no autoriza, no recibir, no contactar',
  pt: 'nao, nunca, sem, recus*',
  it: 'non, mai, senza, rifiut*',
  nl: 'niet, geen, nooit, zonder, weiger*',
  pl: 'nie, bez, nigdy, brak, odmow*',
  cs: 'ne, nechce, neposilat, nezasilat, nesouhlas*, bez, nikdy, odmit*',
  ro: 'nu, fara, refuz*',
  hu: 'nem, ne, nelkul',
  ru: 'не, без, нет, отказ*',
  uk: 'не, без, ні, відмов*',
  el: 'μη, μην, οχι, χωρις, δεν',
  tr: 'istemiyor, istemez, gonderme, gonderilmesin, almak istemiyor, hayir, red*, izinsiz',
  ar: 'لا, عدم, بدون, ليس, رفض',
  fa: 'عدم, نفرست*, بدون, نشود',
  he: 'לא, ללא, אין, בלי, סירוב',
  hi: 'न, नहीं, मत, ना',
  zh: '不, 勿, 拒, 禁止, 停止',
  ja: '不可, 不要, 拒否, 停止, 禁止, しない',
  ko: '거부, 금지, 안함, 제외, 차단, 미수신, 미동의',
  th: 'ไม่, ห้าม, ปฏิเสธ',
  vi: 'khong, tu choi, dung gui',
  id: 'jangan, tidak, tanpa, tolak, menolak',
  sv: 'inte, inga, ingen, ej, aldrig, utan',
  da: 'ikke, ingen, aldrig, uden, nej tak',
  no: 'ikke, ingen, aldri, uten',
  fi: 'ei, ala, kielto*, kielta*, ilman',
};

/** Additions to the question of a form: how to opt out, and what the messages are not. */
const asides =
  /\b(?:reply|text|send|answer|txt) (?:with )?(?:stop\w*|end|quit|cancel|unsubscribe|optout|opt out)\b.*$|\b(?:unsubscribe|opt out|cancel|stop|revoke|withdraw)(?: \w+){0,3} any ?time\b.*$|\bnon (?:marketing|promotional|commercial|essential|transactional)\b/g;

/** A folded header without such additions; unchanged if it holds nothing else. */
export const withoutAsides = (folded: string): string =>
  folded.replace(asides, ' ').replace(/ +/g, ' ').trim() || folded;

let find: WordFinder | undefined;
const bits = { texting: 1, negation: 2, mail: 4, refusal: 8, lone: 16 } as const;

function wordsIn(folded: string): number {
  find ??= wordFinder([textingWords, negationWords, mailWords, refusalWords, loneRefusalWords]);
  return find(folded);
}

/** `No` also means number, but not as the first of several words. */
const startsWithNo = /^no\b./;

/** Whether a folded header is negated: `do not send`, `ne pas envoyer`, `keine SMS`. */
export const isNegated = (folded: string): boolean =>
  startsWithNo.test(folded) || (wordsIn(folded) & bits.negation) !== 0;

/**
 * The meaning of yes under a header about text messages, or a refusal such as `STOP`: the person
 * must not be texted (`opt-out`), or may be (`consent`). Undefined: another header, or about e-mail.
 */
export function askedBy(header: string): 'opt-out' | 'consent' | undefined {
  const folded = withoutAsides(foldWords(header));
  const found = wordsIn(folded);
  if ((found & bits.mail) !== 0) return undefined;
  if ((found & bits.refusal) !== 0 || ((found & bits.lone) !== 0 && !folded.includes(' '))) return 'opt-out';
  if ((found & bits.texting) === 0) return undefined;
  return isNegated(folded) ? 'opt-out' : 'consent';
}
