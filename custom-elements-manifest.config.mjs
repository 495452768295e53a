/** custom-elements.json: the elements' doc blocks as data, for editors and documentation tools. */
export default {
  globs: ['src/elements/*.ts'],
  exclude: ['src/elements/*.styles.ts'],
  outdir: '.',
  litelement: true,
  plugins: [pointToPublishedModules()],
};

/** The manifest is read in the published package, which holds dist and no sources. */
function pointToPublishedModules() {
  const published = (path) => path.replace(/^\/?src\/(.*)\.ts$/, 'dist/$1.js');
  return {
    name: 'point-to-published-modules',
    packageLinkPhase({customElementsManifest}) {
      customElementsManifest.modules = JSON.parse(
        JSON.stringify(customElementsManifest.modules, (key, value) =>
          (key === 'path' || key === 'module') && typeof value === 'string' ? published(value) : value,
        ),
      );
    },
  };
}
