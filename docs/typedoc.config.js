/** @type {import('typedoc').TypeDocOptions} */
export default {
  name: 'pipe',
  entryPointStrategy: 'packages',
  entryPoints: ['../packages/*'],
  theme: 'pipe',
  plugin: [
    './plugins/public-entries.ts',
    './plugins/navigation.ts',
    './plugins/plain-output.ts',
    './plugins/whole-ranges.ts',
  ],
  packageOptions: {
    excludeInternal: true,
    validation: { notExported: true, invalidPath: true, notDocumented: true },
    // 'Function' means everything that can be called, methods included.
    requiredToBeDocumented: ['Class', 'Function', 'TypeAlias', 'Variable'],
    // `pnpm typecheck` reports errors of types, tests included, and better.
    skipErrorChecking: true,
    // Links to sources need a public repository to point at.
    disableSources: true,
  },
  validation: { notExported: true, invalidLink: true, invalidPath: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,

  readme: '../README.md',
  projectDocuments: ['guides/getting-started.md', 'guides/!(getting-started).md', '*.md', 'decisions/*.md'],
  groupOrder: ['Guides', 'Packages', 'Decisions', 'Modules', '*'],
  headings: { readme: false, document: false },
  navigation: { includeGroups: true, includeFolders: false },
  // Beside each name in the list of a module's exports.
  useFirstParagraphOfCommentAsSummary: true,
  searchInComments: true,
  searchInDocuments: true,
  customCss: './theme/site.css',
  customJs: './theme/open-sections.js',
  favicon: './theme/icon.svg',
  lightHighlightTheme: 'github-light',
  darkHighlightTheme: 'github-dark',
  out: 'site',
  cleanOutputDir: true,
};
