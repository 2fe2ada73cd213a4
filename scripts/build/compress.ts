import { glob, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { buildDir } from './build-dir.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Under this, the headers weigh more than what is saved. */
const smallest = 256;

/** Puts `.br` and `.gz` beside every text file, at the strongest setting: it is paid once, here. */
export async function compressFiles(): Promise<void> {
  for await (const file of glob('**/*.{html,js,css,json,svg,webmanifest,txt,vtt}', { cwd: buildDir })) {
    const bytes = await readFile(`${buildDir}/${file}`);
    if (bytes.length < smallest) continue;
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
    await writeFile(`${buildDir}/${file}.br`, await brotli(bytes, options));
    await writeFile(`${buildDir}/${file}.gz`, await zip(bytes, { level: 9 }));
  }
}
