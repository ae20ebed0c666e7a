/** Words for a kind of state, before or after the usual name. */
const stateWords = new Set(
  (
    'territory collectivity bailiwick hashemite sovereign most serene republic kingdom state commonwealth principality sultanate federation union islamic federal federative democratic peoples people s ' +
    'socialist cooperative co operative plurinational bolivarian oriental united independent arab grand duchy ' +
    'republik bundesrepublik konigreich staat furstentum islamische foderale volksrepublik demokratische sozialistische vereinigte grossherzogtum ' +
    'republique royaume etat principaute islamique federale democratique populaire socialiste unie grand duche ' +
    'republica reino estado principado islamica popular democratica socialista cooperativa unida gran ducado plurinacional ' +
    'repubblica regno stato principato democratico popolare granducato unita ' +
    'koninkrijk vorstendom volksrepubliek republiek staten islamitische democratische socialistische groothertogdom ' +
    'republika krolestwo panstwo ksiestwo islamska federalna demokratyczna ludowa zwiazkowa wielkie kralovstvi stat ' +
    'республика королевство государство федеративная демократическая народная исламская социалистическая княжество ' +
    'республіка королівство держава федеративна демократична народна ісламська соціалістична князівство ' +
    'cumhuriyeti kralligi devleti islam federal demokratik halk birlesik ' +
    'republiken konungariket kongeriget kongeriket republikken republikk furstendomet fyrstedommet staten islamiska islamiske demokratiska demokratiske federala folkrepubliken folkerepublikken socialistiska sosialistiske forbundsrepublikken forbundsrepubliken ' +
    'tasavalta kuningaskunta valtio liittotasavalta kansantasavalta demokraattinen ruhtinaskunta ' +
    'kerajaan negara rakyat demokratis sosialis bersatu serikat ' +
    'cong hoa vuong quoc nha nuoc lien bang hoi giao dan chu nhan dan xa nghia ' +
    'δημοκρατια βασιλειο κρατοσ ισλαμικη ομοσπονδιακη λαικη πριγκιπατο ' +
    'جمهوریه جمهوری مملکه المملکه دوله پادشاهی کشور الاسلامیه اسلامی الاتحادیه فدرال الدیمقراطیه دموکراتیک الشعبیه गणराज्य गणतन्त्र गणतंत्र राज्य ' +
    'respublika respublikasi respublikasy respublikas република республикаси республикасы рэспубліка vabariik jamhuri jamhuuriyadda ' +
    'הרפובליקה רפובליקה ממלכת נסיכות מדינת'
  ).split(' '),
);
/** The same in scripts without blanks between words. */
const joinedStateWords =
  /^(?:대한|สาธารณรัฐ|ราชอาณาจักร|สหพันธรัฐ|สหพันธ์|ประชาธิปไตย|ประชาชน|อิสลาม)+|(?:(?:人民|民主|イスラム|伊斯兰|伊斯蘭|联邦|聯邦|連邦|社会主義|社会主义|이슬람|연방|민주|인민|사회주의|합중)*(?:共和国|共和國|王国|王國|公国|공화국|왕국|공국))$/u;

/** A key (`countryKey`) without the words for a kind of state around it: `republic poland` is `poland`. */
export function withoutStateWords(key: string): string {
  const words = key.split(' ');
  const isTelling = (word: string) => !stateWords.has(word);
  const first = words.findIndex(isTelling);
  const last = words.findLastIndex(isTelling);
  return words.length > 1 ? words.slice(first, last + 1).join(' ') : key.replace(joinedStateWords, '');
}
