import {ATTRIBUTES, attributeName} from './build/model/thread-attributes.js';
import {EXPORTED_PARTS} from './build/elements/parts.js';
import {elementFiles} from './scripts/import-rules.mjs';

/** custom-elements.json: the elements' doc blocks as data, and their events, for editors, frameworks and documentation tools. */
export default {
  globs: [...elementFiles, 'events', 'opening-events'].map((file) => `src/elements/${file}.ts`),
  outdir: '.',
  litelement: true,
  plugins: [
    leaveOutInternals(),
    addThreadAttributes(),
    addEventTypes(),
    addWhatElementsExport(),
    pointToPublishedModules(),
    addDefinitions(),
  ],
};

const declarationsOf = ({modules}) => modules.flatMap(({declarations = []}) => declarations);
const elementsOf = (manifest) => declarationsOf(manifest).filter(({tagName}) => tagName);
const threadOf = (manifest) => elementsOf(manifest).find(({tagName}) => tagName === 'parley-thread');

/** What is private, documented as `@internal`, or a static field: the analyzer, or Lit's plugin, lists some of it. */
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
      for (const declaration of declarationsOf(customElementsManifest)) {
        const names = internals.get(declaration.name) ?? [];
        declaration.members = declaration.members?.filter(
          ({name, kind, privacy, static: isStatic}) =>
            !names.includes(name) &&
            !name.startsWith('#') &&
            privacy !== 'private' &&
            !(isStatic && kind === 'field'),
        );
      }
    },
  };
}

/** The table of the thread's attributes: the analyzer reads literals alone. Enumerated ones have the union of their values. */
function addThreadAttributes() {
  return {
    name: 'add-thread-attributes',
    packageLinkPhase({customElementsManifest}) {
      const {members, attributes} = threadOf(customElementsManifest);
      for (const [fieldName, rule] of Object.entries(ATTRIBUTES)) {
        const member = members.find(({name}) => name === fieldName);
        const name = attributeName(fieldName);
        const values = rule.values?.filter(Boolean).map((value) => `'${value}'`);
        if (values) member.type = {text: [...values, ...(rule.default ? [] : ["''"])].join(' | ')};
        Object.assign(member, {
          default: JSON.stringify(rule.default === undefined ? '' : rule.default).replaceAll('"', "'"),
          attribute: name,
        });
        if (rule.reflect) member.reflects = true;
        const {default: value, description} = member;
        // Functions and lists are properties only.
        const type = values
          ? {text: values.join(' | ')}
          : rule.default === null
            ? {text: 'string'}
            : member.type;
        attributes.push({name, type, default: value, description, fieldName});
      }
    },
  };
}

/** The class of each event, from the interface `ParleyEventMap`. What it does not list is not an event of ours. */
function addEventTypes() {
  const classes = new Map();
  return {
    name: 'add-event-types',
    analyzePhase({ts, node}) {
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'ParleyEventMap') return;
      for (const {name, type} of node.members) classes.set(name.text, type.getText());
    },
    packageLinkPhase({customElementsManifest}) {
      for (const element of elementsOf(customElementsManifest)) {
        element.events = element.events
          ?.filter(({name}) => classes.has(name))
          .map((event) => ({...event, type: {text: classes.get(event.name)}}));
      }
    },
  };
}

/** A thread has the parts of its list and forms, which it exports, and passes its tokens on to all elements in it. */
function addWhatElementsExport() {
  return {
    name: 'add-what-elements-export',
    packageLinkPhase({customElementsManifest}) {
      const thread = threadOf(customElementsManifest);
      const others = elementsOf(customElementsManifest).filter((element) => element !== thread);
      const described = (kind, name) =>
        others.flatMap((element) => element[kind] ?? []).find((item) => item.name === name);
      const add = (kind, names) => {
        for (const name of names)
          if (!thread[kind].some((item) => item.name === name))
            thread[kind].push({...described(kind, name), name});
      };
      add('cssParts', EXPORTED_PARTS.split(', '));
      add(
        'cssProperties',
        others.flatMap(({cssProperties = []}) => cssProperties.map(({name}) => name)),
      );
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

/** Which module registers which element. */
function addDefinitions() {
  return {
    name: 'add-definitions',
    packageLinkPhase({customElementsManifest}) {
      const {modules} = customElementsManifest;
      // The version of the schema that knows states.
      customElementsManifest.schemaVersion = '2.1.0';
      const definitions = modules.flatMap(({path, declarations = []}) =>
        declarations
          .filter(({tagName}) => tagName)
          .map(({tagName, name}) => ({
            kind: 'javascript-module',
            path: `dist/define/${tagName.replace(/^parley-(comment-)?/, '')}.js`,
            declarations: [],
            exports: [{kind: 'custom-element-definition', name: tagName, declaration: {name, module: path}}],
          })),
      );
      modules.push(...definitions);
    },
  };
}
