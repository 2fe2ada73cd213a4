import { fileURLToPath } from 'node:url';

/** Where things lie, as paths. Everything that is made lies under `made`, which git does not see. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
export const twaFolder = `${root}/android-twa`;
export const moduleFolder = `${twaFolder}/callshield`;
export const made = `${twaFolder}/build`;
export const projectFolder = `${made}/twa`;
