import type { WordTable } from './word-table.ts';

/** Machines and lines that cannot show a message: fax, pager, telex, car, radio and text telephones, callbacks. */
export const machineWords: WordTable = {
  en: 'fax*, *fax, facsimile*, pager*, beeper, telex, tty*, tdd, ttytdd*, isdn*, radio*, car, carphone, callback*, call back, pcs, modem, bbs, company main*, switchboard, hotline, satellite',
  de: 'telefax*, *fax, faxnummer, fernschreib*, piepser, funk*, auto, autotelefon*, ruckruf*, ruckmeldung, mobiltelefon 2, horbehinderte, bildschirmtext, telefon firma',
  fr: 'telecop*, telecopie*, biper*, bipeur*, bipper*, radiomessag*, teleavertiss*, voiture, telex, teletype*, telescript*, rnis, rappel, repondeur, radio telephone',
  es: 'busca, buscapersonas, localizador*, paginador, rdsi, radio*, coche, automovil, teletipo, telex, devolucion de llamada*, centralita',
  pt: 'bipe, rdis, carro, automovel, teletipo, telex, radio*, retorno de chamada, retorno, telefone principal da empresa, telefax',
  it: 'cercapersone, cerca persone, teledrin, automobile, auto, macchina, radiotelefono, richiam*, telex, telefono principale societa',
  nl: 'pieper*, semafoon*, *pieper, autotelefoon*, auto, radiotelefoon*, teksttelefoon*, terugbel*, hoofdtelefoon bedrijf',
  pl: 'faks*, telefaks*, dalekopis, radiotelefon*, samochod*, samochodow*, zwrotn*, oddzwan*, wywolanie, teleks, glowny telefon do firmy',
  cs: 'faxov*, dalnopis, auto, auta, radiostanic*, zpetny, zpetne*, automobil',
  ro: 'telefax, masina, radio*, revenire, apel invers, apelare inversa',
  hu: 'csipogo*, szemelyhivo*, auto*, gepkocsi*, radio*, visszahiv*',
  ru: 'факс*, телефакс*, пеиджер*, пэиджер*, телекс*, телетаип*, радио*, автомобил*, авто, машин*, обратн*, основнои телефон организации',
  uk: 'факс*, пеиджер*, телекс*, радио*, радіо*, автомобил*, автомобіл*, авто, зворотн*',
  el: 'φαξ*, βομβητ*, ειδοποιητ*, τηλεειδοποιητ*, τηλετυπ*, ραδιοφων*, αυτοκινητ*, επανακλησ*',
  tr: 'faks*, belgegecer*, cagri, cager, teleks, telsiz*, araba*, arac, geri arama*, gericagri, radyo, sirket santral*, santral',
  ar: 'فاكس*, الفاكس*, بيجر, النداء, المنادي, منادي, المناداه, الاستدعاء, الرنان, تلكس, السياره, سياره, اللاسلكي, المكالمات العائده, اتصال راجع',
  fa: 'فكس*, فاكس*, نمابر*, دورنگار*, پيجر*, پي جو, تلكس, ماشين, اتومبيل, اتوموبيل, خودرو, دورنويس, تلفن پاسخ',
  he: 'פקס*, ביפר, איתורית*, זימונית*, טלקס, רכב, ברכב, מכונית, לחזרה, רדיו',
  hi: 'फैक्स*, पेजर*, टेलेक्स, कार, कालबैक*, कॉलबैक*, रेडियो',
  zh: '传真, 傳真, 傅真, 传呼, 傳呼, 呼机, 寻呼, 呼叫器, 车载, 汽车, 汽車, 車用, 車上, 车辆, 车用, 電報, 电传, 無線電, 无线电, 收音机, 广播, 廣播, 回拨, 回撥, 回呼',
  ja: 'ファクス, ファックス, fax, ポケベル, ポケットベル, ページャ, 自動車, 車載, 無線, テレックス, テレタイプ, コールバック, 会社代表, ラジオ',
  ko: '팩스, 호출기, 수신기, 텔렉스, 카폰, 차량, 다시 걸, 받을 전화, 콜백, 무선',
  th: 'แฟกซ์, โทรสาร, เพจเจอร์, วิทยุ, เทเลกซ์, เทเล็กซ์, รถยนต, โทรศัพท์รถ, โทรกลับ',
  vi: 'dien thu, nhan tin, so trang, dien thoai xe, oto, radio, goi lai',
  id: 'faks*, faksimile, penyeranta*, pejer, pager, telepon mobil, callback',
  sv: '*fax, telefax*, *telefax, personsokare*, biltelefon*, bil, radio*, motring*, tillbakaring*, vaxel',
  da: '*fax, personsoger*, *pager, *personsoger, biltelefon*, bil, tilbage*, radio*, primaer telefon firma',
  no: 'faks*, *faks, *fax, personsok*, *personsoker, biltelefon*, bil, tilbakering*, radio*, teleks, ring tilbake',
  fi: 'faksi*, *faksi, hakulait*, *hakulaite, autopuhelin*, auto, kaukokirjoitin, takaisinsoit*',
};

/** Words for e-mail: its consent does not cover text messages, and its columns hold no number. */
export const mailWords: WordTable = {
  all: 'email*, e mail*, mail, mails, emails, correo, correos, courriel*, mel, *mail, emailadresse*, sahkoposti*, epost*, e post*, eposta*, почт*, эл почт*, mailadresse*, newsletter*, posta, e posta, بريد, البريد الالكتروني, ايميل, דואל, דוא ל, אימייל, מייל, 邮箱, 邮件, 郵件, 電子郵件, 郵箱, メール, 이메일, 메일, อีเมล, อีเมล์, ईमेल, thu dien tu, surel',
};
