import { associationsCsv } from './associations-csv.ts';
import { dilaJson } from './dila-json.ts';
import { dilaNdjson } from './dila-ndjson.ts';
import { dilaXml } from './dila-xml.ts';
import { finessCsv } from './finess-csv.ts';
import { finessPlusJson } from './finess-plus-json.ts';
import type { Importer, ImportFile } from './importer.ts';
import { interiorCsv } from './interior-csv.ts';
import type { RefusalReason } from './reasons.ts';
import { saeCsv } from './sae-csv.ts';
import { readHead } from './text-decoding.ts';

/** Every format the directory reads, in the order they are read: FINESS before the SAE, which takes phones from it. */
export const importers: readonly Importer[] = [
  finessCsv,
  finessPlusJson,
  saeCsv,
  interiorCsv,
  dilaNdjson,
  dilaJson,
  dilaXml,
  associationsCsv
];

/** The importer that knows this content, or why there is none. */
export async function detectFormat(file: ImportFile): Promise<Importer | RefusalReason> {
  const { text, bytes } = await readHead(file);
  if (isPacked(bytes)) return 'packed-file';
  return importers.find(({ detect }) => detect(text)) ?? 'unknown-format';
}

/** gzip, zip, and tar, by their marks: DILA's bulk file comes in a tar. */
function isPacked(bytes: Uint8Array): boolean {
  const starts = (...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
  return starts(0x1f, 0x8b) || starts(0x50, 0x4b, 3, 4) || new TextDecoder('latin1').decode(bytes.subarray(257, 262)) === 'ustar';
}
