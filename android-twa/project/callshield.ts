import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { failWith } from '../fail.ts';
import { moduleFolder } from '../folders.ts';

/** Puts the module's sources beside `app/`, so that the project is whole: it builds wherever it is copied to. */
export async function copyModule(project: string): Promise<void> {
  for (const file of ['build.gradle', 'src/main/AndroidManifest.xml', 'src/main/res', 'src/main/java']) {
    if (!existsSync(`${moduleFolder}/${file}`)) failWith(`The module that warns of callers has no ${file}.`);
  }
  await cp(moduleFolder, `${project}/callshield`, { recursive: true, filter: (path) => belongs(relative(moduleFolder, path)) });
}

/** What Gradle needs. Tests run with Maven, on the original; `standalone` is the module as an app without the web app's. */
function belongs(path: string): boolean {
  return path === '' || path === 'build.gradle' || path === 'src' || path === 'src/main' || path.startsWith('src/main/') || /^[a-z-]+\.pro$/.test(path);
}

/** The text that tells the module where its server is. In `app` it stands above the module's own, which is empty. */
export async function writeOrigin(resources: string, origin: URL): Promise<void> {
  await mkdir(`${resources}/values`, { recursive: true });
  await writeFile(
    `${resources}/values/callshield_origin.xml`,
    `<?xml version="1.0" encoding="utf-8"?>\n<resources>\n  <string name="callshield_origin" translatable="false">${origin.origin}</string>\n</resources>\n`
  );
}
