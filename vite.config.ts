import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [announcerWithoutStyle(), smallerAge(), islands(), sveltekit(), fewerParts()],
  build: { target: 'es2022', sourcemap: false, rolldownOptions: { checks: { pluginTimings: false } } }
});

/** Kit hides its announcer with a style attribute, which our security policy refuses; our class does the same. */
function announcerWithoutStyle(): Plugin {
  return {
    name: 'announcer-without-style',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('/generated/root.svelte') ? code.replace(/ style="[^"]*"/, ' class="unseen"') : undefined)
  };
}

/** Scripts of the parts of reading pages that run; `scripts/build/place-islands.ts` puts them into the pages. */
function islands(): Plugin {
  return {
    name: 'islands',
    apply: 'build',
    buildStart() {
      if (this.environment.name !== 'client') return;
      for (const file of globSync('src/lib/*/*.island.ts')) this.emitFile({ type: 'chunk', id: `/${file}`, name: `entry/${basename(file, '.ts')}` });
    }
  };
}

/**
 * Of what age-encryption imports, the page gets what it uses: 16 KB instead of 42. Only for age itself: whatever else imports
 * these gets the real ones. Node gets age as it is.
 */
function smallerAge(): Plugin {
  const here = (file: string): string => new URL(`src/lib/sealing/${file}`, import.meta.url).pathname;
  const instead: Readonly<Partial<Record<string, string>>> = {
    '@noble/post-quantum/hybrid.js': here('unused-recipients.ts'),
    '@noble/curves/nist.js': here('unused-recipients.ts'),
    '@noble/hashes/scrypt.js': here('unused-recipients.ts'),
    '@noble/curves/ed25519.js': here('x25519.ts')
  };
  return {
    name: 'smaller-age',
    enforce: 'pre',
    resolveId: (id, importer) => (importer?.includes('/age-encryption/') ? instead[id] : undefined)
  };
}

/**
 * What many views of `/app` share, in one file: a hundred files of a few hundred bytes each come to a tenth more than together. Nothing of
 * it is in other pages or in the first view, which would load all of it. The views of one's account are in one file, too: they are opened one
 * after the other, and on a slow network each file is a wait of its own.
 */
function fewerParts(): Plugin {
  const test = /src\/lib\/(ui\/(forms\/\w+\.(svelte|ts)|CardList|Level|save-file)|shell\/(fault-wording|sending|asked)|coded\/|accounts\/(?!entering|sign-up-draft|Start|ReportEntries|AlertEntries)|reports\/|alerts\/)|src\/domain\/(coded-choices|identifier|licence-plate|contact|padding|human-code|password-rules|danger-level)\b/;
  const account = /src\/lib\/(accounts\/((Account|Contacts|ChangePassword|Sessions|MyData|NewSponsor)View|AccountEntries|AreasField|CheckField|Contact(Code|Form|Item)|DepartmentList|EraseAccount|ExportData|Identity|LanguageField|LinkedPhones|PersonalForm|Receipt|RestrictAccount|area-choice|end-sessions|erasure)\.|sponsorship\/|callshield\/)/;
  return {
    name: 'fewer-parts',
    config: (_config, { isSsrBuild }) => (isSsrBuild ? {} : { build: { rolldownOptions: { preserveEntrySignatures: 'allow-extension', output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'account', test: account }, { name: 'parts', minShareCount: 2, test }] } } } } })
  };
}
