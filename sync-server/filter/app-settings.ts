import { resolve } from 'node:path';
import * as v from 'valibot';

/** The app for Android: what is offered, and who may have signed it. */
export interface AppSettings {
  /** Where the APK may be; the first that is there is offered. */
  readonly files: readonly string[];
  /** Of the generated app: it says the version. */
  readonly manifest: string;
  readonly package: string;
  /** SHA-256 of signing certificates, `AB:CD:...`. */
  readonly fingerprints: readonly string[];
}

export const appEntries = {
  JASMINE_APK_FILE: v.optional(v.string()),
  JASMINE_ANDROID_PACKAGE: v.pipe(
    v.optional(v.string(), 'app.jasmine.android'),
    v.check((text) => /^[a-zA-Z]\w*(\.[a-zA-Z]\w*)+$/.test(text) && text.length <= 150, 'must be the name of an Android package, such as app.jasmine.android')
  ),
  JASMINE_ANDROID_FINGERPRINTS: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => text.split(',').map((one) => one.trim().toUpperCase()).filter((one) => one !== '')),
    v.check((all) => all.every((one) => /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(one)), 'must be SHA-256 fingerprints as keytool and apksigner print them (AB:CD:...), with commas between')
  )
} as const;

export function appSettings(set: v.InferOutput<v.ObjectSchema<typeof appEntries, undefined>>, dataDir: string, demo: boolean): AppSettings {
  const placed = set.JASMINE_APK_FILE === undefined ? [`${dataDir}/jasmine.apk`] : [resolve(set.JASMINE_APK_FILE)];
  return {
    // A demo shows what was built here, signed by nobody whom phones know.
    files: [...placed, ...(demo ? [beside('android-twa/build/shield/jasmine-shield.apk')] : [])],
    manifest: beside('android-twa/twa-manifest.json'),
    package: set.JASMINE_ANDROID_PACKAGE,
    fingerprints: set.JASMINE_ANDROID_FINGERPRINTS
  };
}

function beside(path: string): string {
  return new URL(`../../${path}`, import.meta.url).pathname;
}
