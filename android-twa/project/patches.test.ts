import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPatches, type Patch } from './patches.ts';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'jasmine-patches-'));
  writeFileSync(join(project, 'build.gradle'), 'google()\njcenter()\ngoogle()\njcenter()\n');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const patch: Patch = { purpose: 'libraries come from somewhere', file: 'build.gradle', from: 'jcenter()', to: 'mavenCentral()', times: 2 };

describe('a patch of the generated project', () => {
  it('changes each place, and shows it', async () => {
    await applyPatches(project, [patch]);
    expect(readFileSync(join(project, 'build.gradle'), 'utf8')).toBe('google()\nmavenCentral()\ngoogle()\nmavenCentral()\n');
  });

  it('may add to what it finds', async () => {
    await applyPatches(project, [{ ...patch, to: 'jcenter() // $& as it stands' }]);
    expect(readFileSync(join(project, 'build.gradle'), 'utf8')).toContain('jcenter() // $& as it stands\n');
  });

  it.each([
    ['finds nothing to change', { from: 'maven()' }, 'build.gradle should hold "maven()" 2 times, and holds it 0 times: it cannot be seen to that libraries come from somewhere.'],
    ['finds more than it knows', { times: 1 }, 'build.gradle should hold "jcenter()" once, and holds it 2 times'],
    ['finds no file', { file: 'settings.gradle' }, 'Bubblewrap wrote no settings.gradle'],
    ['makes what it looks for more often than it should stand', { to: 'google()' }, 'was changed, and does not show that libraries come from somewhere']
  ])('ends with a sentence when it %s', async (_case, change, sentence) => {
    await expect(applyPatches(project, [{ ...patch, ...change }])).rejects.toThrow(sentence);
  });

  it('is not made when it is made already', async () => {
    await applyPatches(project, [patch]);
    await expect(applyPatches(project, [patch])).rejects.toThrow('holds it 0 times');
  });
});
