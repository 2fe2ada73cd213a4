import { TwaManifest } from '@bubblewrap/core/dist/lib/TwaManifest.js';
import { describe, expect, it } from 'vitest';
import { writeProject } from './bubblewrap.ts';

const manifest = new TwaManifest({
  packageId: 'app.jasmine.android',
  host: 'jasmine.example',
  name: 'Jasmine',
  themeColor: '#ffffff',
  backgroundColor: '#ffffff',
  navigationColor: '#ffffff',
  enableNotifications: false,
  startUrl: '/app',
  splashScreenFadeOutDuration: 0,
  signingKey: { path: '', alias: '' },
  appVersion: '1'
});

/** Says that it is done as Bubblewrap does: with its templates begun, and nobody waiting for them. */
class Hasty {
  readonly begun: PromiseWithResolvers<undefined>[] = [];
  readonly templates: number;

  constructor(templates: number) {
    this.templates = templates;
  }

  applyTemplate(): Promise<undefined> {
    return this.begin();
  }

  applyJavaTemplate(): Promise<undefined> {
    return this.begin();
  }

  private begin(): Promise<undefined> {
    const template = Promise.withResolvers<undefined>();
    this.begun.push(template);
    return template.promise;
  }

  createTwaProject(): Promise<void> {
    for (let count = 0; count < this.templates; count++) void (count % 2 === 0 ? this.applyTemplate() : this.applyJavaTemplate());
    return Promise.resolve();
  }
}

/** Lets everything run that waits for nothing from outside. */
const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a project that Bubblewrap writes', () => {
  it('is there only when its last template is', async () => {
    const generator = new Hasty(6);
    let there = false;
    const writing = writeProject('/nowhere', manifest, generator).then(() => (there = true));
    for (const { resolve } of generator.begun.slice(1)) resolve(undefined);
    await idle();
    expect([there, generator.begun.length]).toEqual([false, 6]);
    generator.begun[0]?.resolve(undefined);
    await writing;
    expect(there).toBe(true);
  });

  it('ends with a sentence when a template cannot be written', async () => {
    const generator = new Hasty(6);
    const writing = writeProject('/nowhere', manifest, generator);
    generator.begun[4]?.reject(new Error('the disk is full'));
    await expect(writing).rejects.toThrow('Bubblewrap could not write the project: the disk is full');
  });

  it('is refused when there was nothing to wait for: that Bubblewrap works in another way', async () => {
    const generator = new Hasty(0);
    await expect(writeProject('/nowhere', manifest, generator)).rejects.toThrow('Bubblewrap wrote 0 templates, fewer than the 6 of a project');
    await expect(writeProject('/nowhere', manifest, { createTwaProject: () => Promise.resolve() })).rejects.toThrow('Bubblewrap has no applyTemplate any more');
  });
});
