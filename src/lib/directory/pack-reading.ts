/** One chunk for all that packs need once they are asked for (see directory-update.ts). */
export { decodeDirectoryPack } from '$domain/directory-pack.ts';
export { decodeTowns } from '$domain/town-pack.ts';
export { local } from '$lib/offline/local-store.ts';
