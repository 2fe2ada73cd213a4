import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that a theme can change. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Axe (WCAG 2.2 AA, best practices) has nothing to say of what is shown now, in the light theme and in the dark one.
 * `where` is said with what it finds. Leaves the page in the light theme, at its top: what is scrolled half under the
 * header would count as a target too small.
 */
export async function axeFindsNothing(page: Page, where: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  const light = await found(page, { type: 'tag', values: rules });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await found(page, { type: 'rule', values: colourRules });
  await page.emulateMedia({ colorScheme: 'light' });
  expect({ light, dark }, where).toEqual({ light: [], dark: [] });
}

async function found(page: Page, runOnly: { readonly type: 'tag' | 'rule'; readonly values: string[] }): Promise<string[]> {
  // Legacy: all in the page itself, which has no frames, instead of a second page that would only collect them.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ runOnly, resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ').slice(0, 300)}`);
}
