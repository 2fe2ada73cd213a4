/** Street detail for the map: one PMTiles file, whose address says which version it is. `tag`: lower-case hex digits. */
export function streetsPath(tag: string): string {
  return `/media/streets.${tag}.pmtiles`;
}

/** Whether a path names streets, of whatever version. */
export function isStreetsPath(path: string): boolean {
  return /^\/media\/streets\.[0-9a-f]+\.pmtiles$/.test(path);
}
