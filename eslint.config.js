import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The arrows of the architecture. A folder may import what its row allows; the message says why.
 * `routes → lib/<feature> → domain`, `sync-server → domain`, `service-worker → domain`, `domain → nothing of ours`.
 */
function arrow(files, ignores, ...patterns) {
  return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const tests = ['**/*.test.ts'];
const features = ['accounts', 'alerts', 'callshield', 'directory', 'doctor', 'guides', 'help-numbers', 'home', 'moderation', 'reports', 'sponsorship'];
const outsideDomain = {
  regex: '^(\\$lib|\\$app|\\$env|svelte|node:|dexie|fastify|nano|workbox|\\.\\./(lib|routes|service-worker|content|\\.\\.))',
  message: 'domain/ is pure: it runs in the page, the worker and the server, so it knows none of them.'
};

export default ts.config(
  { ignores: ['build/**', '.svelte-kit/**', '.cache/**', 'data/**', 'node_modules/**', 'couch-design-docs/**', 'static/**', 'android-twa/build/**', 'android-twa/callshield/**'] },
  ...ts.configs.strictTypeChecked,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: { allowDefaultProject: ['*.js', '*.ts'] }, extraFileExtensions: ['.svelte'] }
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // Links load whole pages on purpose (see app.html); markup in guides is our own, made at build time.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-at-html-tags': 'off'
    }
  },
  { files: ['*.js', '*.ts', '**/*.js'], ...ts.configs.disableTypeChecked },
  { files: ['sync-server/cli/**', 'scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
  arrow(['src/domain/**'], tests, outsideDomain),
  arrow(['src/lib/ui/**', 'src/lib/i18n/**', 'src/lib/exit/**'], tests, {
    regex: `^\\$lib/(${features.join('|')}|coded|offline|places|sealing|shell)/`,
    message: 'ui, i18n and exit are below the features: they know none of them.'
  }),
  arrow(['src/lib/shell/**'], tests, {
    regex: `^(\\$lib|\\.\\.)/(${features.join('|')})/`,
    message: 'shell holds the views of /app and knows none of them: routes/app/views.ts names them.'
  }),
  ...features.map((feature) =>
    arrow([`src/lib/${feature}/**`], tests, {
      regex: `^(\\$lib|\\.\\.)/(${features.filter((other) => other !== feature && other !== 'help-numbers').join('|')})/`,
      message: 'a feature imports domain, offline, shell, sealing, coded, places, ui, i18n: never another feature.'
    })
  ),
  arrow(['src/service-worker/**'], tests, {
    regex: '^(\\$lib|svelte|\\.\\./lib/(?!offline/(local-(store|database)|outbox-(store|sender|database|lock)|kept-database)\\.ts$))',
    message: 'the worker knows domain/, the local store and the outbox, nothing of the page.'
  }),
  arrow(['src/replica-worker/**'], tests, {
    regex: '^(\\$lib|svelte|\\.\\./(service-worker|\\.\\.)|\\.\\./lib/(?!offline/(kept-database|storage-error)\\.ts$))',
    message: 'the replica knows domain/ and the local store, nothing of the page.'
  }),
  arrow(['sync-server/**'], [...tests, 'sync-server/couch/**', 'sync-server/directory/directory-store.ts'], {
    regex: '^(nano|pouchdb|express)',
    allowTypeImports: true,
    message: 'only sync-server/couch speaks to CouchDB.'
  }),
  arrow(['android-twa/**'], tests, {
    regex: '/(src|sync-server|tests)/',
    message: 'android-twa knows the built site, not how it is made or served.'
  }),
  arrow(['src/**'], [...tests, 'src/lib/offline/**', 'src/domain/**'], {
    regex: '^(dexie|idb)$',
    message: 'only stores open local databases: use lib/offline/local-store.'
  }),
  {
    files: ['src/lib/**/*.{ts,svelte}', 'src/routes/**/*.{ts,svelte}'],
    ignores: ['**/*-api.ts', '**/*-update.ts', 'src/lib/i18n/texts.ts', 'src/lib/offline/outbox-sender.ts', ...tests],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'only *-api.ts, *-update.ts and the outbox sender call the network.' }]
    }
  },
  {
    files: ['sync-server/**/*.ts', 'src/lib/**/*.ts'],
    ignores: ['sync-server/config.ts', 'sync-server/main.ts', '**/*.server.ts', 'sync-server/cli/**', ...tests],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'only config.ts reads the environment.' }]
    }
  }
);
