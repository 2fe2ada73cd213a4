import { parse } from 'csv-parse/sync';
import type { ImportFile } from './importer.ts';
import { readText } from './text-decoding.ts';

/**
 * Rows of a CSV file by the names in its first line, with the line each stands on. Names are trimmed and folded to small
 * letters, since the publishers' own spelling of them varies. The separator is what the first line uses most.
 */
export async function csvRows(file: ImportFile): Promise<CsvRow[]> {
  const text = (await readText(file)).replace(/^\uFEFF/, '');
  const header = headerLine(text);
  const records = parse(text, {
    delimiter: separatorOf(header),
    columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
    comment: '#',
    comment_no_infix: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true
  }) as unknown as { info: { lines: number }; record: Record<string, string> }[];
  const names = headerNames(text);
  return records.map(({ info, record }) => ({ line: info.lines, names, get: (name) => record[name] ?? '' }));
}

/** The first line that is neither empty nor a comment. */
export function headerLine(head: string): string {
  const lines = head.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
}

/** Names in the first line, folded as `csvRows` folds them. */
export function headerNames(head: string): ReadonlySet<string> {
  const header = headerLine(head);
  return new Set(header.split(separatorOf(header)).map((name) => name.replace(/^"|"$/g, '').trim().toLowerCase()));
}

function separatorOf(header: string): string {
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

export interface CsvRow {
  readonly line: number;
  readonly names: ReadonlySet<string>;
  /** Empty when the file has no such column. */
  readonly get: (name: string) => string;
}
