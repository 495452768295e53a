/** custom-elements.json: the elements' doc blocks as data, for editors and documentation tools. */
export default {
  globs: ['src/elements/*.ts'],
  exclude: ['src/elements/*.styles.ts'],
  outdir: '.',
  litelement: true,
  plugins: [leaveOutState(), pointToPublishedModules()],
};

/** What is decorated with `@state` is the element's own business: Lit's word for it, which the analyzer does not know. */
function leaveOutState() {
  const isState = (ts, decorator) =>
    ts.isCallExpression(decorator.expression) && decorator.expression.expression.getText() === 'state';
  return {
    name: 'leave-out-state',
    analyzePhase({ts, node, moduleDoc}) {
      if (!ts.isClassDeclaration(node)) return;
      const declaration = moduleDoc.declarations?.find(({name}) => name === node.name?.getText());
      if (!declaration?.members) return;
      const states = node.members
        .filter(
          (member) => ts.canHaveDecorators(member) && ts.getDecorators(member)?.some((it) => isState(ts, it)),
        )
        .map((member) => member.name.getText());
      declaration.members = declaration.members.filter(({name}) => !states.includes(name));
    },
  };
}

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
