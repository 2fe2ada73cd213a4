import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which of these words stand in the clear in any file of a browser's profile, in either way in which it writes texts. */
export async function markersIn(profile: string, markers: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    for (const marker of markers) if (bytes.includes(marker) || bytes.includes(Buffer.from(marker, 'utf16le'))) found.add(marker);
  }
  return [...found];
}
