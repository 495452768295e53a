import {expect} from '@open-wc/testing';
import {create, patch} from '../../../src/elements/base/patch.js';
import {enReading} from '../../../src/locale/en/reading.js';
import {
  closedMarkup,
  headerMarkup,
  policyMarkup,
  type ThreadLook,
} from '../../../src/markup/thread-markup.js';
import {SORTS, type Sort} from '../../../src/model/thread.js';

const LOOK: ThreadLook = {
  messages: {...enReading, locale: 'en'},
  headingLevel: 2,
  isClassic: false,
  hasSlots: true,
};

const header = (sort: Sort) => headerMarkup(LOOK, {total: 2, sort, sorts: SORTS, shown: 2});
const policy = (rules: readonly string[]) =>
  policyMarkup(LOOK, {text: undefined, rules, ownText: '', publisher: '', url: null, extent: 'open'});

describe('a part of a thread that changes', () => {
  it('loses the reason why the discussion is closed when there is none any more', () => {
    const closed = create(closedMarkup(LOOK, {reason: 'The end.'}));
    expect(closed.textContent).to.contain('The end.');
    patch(closed, closedMarkup(LOOK, {}));
    expect(closed.textContent).not.to.contain('The end.');
  });

  it('shows the order that the thread has, also after the reader has chosen', () => {
    const made = create(header('newest'));
    const select = made.querySelector('select') as HTMLSelectElement;
    select.value = 'oldest';
    patch(made, header('top'));
    expect(select.value).to.equal('top');
    expect(made.querySelector('select')).to.equal(select);
  });

  it('has the rules that there are, and keeps the elements of those that stay', () => {
    const made = create(policy(['One.', 'Two.', 'Three.']));
    const [first] = made.querySelectorAll('li');
    patch(made, policy(['One.', 'Four.']));
    const items = [...made.querySelectorAll('li')];
    expect(items.map(({textContent}) => textContent)).to.deep.equal(['One.', 'Four.']);
    expect(items[0]).to.equal(first);
  });
});
