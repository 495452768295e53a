import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {Comment} from '../../src/model/comment.js';
import {bodyHtml} from '../../src/static/to-html.js';
import {renderThread, type RenderOptions} from '../../src/static.js';
import {makeComment} from '../support/comments.js';
import {detectExecution} from './support/execution-detector.js';
import {HOSTILE_FILES, hostileStrings} from './support/hostile-strings.js';
import {violations} from './support/rules.js';

// What static rendering writes goes through the parser of a browser, with nothing between.

const ENDPOINT = 'https://comments.packet.example/';

/** A comment for each place where readers and newsrooms can write. */
function commentsWith(payload: string): Comment[] {
  return [
    makeComment('1', {author: {name: payload, badge: payload, url: payload}}),
    makeComment('2', {body: {format: 'text', value: payload}}),
    makeComment('3', {body: {format: 'html', value: payload}}),
    makeComment('4', {body: {format: 'markdown', value: payload}}),
    makeComment('5', {id: payload, lang: payload, url: payload}),
    makeComment('6', {status: 'removed', decision: {reason: payload}}),
    makeComment('7', {featured: {by: payload, reason: payload}}),
  ];
}

/** The options with it, wherever publishers can write. */
function optionsWith(payload: string): RenderOptions {
  return {
    pageId: payload,
    site: payload,
    pageTitle: payload,
    publisher: payload,
    pageUrl: payload,
    policyUrl: payload,
    lang: payload,
    nextUrl: payload,
    policy: {version: '1', text: {format: 'html', value: payload}, rules: [{id: 'a', text: payload}]},
  };
}

const FIELDS: readonly [string, (payload: string) => [Comment[], RenderOptions?]][] = [
  ['what readers and newsrooms write', (payload) => [commentsWith(payload)]],
  ['what publishers write', (payload) => [[makeComment('1')], optionsWith(payload)]],
];

/** All elements that static rendering writes itself. */
const OWN =
  'A ARTICLE BDI BUTTON DIV H2 H3 HEADER LABEL LI NOSCRIPT OL OPTION P PARLEY-THREAD SCRIPT SECTION SELECT SPAN TEXTAREA TIME UL'.split(
    ' ',
  );

/** What readers without scripts have in addition: the form, and links to it. */
const OWN_WITHOUT_SCRIPTS = [...OWN, 'FORM', 'INPUT'];

/**
 * What is in the HTML that static rendering does not write itself, as browsers without scripts parse it, as `DOMParser` does: what
 * `noscript` holds is HTML, too.
 */
function foreignWithoutScripts(html: string): string[] {
  const {body} = new DOMParser().parseFromString(html, 'text/html');
  const elements = [...body.querySelectorAll(':not(.body, .words, .body *, .words *)')];
  return [
    ...(body.childNodes.length === 1 ? [] : ['something beside the thread']),
    ...elements
      .filter(({tagName}) => !OWN_WITHOUT_SCRIPTS.includes(tagName))
      .map(({tagName}) => `<${tagName}>`),
    ...elements.flatMap(({attributes}) =>
      [...attributes].filter(({name}) => /^on|^style$|^src|^formaction$/i.test(name)).map(({name}) => name),
    ),
    ...[...body.querySelectorAll('form')]
      .map((form) => form.getAttribute('action') ?? '')
      .filter((action) => action !== `${ENDPOINT}v1/comments/form`),
  ];
}

/** Every how manieth string is tested in this engine (tests/support/extent.mjs). */
const step = /Chrome/.test(navigator.userAgent)
  ? 1
  : await executeServerCommand<number, undefined>('hostile-step');

for (const [file, count] of HOSTILE_FILES) {
  const strings = (await hostileStrings(file, count)).filter((_, index) => index % step === 0);

  describe(`${strings.length} hostile strings of ${file} in static HTML`, () => {
    for (const format of ['html', 'markdown', 'text'] as const) {
      it(`leave as ${format} nothing but what the allow list holds`, () => {
        const found = strings.flatMap(({id, payload}) => {
          const place = document.createElement('template');
          place.innerHTML = bodyHtml({format, value: payload});
          return violations(place.content).map((violation) => `${id}: ${violation}`);
        });
        expect(found).to.deep.equal([]);
      });
    }

    for (const [name, fieldsOf] of FIELDS) {
      it(`run and load nothing in ${name}, and end no element`, async () => {
        const detector = await detectExecution();
        const found: string[] = [];
        for (const {id, payload} of strings) {
          const [comments, options] = fieldsOf(payload);
          const html = renderThread(
            {comments, next: 'more', total: 1, live: null, facts: {}},
            {
              backend: 'rest',
              endpoint: ENDPOINT,
              site: 'packet',
              pageId: 'ferry',
              structuredData: true,
              ...options,
            },
          );
          const place = detector.body.ownerDocument.createElement('div');
          // Scripts run when a document is parsed, not by `innerHTML`: those that are there must hold data.
          place.innerHTML = html;
          detector.body.append(place);
          found.push(...foreignWithoutScripts(html).map((what) => `${id}, without scripts: ${what}`));
          if (place.childNodes.length !== 1) found.push(`${id}: beside the thread`);
          for (const element of place.querySelectorAll(':not(.body, .words, .body *, .words *)')) {
            if (!OWN.includes(element.tagName)) found.push(`${id}: <${element.tagName}>`);
            for (const {name: attribute, value} of element.attributes)
              if (/^on|^style$|^src/i.test(attribute) || /^\s*(?:javascript|data|vbscript):/i.test(value))
                if (
                  ![
                    'site',
                    'page-id',
                    'page-url',
                    'page-title',
                    'publisher',
                    'policy-url',
                    'lang',
                    'data-id',
                    'data-comment-id',
                    'aria-label',
                    'for',
                    'id',
                  ].includes(attribute)
                )
                  found.push(`${id}: ${attribute}="${value}"`);
          }
          for (const script of place.querySelectorAll('script'))
            if (!/^application\/(?:ld\+)?json$/.test(script.type)) found.push(`${id}: a script`);
        }
        await detector.settled();
        expect(found).to.deep.equal([]);
        expect(detector.traces).to.deep.equal([]);
        detector.remove();
      });
    }
  });
}
