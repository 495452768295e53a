import {expect} from '@open-wc/testing';
import {CommentsError} from '../../src/model/errors.js';
import {renderFormPage, type FormPage} from '../../src/static/form-page.js';
import {makeComment} from '../support/comments.js';
import {detectExecution} from './support/execution-detector.js';
import {HOSTILE_FILES, hostileStrings} from './support/hostile-strings.js';
import {violations} from './support/rules.js';

// The pages by which readers without scripts write, with what readers, publishers and addresses may hold in every field.

/** Each page that shows it: before the reader has written, refused, refused for good, and the policy to be confirmed. */
function pagesWith(payload: string): FormPage[] {
  const policy = {
    version: payload,
    text: {format: 'html', value: payload},
    rules: [{id: 'a', text: payload}],
    url: payload,
  } as const;
  const fields = {body: payload, name: payload, email: payload, url: payload};
  const page: FormPage = {
    lang: payload,
    facts: {policy, limits: {bodyLength: 100}},
    sent: {
      site: payload,
      page: payload,
      pageUrl: payload,
      pageTitle: payload,
      key: payload,
      parentId: payload,
    },
    values: fields,
    parent: makeComment('1', {author: {name: payload}, body: {format: 'html', value: payload}}),
    articleUrl: 'https://packet.example/ferry',
  };
  return [
    page,
    {...page, outcome: new CommentsError('validation', payload, {fields})},
    {...page, outcome: new CommentsError('forbidden', payload, {blocked: {reason: payload, until: null}})},
    {...page, outcome: new CommentsError('conflict', payload, {policy})},
    {...page, facts: {closed: {reason: payload, at: payload}}},
  ];
}

/** All elements that the pages write themselves. */
const OWN =
  'A BDI BLOCKQUOTE BODY BUTTON DETAILS DIV FORM H1 HEAD HTML INPUT LABEL LI MAIN META P SPAN STYLE SUMMARY TEXTAREA TITLE UL'.split(
    ' ',
  );

/** What is on a page that its renderer does not write: elements, attributes that run or load something, addresses. */
function foreign(page: Document): string[] {
  // Bodies and policies are bounded by the allow list, which `violations` holds them to.
  const bodies = [...page.querySelectorAll('blockquote, details > div')];
  const inBodies = bodies.flatMap((body) => violations(body));
  for (const body of bodies) body.replaceChildren();
  const found = [...page.querySelectorAll('*')].flatMap((element) => [
    ...(OWN.includes(element.tagName) ? [] : [`<${element.tagName}>`]),
    ...[...element.attributes]
      .filter(({name}) => /^on|^style$|^src|^formaction$|^background$|^http-equiv$/i.test(name))
      .map(({name}) => `<${element.tagName} ${name}>`),
  ]);
  const addresses = [...page.querySelectorAll('a, form')].flatMap((element) =>
    [element.getAttribute('href'), element.getAttribute('action')].filter(
      (address) => address !== null && address !== 'https://packet.example/ferry',
    ),
  );
  return [...inBodies, ...found, ...addresses.map((address) => `leads to ${String(address)}`)];
}

for (const [file, count] of HOSTILE_FILES) {
  const strings = await hostileStrings(file, count);

  describe(`the ${count} hostile strings of ${file} in the pages of the form`, () => {
    it('are text, where scripts run and where they do not', async () => {
      const detector = await detectExecution();
      const found: string[] = [];
      for (const {id, payload} of strings) {
        for (const [index, form] of pagesWith(payload).entries()) {
          const html = renderFormPage(form);
          // As browsers parse a page without scripts.
          const page = new DOMParser().parseFromString(html, 'text/html');
          const main = page.body.innerHTML;
          found.push(...foreign(page).map((what) => `${id}, page ${index}: ${what}`));
          if (page.body.children.length !== 1) found.push(`${id}, page ${index}: beside the main part`);
          const place = detector.body.ownerDocument.createElement('div');
          place.innerHTML = main;
          detector.body.append(place);
        }
      }
      await detector.settled();
      expect(found).to.deep.equal([]);
      expect(detector.traces).to.deep.equal([]);
      detector.remove();
    });
  });
}
