import type { WordTable } from './word-table.ts';

/** Numbers of a person, an order or a place that are not telephone numbers. */
export const identifierWords: WordTable = {
  en: 'id, ids, uuid, guid, euid, leid, identifier, identification, iban, bic, account*, order*, invoice*, vat, tax, gst*, ssn, social security, zip*, postal*, postcode*, post code, pincode*, pin, pan, passport*, licen*, member no, member number, membership*, customer no*, customer id, customer number, customer nr, client no, client number, client id, client nr, card*, barcode*, serial*, imei, imsi, iccid, npi, nhs*, mrn, aadhaar, uprn, sort code, reference number, ref no, ticket*, record*, object id, code, codes, isbn, sku, last4, policy*, matter, case, contract*, employee no, employee number, staff no, staff number, patient no, patient number, student no, student number, user no, roll no, registration no, registration number, reg no, attendee*, external*, recruiter, bank*',
  de: 'kundennummer*, kundennr, kunden nr, kd nr, kdnr, konto*, kontonummer*, mitgl*, steuer*, ust*, umsatzsteuer*, plz, postleitzahl*, rechnung*, bestell*, bestellung, identifikation*, organisationsnr, auftrag*, personalnummer*, personalnr, ausweis*, versicherten*, versicherungsnummer*, vertragsnummer*, vertragsnr, vertrag*, artikel*, regierungsnr, kennung, kennnummer, kreditoren*, debitoren*',
  fr: 'identifiant*, compte*, code postal*, code client, code gouvernement, numero de client, no client, n client, numero client, numero de commande, commande*, tva, siret, siren, adherent, n adherent, securite sociale, facture*, dossier, matricule, rib',
  es: 'identificacion, cuenta*, codigo postal*, codigo de cliente, codigo cliente, numero de cliente, n cliente, no cliente, num cliente, cliente numero, nif*, cif*, dni, ruc, rut, curp, rfc, cedula*, legajo, socio, n de socio, no de socio, numero de orden, pedido*, factura*, matricula, expediente, documento, nss',
  pt: 'cpf, cnpj, rg, cep, nif, conta, contas, codigo postal*, codigo do*, cod cliente, codigo da*, id do*, numero do cliente, numero da conta, numero de conta, numero cliente, conta numero, numero do pedido, pedido*, matricula, inscricao, n de socio, n o de socio, socio, identificacao, contribuinte, documento, fatura*',
  it: 'codice fiscale, codice*, cod fisc*, partita iva*, p iva*, iva, cap, conto*, tessera*, n tessera, numero cliente, numero ordine, numero d ordine, numero account, numero id*, ordine, ordinazione*, fattura*, matricola, documento',
  nl: 'klantnummer*, klantnr, rekening*, rekeningnummer*, bestel*, order*, btw*, bsn, sofinummer, kvk*, lidnummer*, lidnr, postcode*, *postcode, id kaart, factuur*, dossier*',
  pl: 'pesel, nip, regon, nr klienta, numer klienta, konto, konta, numer konta, zamowien*, kod, kod pocztowy, kod pocztow*, vat, identyfikator*, faktur*, legitymac*, numer ewidencyjny*, dowod*',
  cs: 'rodne cislo, ico, dic*, psc*, cislo zakaznika, cislo uctu, ucet, uctu, smerovaci cislo, objednav*, faktur*, clensk*, variabilni',
  ro: 'cnp, cui, cif, c i f, cod client, cont, cod postal, codul postal, zip*, tva, numar de ordine, numarul de client, comanda, factura, numar cont',
  hu: 'adoszam*, adoazonosito*, taj, taj szam, szamlaszam*, azonosito*, iranyitoszam*, rendelesi*, rendeles*, afa*, ugyfelszam*, ugyfelazonosito*, *azonosito, *adoszama, bankszamla*, szamla*, szemelyi*',
  ru: 'инн, снилс, огрн, кпп, индекс*, почтов*, счет*, номер заказа, заказ*, договор*, номер договора, код, код организации, личныи код, учетнои записи, паспорт*, артикул, идентификатор*, лицев*, номер клиента, табельн*, полис*, карт*',
  uk: 'іпн, ипн, единыи, єдрпоу, індекс*, индекс*, поштов*, номер замовлення, замовлення, рахун*, код, договор*, договір*, паспорт*, ідентифікатор*, номер клієнта',
  el: 'αφμ, αμκα, τ κ, τκ, ταχ, ταχυδρομ*, ταυτοτητα*, αναγνωριστικ*, λογαριασμ*, παραγγελι*, αριθμος πελατη, κωδικος*, id*',
  tr: 'kimlik*, tc, t c, vergi*, hesap*, siparis*, musteri no*, musteri numara*, posta kodu*, kodu, sicil*, uye no*, fatura*, tckn',
  ar: 'معرف, المعرف, رقم العميل, رقم الزبون, رقم الطلب, رقم الامر, رقم حساب, رقم الحساب, حساب, الحساب, رقم الهويه, الهويه, بطاقه, البطاقه, الرمز البريدي*, رمز بريدي, رقم طلب*, امر شراء, رقم الفاتوره, رقم العضويه, رقم الموظف, رقم المريض',
  fa: 'كد ملي, كد پستي, كدپستي, شناسه, شناسايي, شماره سفارش, شماره مشتري, شماره حساب, زيپ, كد, شماره فاكتور, شماره پرسنلي',
  he: 'תז, ת ז, תעודת זהות, תעודת*, מזהה*, מספר לקוח, מספר הזמנה, הזמנה, חשבון, מספר חשבון, מיקוד*, מעמ, מע מ, עוסק, מספר עובד, מספר חבר',
  hi: 'आधार*, आईडी, पिन*, पिन कोड, डाक कोड, जिपकोड, ग्राहक संख्या, खाता*, आदेश, जिप',
  zh: '身份证, 身分證, 客户编号, 客戶編號, 会员卡号, 会员号, 會員編號, 订单号, 訂單, 訂購單號, 採購訂單, 编号, 編號, 邮政编码, 邮编, 郵編, 郵遞區號, 账号, 帳號, 帐号, 帳戶, 账户, 微信, 統一編號, 稅號, 税号, 增值稅, 工号, 学号, 護照, 护照, qq, api密鑰, 用戶',
  ja: '会員番号, 顧客番号, 注文番号, 口座番号, 郵便番号, マイナンバー, アカウント, id, 番地, zip, ナンバー, 社員番号, 学籍番号, 請求書, 管理番号, 受付番号, 契約番号, コード',
  ko: '주민등록번호, 사업자등록번호, 회원번호, 주문번호, 학번, 우편번호, 우편 번호, 신분증, 계좌, 사번, 고객번호, 고객 번호, 아이디, 코드',
  th: 'บัตรประชาชน, รหัสลูกค้า, รหัสไปรษณีย์, หมายเลขลูกค้า, หมายเลขบัญชี, หมายเลขภาษี, ใบสั่งซื้อ, บัญชีธนาคาร, เลขที่บัญชี, รหัสพนักงาน, รหัส, เลขสมาชิก',
  vi: 'cccd, cmnd, ma khach hang, ma don hang, ma buu*, ma so*, id*, tai khoan, so tai khoan, ma nhan vien, hoa don',
  id: 'nik, ktp, no ktp, nis, npwp, kode pos*, kode pelanggan, no pesanan, pesanan, rekening*, no rekening, nomor pelanggan, no anggota, no pelanggan, faktur',
  sv: 'personnummer*, kundnummer*, kundnr, kund id, konto*, medlems*, ordernummer*, orgnr, organisationsnummer*, postnr*, postnummer*, moms*, bestallning*, inkop*, faktura*',
  da: 'cpr*, cvr*, kundenr, kunde id, kundenummer*, konto*, medlemsnr, medlemsnummer*, ordrenummer*, ordrenr, kobsordre*, indkobsordre*, postnr*, postnummer*, *postnummer, moms*, se nr, se nummer, firmanr, klient id, klient moms*, faktura*',
  no: 'fodselsnummer*, kundenr, kundenummer*, kunde id, konto*, medlemsnr, medlemsnummer*, org nr, orgnr, postkode*, postnr*, postnummer*, mva*, ordre*, faktura*',
  fi: 'henkilotunnus*, hetu, y tunnus, asiakasnumero*, asiakas numero, asiakkaan tunniste, tilinumero*, jasennumero*, postinumero*, alv*, tilaus*, lasku*, tunnus*',
};

/** Unspecific numbers: telephone numbers if the cells look like it and no other column is named. */
export const numberWords: WordTable = {
  all: 'number, numbers, nr, no, num, n, ref, reference, nummer, numero, numeros, numer, numar, cislo, szam, szama, номер, αριθμος, αρ, numara, sayi, رقم, شماره, עدد, מספר, संख्या, 号码, 號碼, 番号, 번호, หมายเลข, ตัวเลข, so, nomor, numru, numerot, antal, anzahl, zahl, value, values, wert, valeur, valor, valore, waarde, wartosc, hodnota, verdi, varde, значение, значення, 值, 値, key',
};

/** The type of a number in another column. */
export const labelWords: WordTable = {
  all: 'type, types, label, labels, kind, typ, tipo, tip, tipe, jenis, soort, art, rodzaj, tyyppi, τυπος, ετικετα, etiket*, etykieta, etichet*, etiquette, libelle, etichetta, etiqueta, rotulo, beschriftung, bezeichnung, тип, метка, мітка, tur, turu, النوع, نوع, سوج, סוג, תווית, प्रकार, लेबल, 레이블, ป้าย, תוית, legenda, этикетка*, позначка, merkelapp, merkinta, nimike, intitule, επιγραφη, 类型, 標籤, 類型, 型別, 标签, 種別, 種類, タイプ, ラベル, 유형, 종류, ประเภท, ชนิด, loai, nhan, kieu, popisek, stitek, cimke, tipus, ملصق, لصيقه, برچسب, גونه',
};

/** Facts about a number: when, whether, how, by whom. */
export const attributeWords: WordTable = {
  all: 'date, dates, time, timestamp, datetime, created, updated, modified, verified, valid, validity, validated, status, carrier, operator, provider, network, device, app, version, source, count, counts, score, result, results, calls, last, first seen, cost, price, amount, timezone, method, quality, bad, bounced, error, errors, notes, note, comment*, ip, url, link, website, web, bundle, plan name, password, model, brand, extension type, geprueft, gepruft, datum, fecha, datas, datos, erstellt, geandert, telefonat am, bemerkung*, notiz*, verifi*, fornecedor, anbieter, netzbetreiber, operadora, operateur, statut, estado, stato, статус, дата, durum*, tarih*, 状态, 狀態, 日期, ステータス, 日付, 상태, 날짜, حاله, الحاله, تاريخ, סטטוס, תאריך, สถานะ, วันที่, ngay*, trang thai, tanggal, tila, pvm, paivamaara',
};

export const extensionWords: WordTable = {
  all: 'ext, extn, extension*, durchwahl*, dw, nebenstelle*, interno, anexo, ramal, poste, n de poste, dahili, доб, добавочн*, додатков*, внутренн*, wewnetrzn*, numer wewnetrzny, klapka, anknytning*, lokalnummer*, internnummer*, linje, alanumero*, doorkies*, toestel*, mellek, interior, extensie*, extensao*, estensione*, ekstensi*, εσωτερικο*, εσωτ, داخلي, التحويله, تحويله, שלוחה, 分机, 分機, 内線, 내선, เบอร์ต่อ, so noi bo, may le',
};

/** The calling code of a number in another column. */
export const diallingWords: WordTable = {
  all: 'code telephonique*, codigo telefonico*, codice telefonico*, vorwahl land, vorwahl landes*, codigo de area internacional, indicativo de pais, indicativo do pais, indicativo pais, dial code, dialling code, dialing code, calling code*, country calling code, isd, isd code, international prefix, int l prefix, intl prefix, int prefix, phone prefix, phone code, telephone prefix, tel prefix, tel code, phone country code, telephone country code, mobile country code, country phone code, country dial code, idd, idd code, prefix, dial, auslandsvorwahl*, landesvorwahl*, landervorwahl*, lander vorwahl, internationale vorwahl, indicatif*, prefisso*, prefijo*, prefixo*, indicativo*, codigo telefonico*, ddi, codigo ddi, lada internacional, landnummer*, landcode telefoon, telefoon landcode, kierunkow*, prefiks*, numer kierunkowy*, predvolb*, predcisli*, kod zeme telefonu, телефонныи код*, код страны телефона, телефоннии код*, προθεμα*, τηλεφωνικος κωδικος*, telefon ulke kodu, ulke telefon kodu, ulke alan kodu, مفتاح الدوله, مفتاح الاتصال, مقدمه, پيش شماره, קידומת*, קידומת מדינה, 国际区号, 國碼, 国番号, 국가번호, 국가 번호, รหัสโทรศัพท์ประเทศ, ma vung quoc te, kode telepon negara, landskod telefon, telefonlandskode, telefon landskod, telefonlandskod, maan suuntanumero, orszaghivo*, prefix international, prefix telefonic',
};

/** A calling code or a country, depending on the cells. */
export const codeOrCountryWords: WordTable = {
  all: 'country code*, cc, maakoodi*, landsnummer*, landnummer*, landercode*, landcode*, landkode*, landekode*, landskod*, code pays, codigo pais, codigo de pais, codigo do pais, codice paese, kod kraju, kod zeme, ulke kodu*, код страны*, код краіни*, κωδικος χωρας, cod tara, codul tarii, orszagkod*, maatunnus*, رمز البلد, رمز الدوله, كود الدوله, كد كشور, קוד מדינה, देश कोड, 国家代码, 國家代碼, 国コード, 국가코드, 국가 코드, รหัสประเทศ, ma quoc gia, kode negara*',
};

export const areaWords: WordTable = {
  all: 'area code*, areacode, std code, city code, vorwahl*, ortsvorwahl*, ddd, cod ddd, codigo de area, codigo area, lada, indicatif regional, kengetal*, netnummer*, riktnummer*, omradenummer*, suuntanumero*, korzetszam*, alan kodu*, код города*, код міста*, kode area*, 区号, 區碼, 市外局番, 지역번호, 지역 번호, รหัสพื้นที่, ma vung, prefisso locale',
};

/** The person's country. */
export const countryWords: WordTable = {
  en: 'country*, *country, nation, country region, phone region, phone number region, iso country, iso2, iso 2, country iso*, nationality, residence country',
  de: 'land, *land, staat, heimatland, land region, lander',
  fr: 'pays',
  es: 'pais, paises',
  pt: 'pais, nacionalidade',
  it: 'paese, nazione',
  nl: 'land, *land',
  pl: 'kraj, panstwo',
  cs: 'zeme, stat',
  ro: 'tara',
  hu: 'orszag*, *orszag',
  ru: 'страна*',
  uk: 'краина*, краіна*',
  el: 'χωρα*',
  tr: 'ulke*',
  ar: 'البلد, بلد, الدوله, دوله',
  fa: 'كشور',
  he: 'ארץ, מדינה, מדינת',
  hi: 'देश, राष्ट्र',
  zh: '国家, 國家, 国籍, 國籍, 国家地区',
  ja: '国名, 国, 住所国, 出身国',
  ko: '국가, 나라',
  th: 'ประเทศ',
  vi: 'quoc gia, nuoc',
  id: 'negara, negeri',
  sv: 'land, landsadress*, *land',
  da: 'land, *land',
  no: 'land, *land',
  fi: 'maa, *maa',
};

/** Regions, whose two letters are also codes of countries (CA, DE, IN, GA). */
export const regionWords: WordTable = {
  all: 'state, states, province*, provincia, region, county, bundesland, kanton*, departement, estado, uf, provincie, wojewodztwo, kraj region, oblast*, область*, регион*, область, judet, megye, il, ilce, prefecture, 省, 州, 都道府県, 시도, จังหวัด, tinh, provinsi, lan, fylke, maakunta, comunidad, municipio, city, town, stadt, ville, ciudad, cidade, citta, miasto, mesto, город*, 城市, 市, street, address*, adresse*, adres, adress*, *adress, *adresse, direccion*, endereco*, indirizzo*, osoite*, cim, adresa*, адрес*, διευθυνση*, 地址, 住所, 주소, العنوان, عنوان, כתובת, dia chi, alamat, ที่อยู่',
};
