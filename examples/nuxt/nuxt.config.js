export default {
  // So that a developer's first page is not loaded twice.
  vite: {optimizeDeps: {include: ['parley-comments/embed/parley.js']}},
  app: {head: {title: 'The ferry', htmlAttrs: {lang: 'en'}}},
};
