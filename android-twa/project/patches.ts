import { readFile, writeFile } from 'node:fs/promises';
import { failWith } from '../fail.ts';

/** One change to a file that Bubblewrap wrote. */
export interface Patch {
  /** What it is for, for whoever has to mend it. */
  readonly purpose: string;
  /** Inside the project. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** How often `from` stands there. Another number means another Bubblewrap: then nobody knows what the change would do. */
  readonly times: number;
}

/** What the project needs to be ours; each reads as what is wrong about the project without it. */
export const patches: readonly Patch[] = [
  {
    purpose: 'the module that warns of callers is part of the project',
    file: 'settings.gradle',
    from: "include ':app'",
    to: "include ':app', ':callshield'",
    times: 1
  },
  {
    purpose: 'the app holds the module that warns of callers',
    file: 'app/build.gradle',
    from: "    implementation fileTree(include: ['*.jar'], dir: 'libs')\n",
    to: "    implementation project(':callshield')\n",
    times: 1
  },
  {
    purpose: 'what is left out for size leaves the enumerations whole',
    file: 'app/build.gradle',
    from: '            minifyEnabled true\n',
    to: "            minifyEnabled true\n            proguardFiles getDefaultProguardFile('proguard-android-optimize.txt')\n",
    times: 1
  },
  {
    purpose: 'nothing of the app goes into backups or to the next phone',
    file: 'app/src/main/AndroidManifest.xml',
    from: '        android:allowBackup="true"\n',
    to:
      '        android:allowBackup="false"\n' +
      '        android:dataExtractionRules="@xml/callshield_no_backup"\n' +
      '        android:fullBackupContent="false"\n',
    times: 1
  },
  {
    purpose: 'a long press on the icon leads to the warnings about calls',
    file: 'app/src/main/AndroidManifest.xml',
    from: '<meta-data android:name="android.app.shortcuts" android:resource="@xml/shortcuts" />',
    to: '<meta-data android:name="android.app.shortcuts" android:resource="@xml/callshield_shortcuts" />',
    times: 1
  },
  {
    purpose: 'libraries come from a repository that still exists',
    file: 'build.gradle',
    from: 'jcenter()',
    to: 'mavenCentral()',
    times: 2
  },
  {
    purpose: 'Gradle is the one whose sum its makers publish',
    file: 'gradle/wrapper/gradle-wrapper.properties',
    from: 'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.11.1-bin.zip\n',
    to:
      'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.11.1-bin.zip\n' +
      'distributionSha256Sum=f397b287023acdba1e9f6fc5ea72d22dd63669d59ed4a289a29b1a76eee151c6\n',
    times: 1
  }
];

/** Applies each and reads it back. The first that does not fit ends it with a sentence. */
export async function applyPatches(project: string, list: readonly Patch[] = patches): Promise<void> {
  for (const patch of list) {
    const path = `${project}/${patch.file}`;
    const before = await readFile(path, 'utf8').catch(() => failWith(`Bubblewrap wrote no ${patch.file}, so it cannot be seen to that ${patch.purpose}.`));
    const found = countOf(patch.from, before);
    if (found !== patch.times) {
      failWith(
        `${patch.file} should hold ${JSON.stringify(patch.from.trim())} ${times(patch.times)}, and holds it ${times(found)}: it cannot be seen to that ${patch.purpose}. ` +
          'Bubblewrap is another version than the one that android-twa/project/patches.ts was written for.'
      );
    }
    await writeFile(path, before.replaceAll(patch.from, () => patch.to));
    const after = await readFile(path, 'utf8');
    const wanted = countOf(patch.from, patch.to) * patch.times;
    if (countOf(patch.to, after) !== patch.times || countOf(patch.from, after) !== wanted) failWith(`${patch.file} was changed, and does not show that ${patch.purpose}.`);
  }
}

function countOf(part: string, text: string): number {
  return text.split(part).length - 1;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
