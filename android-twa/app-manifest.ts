import { readFile } from 'node:fs/promises';
import { TwaManifest } from '@bubblewrap/core/dist/lib/TwaManifest.js';
import * as v from 'valibot';
import { buildDir } from '../scripts/build/build-dir.ts';
import { twaFolder } from './folders.ts';

/** What is decided about the app, whatever it is made with. */
export async function readAppManifest(): Promise<AppManifest> {
  return v.parse(AppManifest, JSON.parse(await readFile(`${twaFolder}/twa-manifest.json`, 'utf8')));
}

/**
 * What Bubblewrap is told: our manifest, with the site's own for names and colours, so that both are decided once.
 * @param host where the app opens, as in an address
 * @param icons address of a folder with the site's icons; it does not come into the project
 */
export async function twaManifest(app: AppManifest, host: string, icons: string): Promise<TwaManifest> {
  const site = v.parse(SiteManifest, JSON.parse(await readFile(`${buildDir}/manifest.webmanifest`, 'utf8')));
  const { appVersionName, ...settings } = app;
  return new TwaManifest({
    ...settings,
    appVersion: appVersionName,
    host,
    name: site.name,
    launcherName: site.short_name,
    display: site.display,
    themeColor: site.theme_color,
    backgroundColor: site.background_color,
    navigationColor: site.background_color,
    iconUrl: `${icons}/umbrella-512.png`,
    maskableIconUrl: `${icons}/umbrella-maskable-512.png`,
    generatorApp: 'jasmine',
    // Keys are no part of a project: `signing.ts` signs what was built.
    signingKey: { path: '', alias: '' }
  });
}

const AppManifest = v.strictObject({
  packageId: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/)),
  host: v.string(),
  startUrl: v.pipe(v.string(), v.startsWith('/')),
  appVersionName: v.pipe(v.string(), v.regex(/^\d+(\.\d+)*$/)),
  appVersionCode: v.pipe(v.number(), v.integer(), v.minValue(1)),
  minSdkVersion: v.pipe(v.number(), v.integer()),
  fallbackType: v.picklist(['customtabs', 'webview']),
  enableNotifications: v.boolean(),
  enableSiteSettingsShortcut: v.boolean(),
  orientation: v.picklist(['default', 'portrait']),
  themeColorDark: v.string(),
  navigationColorDark: v.string(),
  splashScreenFadeOutDuration: v.number()
});

const SiteManifest = v.object({
  name: v.string(),
  short_name: v.string(),
  display: v.string(),
  theme_color: v.string(),
  background_color: v.string()
});

export type AppManifest = v.InferOutput<typeof AppManifest>;
