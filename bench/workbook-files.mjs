// Makes ZIP files and Excel workbooks, for the tests and `bench/workbooks.mjs`: healthy ones, and ones with false claims.
import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A ZIP file. Each part has a name and data; `method` 0 stores it, and `size`, `packedSize`, `checksum` and `flags` replace what
 * the file says of it. `zip64` writes the sizes and the directory in the form for large files.
 */
export function zipOf(parts, { zip64 = false } = {}) {
  const pieces = [];
  const directory = [];
  let offset = 0;
  for (const part of parts) {
    const { name, method = 8, flags = 0 } = part;
    const data = Buffer.from(part.data);
    const packed = part.packed ?? (method === 8 ? deflateRawSync(data, { level: 6 }) : data);
    const { size = data.length, packedSize = packed.length, checksum = crc32(data) } = part;
    const path = Buffer.from(name);
    const extra = zip64 ? Buffer.alloc(28) : Buffer.alloc(0);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(packedSize), 12);
      extra.writeBigUInt64LE(BigInt(offset), 20);
    }
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(checksum, 14);
    local.writeUInt32LE(packedSize, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(checksum, 16);
    entry.writeUInt32LE(zip64 ? 0xffffffff : packedSize, 20);
    entry.writeUInt32LE(zip64 ? 0xffffffff : size, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
    directory.push(entry, path, extra);
    pieces.push(local, path, packed);
    offset += 30 + path.length + packed.length;
  }
  const start = offset;
  const length = directory.reduce((sum, { length: bytes }) => sum + bytes, 0);
  if (zip64) directory.push(largeEnd(parts.length, start, length));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : parts.length, 8);
  end.writeUInt16LE(zip64 ? 0xffff : parts.length, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : start, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}

/** The end of a directory of 64 bits, and its locator. */
function largeEnd(count, start, length) {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

const escaped = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

export function columnName(index) {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** A text is a shared string, a number a number, null no cell; `{ xml }` is a whole `c` element, and `{ v, s, t }` its parts. */
function cellXml(cell, reference, texts) {
  if (cell === null || cell === undefined) return '';
  if (cell.xml !== undefined) return cell.xml;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    if (!texts.has(cell)) texts.set(cell, texts.size);
    return `<c r="${reference}" t="s"><v>${texts.get(cell)}</v></c>`;
  }
  const { v, s, t } = cell;
  const style = s === undefined ? '' : ` s="${s}"`;
  return `<c r="${reference}"${style}${t === undefined ? '' : ` t="${t}"`}><v>${escaped(v)}</v></c>`;
}

/** The XML of rows; a row is an array of cells, or `{ line, cells, attributes }`. */
function rowsXml(rows, texts) {
  const lines = [];
  let line = 0;
  for (const row of rows) {
    const { cells, attributes = '' } = Array.isArray(row) ? { cells: row } : row;
    line = row.line ?? line + 1;
    const inner = cells.map((cell, at) => cellXml(cell, `${columnName(at)}${line}`, texts)).join('');
    lines.push(`<row r="${line}"${attributes}>${inner}</row>`);
  }
  return lines.join('');
}

/** The parts of a workbook. A sheet has a name and `rows`, or `xml` for its whole part; `state`, `after` (XML after the rows). */
export function workbookParts({ sheets, formats = [], workbookPr = '', strings, kind = 'sheet' }) {
  const texts = new Map();
  const parts = sheets.map(({ rows = [], xml, after = '' }, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    data: xml ?? `${head}<worksheet xmlns="${main}"><sheetData>${rowsXml(rows, texts)}</sheetData>${after}</worksheet>`,
  }));
  const type = `application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}.main+xml`;
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  );
  const relation = (id, what, target) => `<Relationship Id="${id}" Type="${office}/${what}" Target="${target}"/>`;
  const relations = [
    ...sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
    relation('rIdStyles', 'styles', 'styles.xml'),
    relation('rIdTexts', 'sharedStrings', 'sharedStrings.xml'),
  ];
  const codes = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`);
  const styles = [0, ...formats.keys()].map((_, at) => `<xf numFmtId="${at === 0 ? 0 : 163 + at}" xfId="0"/>`);
  const shared =
    strings ?? [...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('');
  return [
    {
      name: '[Content_Types].xml',
      data: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `${head}<Relationships xmlns="${packageRelations}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `${head}<workbook xmlns="${main}" xmlns:r="${office}">${workbookPr}<sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `${head}<Relationships xmlns="${packageRelations}">${relations.join('')}</Relationships>`,
    },
    ...parts,
    {
      name: 'xl/styles.xml',
      data: `${head}<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    },
    { name: 'xl/sharedStrings.xml', data: `${head}<sst xmlns="${main}">${shared}</sst>` },
  ];
}

export const workbook = (description) => zipOf(workbookParts(description));

/** A workbook of contacts: id, name, phone, country, last seen. Two thirds of the phones are shared strings, the others numbers. */
export function writeLargeWorkbook(path, rows) {
  const texts = new Map();
  const lines = [rowsXml([['id', 'name', 'phone', 'country', 'last seen']], texts)];
  const share = (text) => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, texts.size);
    return texts.size - 1;
  };
  for (let at = 0; at < rows; at += 1) {
    const r = at + 2;
    const phone = 447_400_000_000 + at * 7;
    const cell =
      at % 3 === 0 ? `<c r="C${r}"><v>${phone}</v></c>` : `<c r="C${r}" t="s"><v>${share(`+${phone}`)}</v></c>`;
    const name = share(`Contact ${at % 5000}`);
    lines.push(
      `<row r="${r}" spans="1:5"><c r="A${r}"><v>${at + 1}</v></c><c r="B${r}" t="s"><v>${name}</v></c>${cell}<c r="D${r}" t="s"><v>${share('GB')}</v></c><c r="E${r}" s="1"><v>${45_000 + (at % 300)}</v></c></row>`,
    );
  }
  const buffers = [];
  buffers.push(Buffer.from(`${head}<worksheet xmlns="${main}"><sheetData>`));
  for (let at = 0; at < lines.length; at += 10_000) buffers.push(Buffer.from(lines.slice(at, at + 10_000).join('')));
  buffers.push(Buffer.from('</sheetData></worksheet>'));
  const parts = workbookParts({ sheets: [{ name: 'Contacts', rows: [] }], formats: ['yyyy-mm-dd'] });
  const strings = [...texts.keys()].map((text) => `<si><t>${text}</t></si>`);
  const changed = parts.map((part) => {
    if (part.name === 'xl/worksheets/sheet1.xml') return { ...part, data: Buffer.concat(buffers) };
    if (part.name !== 'xl/sharedStrings.xml') return part;
    return { ...part, data: `${head}<sst xmlns="${main}" uniqueCount="${texts.size}">${strings.join('')}</sst>` };
  });
  writeFileSync(path, zipOf(changed));
}
