import {expect} from '@open-wc/testing';
import {sanitizeWith} from '../../src/content/sanitize.js';
import {engines, isWebKit, platform, purifier} from './support/engines.js';
import {HOSTILE_FILES, hostileStrings} from './support/hostile-strings.js';
import {box, serialize} from './support/markup.js';
import {violations} from './support/rules.js';
import {detectExecution, type ExecutionDetector} from './support/execution-detector.js';

describe('the engines', () => {
  it('are the platform and DOMPurify in Chromium and Firefox, DOMPurify in WebKitGTK', () => {
    expect(purifier).to.be.a('function');
    if (isWebKit) expect(platform).to.equal(null);
    else expect(platform).to.be.a('function');
  });
});

for (const [file, count] of HOSTILE_FILES) {
  const strings = await hostileStrings(file, count);

  describe(`the ${count} hostile strings of ${file}`, () => {
    for (const [name, engine] of engines) {
      it(`reduce ${name} to what the allow list contains`, () => {
        const found = strings.flatMap(({id, payload}) =>
          violations(sanitizeWith(engine, payload)).map((violation) => `${id}: ${violation}`),
        );
        expect(found).to.deep.equal([]);
      });

      it(`run and load nothing in a live page after ${name}`, async () => {
        const detector = await detectExecution();
        for (const {payload} of strings) {
          const comment = detector.body.ownerDocument.createElement('div');
          comment.append(sanitizeWith(engine, payload));
          detector.body.append(comment);
        }
        await detector.settled();
        expect(detector.traces).to.deep.equal([]);
        expect(detector.body.children.length).to.equal(count);
        detector.remove();
      });

      it(`come out of ${name} the same a second time`, () => {
        const changed: string[] = [];
        for (const {id, payload} of strings) {
          const once = serialize(box(sanitizeWith(engine, payload)));
          const twice = serialize(box(sanitizeWith(engine, once)));
          if (once !== twice) changed.push(`${id}: ${once} became ${twice}`);
        }
        expect(changed).to.deep.equal([]);
      });
    }

    const [[, one] = [], [, other] = []] = engines;
    if (one && other) {
      it('give the same tree with either engine', () => {
        const different: string[] = [];
        for (const {id, payload} of strings) {
          const tree = box(sanitizeWith(one, payload));
          const otherTree = box(sanitizeWith(other, payload));
          if (!tree.isEqualNode(otherTree))
            different.push(`${id}: ${serialize(tree)} or ${serialize(otherTree)}`);
        }
        expect(different).to.deep.equal([]);
      });
    }
  });
}

describe('the detector of execution', () => {
  let detector: ExecutionDetector;
  beforeEach(async () => {
    detector = await detectExecution();
  });
  afterEach(() => detector.remove());

  it('notice what runs', async () => {
    detector.body.innerHTML = '<img src="data:," onerror="alert(1)">';
    await detector.settled();
    expect(detector.traces).to.include('alert(1)');
  });

  it('notice what reaches out of its frame', async () => {
    detector.body.innerHTML = '<img src="data:," onerror="parent.confirm(2)">';
    await detector.settled();
    expect(detector.traces).to.include('confirm(2)');
  });

  it('notice what loads', async () => {
    detector.body.innerHTML = `<img src="${new URL('nothing.png', import.meta.url).href}">`;
    const image = detector.body.querySelector('img');
    await new Promise((resolve) => image?.addEventListener('error', resolve));
    await detector.settled();
    expect(detector.traces).to.include('error at IMG');
  });
});

describe('the rules of the tests', () => {
  for (const [markup, violation] of [
    ['<img>', '<IMG>'],
    ['<svg></svg>', '<svg>'],
    ['<!-- -->', 'node #comment'],
    ['<b id="a">', '<B id>'],
    ['<p onclick="a">', '<P onclick>'],
    ['<b href="https://a.example/">', '<B href>'],
    ['<a href="javascript:a" rel="ugc nofollow noopener noreferrer">', 'href=javascript:a'],
    ['<a href="https://a@b.example/" rel="ugc nofollow noopener noreferrer">', 'href=https://a@b.example/'],
    ['<a href="https://a.example/" rel="opener">', 'rel=opener'],
    ['<a>', 'a link without href or rel'],
    ['<li>', 'an item outside a list'],
  ] as const) {
    it(`notice ${markup}`, () => {
      const template = document.createElement('template');
      template.innerHTML = markup;
      expect(violations(template.content)).to.include(violation);
    });
  }
});
