/** The folders of src/ in the order of the story: each imports only from those to its left (docs/architecture.md). */
const order = [
  'rules', 'config', 'database', 'audit', 'outbox', 'identity', 'changes', 'markup', 'papers', 'http', 'lists', 'delivery',
  'organisation', 'confidentiality',
  'documents', 'cases', 'referrals', 'consultations', 'statements', 'decisions', 'forwarding', 'signatures', 'deadlines', 'compilation',
  'publication', 'archive', 'statistics', 'web', 'demo', 'operating', 'tools',
]; // prettier-ignore

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...order.map((folder, index) => ({
      name: `${folder}-imports-only-from-its-left`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${[...order.slice(index + 1), '[^/]+\\.tsx?$'].join('|')})` },
    })),
    {
      name: 'rules-are-pure',
      comment: 'rules/ knows nothing but dates.',
      severity: 'error',
      from: { path: '^src/rules/' },
      to: { pathNot: ['^src/rules/', 'node_modules/(@types/)?luxon/'] },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '^src/markup/script/'] },
      to: {},
    },
    {
      name: 'no-test-in-the-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
