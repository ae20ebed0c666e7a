// Makes OpenDocument spreadsheets, for the tests: healthy ones, and ones with false claims.
import { zipOf } from './workbook-files.mjs';

const spaces = ['office', 'table', 'text', 'style']
  .map((space) => ` xmlns:${space}="urn:oasis:names:tc:opendocument:xmlns:${space}:1.0"`)
  .join('');
const calcext = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"';
const mimetype = { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 };

export const escaped = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A text or a number is a cell, null an empty one, `{ xml }` a whole element. */
export function cellXml(cell) {
  if (cell === null || cell === undefined) return '<table:table-cell/>';
  if (cell.xml !== undefined) return cell.xml;
  if (typeof cell === 'number') {
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  }
  return `<table:table-cell office:value-type="string"><text:p>${escaped(cell)}</text:p></table:table-cell>`;
}

/** A row is an array of cells, or `{ cells, attributes }`, or a text of XML. */
const rowXml = (row) => {
  if (typeof row === 'string') return row;
  const { cells, attributes = '' } = Array.isArray(row) ? { cells: row } : row;
  return `<table:table-row${attributes}>${cells.map(cellXml).join('')}</table:table-row>`;
};

/** `content.xml`. A sheet has a name and rows, and may be hidden; `before` and `after` are XML around the sheets. */
export function contentXml({ sheets, before = '', after = '', root = '' }) {
  const tables = sheets.map(
    ({ name, rows, isHidden = false }) =>
      `<table:table table:name="${escaped(name)}" table:style-name="${isHidden ? 'ta2' : 'ta1'}">${rows.map(rowXml).join('')}</table:table>`,
  );
  const styles = ['true', 'false'].map(
    (shown, at) =>
      `<style:style style:name="ta${at + 1}" style:family="table"><style:table-properties table:display="${shown}"/></style:style>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}<office:document-content${spaces}${calcext}><office:automatic-styles>${styles.join('')}</office:automatic-styles><office:body><office:spreadsheet>${before}${tables.join('')}${after}</office:spreadsheet></office:body></office:document-content>`;
}

const manifestXml = (inner) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">${inner}</manifest:file-entry></manifest:manifest>`;

/** The parts of a document; `isEncrypted` says so in the manifest. */
export const odsParts = ({ xml, isEncrypted = false, ...description }) => [
  mimetype,
  { name: 'content.xml', data: xml ?? contentXml(description) },
  {
    name: 'META-INF/manifest.xml',
    data: manifestXml(isEncrypted ? '<manifest:encryption-data><manifest:algorithm/></manifest:encryption-data>' : ''),
  },
];

export const ods = (description) => zipOf(odsParts(description));
