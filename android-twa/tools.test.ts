import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTools, missingTools, run } from './tools.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string): string {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}

describe('the programs that a command needs', () => {
  it('are named together when they are missing, with how to get them', () => {
    program('bin/java');
    expect(() => findTools(['java', 'javac', 'aapt', 'aapt2', 'zipalign'], { PATH: `${folder}/bin` })).toThrow(
      'Missing here: javac, aapt, aapt2, zipalign. Debian and Ubuntu: apt-get install -y aapt default-jdk-headless zipalign'
    );
  });

  it('are those of the path, else of the newest build tools of an SDK', () => {
    program('sdk/build-tools/9.0.0/aapt2');
    const newest = program('sdk/build-tools/36.0.0/aapt2');
    expect(findTools(['aapt2'], { PATH: '', ANDROID_HOME: `${folder}/sdk` })).toEqual({ aapt2: newest });
    const first = program('bin/aapt2');
    expect(findTools(['aapt2'], { PATH: `:${folder}/bin`, ANDROID_SDK_ROOT: `${folder}/sdk` })).toEqual({ aapt2: first });
  });

  it('are missing when the file is there and is no program', () => {
    chmodSync(program('bin/mvn'), 0o644);
    expect(missingTools(['mvn'], { PATH: `${folder}/bin`, ANDROID_HOME: join(folder, 'none') })).toEqual(['mvn']);
  });

  it('say why they failed, in their own words', () => {
    expect(() => run('/bin/sh', ['-c', 'echo printed; echo the reason >&2; exit 3'])).toThrow(/failed\.\nprinted\nthe reason/);
    expect(run('/bin/sh', ['-c', 'printf "$SECRET"'], { environment: { SECRET: 'whispered' } })).toBe('whispered');
  });
});
