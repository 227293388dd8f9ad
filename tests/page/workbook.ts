// Writes small workbooks for the tests: .xlsx and .ods, from rows of cells.

import { crc32 } from "node:zlib";

/** A text, a number, a number that is shown as a share, a formula that fails, or nothing. */
export type Cell = string | number | { share: number } | { fails: string } | undefined;

export interface Sheet {
  name: string;
  rows: Cell[][];
  /** Rows to hide, from 1. */
  hidden?: number[];
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** A ZIP file without compression. */
function zip(parts: Record<string, string>): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const both = Buffer.alloc(26);
    both.writeUInt16LE(20, 0);
    both.writeUInt32LE(0x21_0000, 6);
    both.writeUInt32LE(crc32(content), 10);
    both.writeUInt32LE(content.length, 14);
    both.writeUInt32LE(content.length, 18);
    both.writeUInt16LE(path.length, 22);
    files.push(Buffer.from("PK\x03\x04"), both, path, content);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    entries.push(Buffer.from("PK\x01\x02\x14\x00"), both, place, path);
    at += 30 + path.length + content.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, list, Buffer.from("PK\x05\x06"), end]);
}

function cellOf(cell: Cell, place: string): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if ("share" in cell) return `<c r="${place}" s="1"><v>${cell.share}</v></c>`;
  return `<c r="${place}" t="e"><f>1/0</f><v>${cell.fails}</v></c>`;
}

export function xlsx(sheets: readonly Sheet[]): Buffer {
  const office = "http://schemas.openxmlformats.org";
  const main = `xmlns="${office}/spreadsheetml/2006/main"`;
  const worksheet = ({ rows, hidden = [] }: Sheet): string => `<worksheet ${main}><sheetData>${rows.map((cells, row) =>
    `<row r="${row + 1}"${hidden.includes(row + 1) ? ' hidden="1"' : ""}>${cells.map((cell, column) => cellOf(cell, `${String.fromCharCode(65 + column)}${row + 1}`)).join("")}</row>`).join("")}</sheetData></worksheet>`;
  const relation = (id: number, type: string, target: string): string => `<Relationship Id="r${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const relations = (inside: string): string => `<Relationships xmlns="${office}/package/2006/relationships">${inside}</Relationships>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook ${main} xmlns:r="${office}/officeDocument/2006/relationships"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escape(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(sheets.map((_, at) => relation(at + 1, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("") + relation(99, "styles", "styles.xml")),
    "xl/styles.xml": `<styleSheet ${main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheet(sheet)])),
  });
}

export function ods(sheets: readonly Sheet[]): Buffer {
  const cellOf = (cell: Cell): string => {
    if (cell === undefined) return "<table:table-cell/>";
    if (typeof cell === "string") return `<table:table-cell office:value-type="string"><text:p>${escape(cell)}</text:p></table:table-cell>`;
    if (typeof cell === "number") return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
    if ("share" in cell) return `<table:table-cell office:value-type="percentage" office:value="${cell.share}"><text:p>${cell.share * 100}%</text:p></table:table-cell>`;
    return `<table:table-cell office:value-type="string" calcext:value-type="error" table:formula="of:=1/0"><text:p>${cell.fails}</text:p></table:table-cell>`;
  };
  const table = ({ name, rows, hidden = [] }: Sheet): string => `<table:table table:name="${escape(name)}">${rows.map((cells, row) =>
    `<table:table-row${hidden.includes(row + 1) ? ' table:visibility="collapse"' : ""}>${cells.map(cellOf).join("")}</table:table-row>`).join("")}</table:table>`;
  const names = ["office", "table", "text"].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(" ");
  return zip({
    mimetype: "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": `<office:document-content ${names} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>${sheets.map(table).join("")}</office:spreadsheet></office:body></office:document-content>`,
  });
}
