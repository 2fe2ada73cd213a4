import { describe, expect, it } from 'vitest';
import { readManifestTree } from './read-apk.ts';

const android = 'http://schemas.android.com/apk/res/android';

function tree(application: string): string {
  return `N: android=${android} (line=2)
  E: manifest (line=2)
    A: ${android}:versionName(0x0101021c)="1.0.0" (Raw: "1.0.0")
    A: package="app.jasmine.android" (Raw: "app.jasmine.android")
      E: uses-sdk (line=0)
        A: ${android}:minSdkVersion(0x0101020c)=24
        A: ${android}:targetSdkVersion(0x01010270)=34
      E: uses-permission (line=3)
        A: ${android}:name(0x01010003)="android.permission.READ_CONTACTS" (Raw: "android.permission.READ_CONTACTS")
      E: uses-permission-sdk-23 (line=4)
        A: ${android}:name(0x01010003)="android.permission.INTERNET" (Raw: "android.permission.INTERNET")
${application}`;
}

const service = `      E: application (line=5)
        A: ${android}:allowBackup(0x01010280)=false
          E: service (line=6)
            A: ${android}:name(0x01010003)="app.jasmine.Screen" (Raw: "app.jasmine.Screen")
            A: ${android}:permission(0x01010006)="android.permission.BIND_SCREENING_SERVICE" (Raw: "android.permission.BIND_SCREENING_SERVICE")
            A: ${android}:exported(0x01010010)=true
              E: intent-filter (line=7)
                  E: action (line=8)
                    A: ${android}:name(0x01010003)="android.telecom.CallScreeningService" (Raw: "…")
          E: activity (line=9)
            A: ${android}:name(0x01010003)="app.jasmine.Quiet" (Raw: "app.jasmine.Quiet")
          E: activity (line=10)
            A: ${android}:name(0x01010003)="app.jasmine.Open" (Raw: "app.jasmine.Open")
              E: intent-filter (line=11)
`;

describe('an APK, read back', () => {
  it('names permissions, components and what they need', () => {
    expect(readManifestTree(tree(service))).toEqual({
      packageId: 'app.jasmine.android',
      version: '1.0.0',
      minSdk: 24,
      targetSdk: 34,
      debuggable: false,
      allowBackup: false,
      permissions: ['android.permission.INTERNET', 'android.permission.READ_CONTACTS'],
      components: [
        { kind: 'service', name: 'app.jasmine.Screen', exported: true, permission: 'android.permission.BIND_SCREENING_SERVICE' },
        { kind: 'activity', name: 'app.jasmine.Quiet', exported: false, permission: undefined },
        { kind: 'activity', name: 'app.jasmine.Open', exported: true, permission: undefined }
      ]
    });
  });

  it('is open to backup and closed to debuggers when it says neither', () => {
    expect(readManifestTree(tree('      E: application (line=5)\n'))).toMatchObject({ allowBackup: true, debuggable: false });
    expect(readManifestTree(tree(`      E: application (line=5)\n        A: ${android}:debuggable(0x0101000f)=true\n`))).toMatchObject({ debuggable: true });
  });

  it('is refused when it is no manifest', () => {
    expect(() => readManifestTree('')).toThrow('no <manifest>');
  });
});
