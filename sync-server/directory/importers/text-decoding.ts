import type { ImportFile } from './importer.ts';

/** Old FINESS and SAE files are Windows-1252, newer ones UTF-8 with or without a mark: UTF-8 if it can be, since it proves itself. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export async function readText(file: ImportFile): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return decodeText(Buffer.concat(chunks));
}

/** The first 64 KB, for detection. A character cut at the end does not make the rest Windows-1252. */
export async function readHead(file: ImportFile): Promise<{ text: string; bytes: Uint8Array }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.open()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, HEAD_BYTES);
  const lastLineEnd = bytes.lastIndexOf(10);
  const whole = lastLineEnd > 0 && length >= HEAD_BYTES ? bytes.subarray(0, lastLineEnd) : bytes;
  return { text: decodeText(whole).replace(/^\uFEFF/, ''), bytes };
}

/** `Ã©` is UTF-8 read as Windows-1252: the way back is tried, and kept only when it gives valid UTF-8. */
export function repairMojibake(text: string): string {
  if (!/[ÃÂâ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return text;
  const bytes: number[] = [];
  for (const character of text) {
    const code = windows1252[character] ?? character.codePointAt(0) ?? 0;
    if (code > 255) return text;
    bytes.push(code);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

const HEAD_BYTES = 65_536;

const windows1252: Readonly<Partial<Record<string, number>>> = Object.fromEntries(
  Array.from({ length: 32 }, (_, index) => [new TextDecoder('windows-1252').decode(Uint8Array.of(128 + index)), 128 + index])
);
