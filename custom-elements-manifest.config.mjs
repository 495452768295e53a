import {ATTRIBUTES, attributeName} from './build/model/thread-attributes.js';
import {elementFiles} from './scripts/import-rules.mjs';

/** custom-elements.json: the elements' doc blocks as data, and their events, for editors and documentation tools. */
export default {
  globs: [...elementFiles, 'events', 'opening-events'].map((file) => `src/elements/${file}.ts`),
  outdir: '.',
  litelement: true,
  plugins: [leaveOutInternals(), addThreadAttributes(), pointToPublishedModules()],
};

/** A reactive property that is documented as `@internal`: the analyzer leaves it out, and Lit's plugin brings it back. */
function leaveOutInternals() {
  const internals = new Map();
  return {
    name: 'leave-out-internals',
    analyzePhase({ts, node}) {
      if (!ts.isClassDeclaration(node)) return;
      const names = node.members
        .filter((member) => ts.getJSDocTags(member).some(({tagName}) => tagName.getText() === 'internal'))
        .map((member) => member.name?.getText());
      internals.set(node.name?.getText(), names);
    },
    packageLinkPhase({customElementsManifest}) {
      for (const declaration of customElementsManifest.modules.flatMap(
        ({declarations = []}) => declarations,
      )) {
        const names = internals.get(declaration.name) ?? [];
        declaration.members = declaration.members?.filter(({name}) => !names.includes(name));
      }
    },
  };
}

/** The table of the thread's attributes: the analyzer reads literals alone. */
function addThreadAttributes() {
  return {
    name: 'add-thread-attributes',
    packageLinkPhase({customElementsManifest}) {
      const {members, attributes} = customElementsManifest.modules
        .flatMap(({declarations = []}) => declarations)
        .find(({tagName}) => tagName === 'parley-thread');
      for (const [fieldName, rule] of Object.entries(ATTRIBUTES)) {
        const member = members.find(({name}) => name === fieldName);
        const name = attributeName(fieldName);
        Object.assign(member, {
          default: JSON.stringify(rule.default === undefined ? '' : rule.default).replaceAll('"', "'"),
          attribute: name,
        });
        if (rule.reflect) member.reflects = true;
        const {type, default: value, description} = member;
        attributes.push({name, type, default: value, description, fieldName});
      }
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
