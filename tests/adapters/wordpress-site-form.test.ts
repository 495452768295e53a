import {expect} from '@open-wc/testing';
import {fill, findForm} from '../../src/adapters/wordpress/writing/site-form.js';
import {inertPage} from '../../src/content/inert-page.js';

const ANA = {name: 'Ana', email: 'ana@reader.example', url: 'https://ana.example'};

/** WordPress's form for post 7, with other markup for its text box and after it. */
const formWith = (box: string, more = ''): string => `<form action="/wp-comments-post.php" method="post">
  ${box}
  <input name="author" autocomplete="name" required><input type="email" name="email" required><input type="url" name="url">
  <input type="hidden" name="comment_post_ID" value="7"><input type="hidden" name="comment_parent" value="0">
  ${more}<input type="submit" name="submit" value="Post Comment">
</form>`;
const BOX = '<textarea name="comment" id="comment" required></textarea>';

/** What would be sent of a page's form for post 7, without what every form sends. */
function sent(html: string, guest: typeof ANA | null = ANA): Record<string, unknown> {
  const form = findForm(inertPage(html) as Document, 7);
  if (!form) return {};
  const {
    comment_post_ID: _,
    comment_parent: __,
    ...fields
  } = Object.fromEntries(fill(form, {parentId: null, content: 'Words.', guest}));
  return fields;
}

const USUAL = {
  author: 'Ana',
  email: 'ana@reader.example',
  url: 'https://ana.example',
  submit: 'Post Comment',
};

describe('the site’s own form', () => {
  it('is sent as WordPress makes it', () => {
    expect(sent(formWith(BOX))).to.deep.equal({...USUAL, comment: 'Words.'});
  });

  const decoys: readonly [string, string][] = [
    ['hidden from screen readers', '<textarea name="comment" aria-hidden="true"></textarea>'],
    ['out of the tab order', '<textarea name="comment" tabindex="-1"></textarea>'],
    ['hidden', '<textarea name="comment" hidden></textarea>'],
    ['not displayed', '<textarea name="comment" style="display: none"></textarea>'],
    ['clipped', '<textarea name="comment" style="clip:rect(1px, 1px, 1px, 1px) !important"></textarea>'],
    ['moved away', '<p style="position:absolute; left:-9999px"><textarea name="comment"></textarea></p>'],
    ['without a size', '<p style="height:1px !important"><textarea name="comment"></textarea></p>'],
    ['transparent', '<textarea name="comment" style="opacity:0"></textarea>'],
    ['hidden by a class', '<textarea name="comment" class="xyz"></textarea>'],
    ['in a hidden box', '<div hidden><textarea name="comment" required></textarea></div>'],
  ];
  for (const [what, decoy] of decoys) {
    it(`has its text in the box that readers see, beside one that is ${what}`, () => {
      const real = '<textarea name="say_1f3a" required></textarea>';
      const expected = {...USUAL, say_1f3a: 'Words.', comment: ''};
      expect(sent(formWith(real + decoy))).to.deep.equal(expected);
      expect(sent(formWith(decoy + real))).to.deep.equal(expected);
    });
  }

  it('sends every other field as it is: tokens, checkboxes, choices, captcha answers', () => {
    const more = `<input type="hidden" name="token" value="abc"><input type="checkbox" name="consent" value="yes">
      <input type="checkbox" name="human" value="1" checked><select name="tone"><option>calm<option selected>loud</select>
      <textarea name="g-recaptcha-response">solved</textarea><input name="off" value="1" disabled>`;
    expect(sent(formWith(BOX, more))).to.deep.equal({
      ...USUAL,
      comment: 'Words.',
      token: 'abc',
      human: '1',
      tone: 'loud',
      'g-recaptcha-response': 'solved',
    });
  });

  it('leaves a guest’s field alone that only machines would fill in', () => {
    const hiddenField = formWith(BOX).replace(
      '<input type="url" name="url">',
      '<input name="url" style="display:none">',
    );
    expect(sent(hiddenField)).to.deep.equal({...USUAL, url: '', comment: 'Words.'});
    const renamed = formWith(BOX).replace(
      '<input type="email" name="email" required>',
      '<input type="email" name="mail_x" required><input name="email" tabindex="-1">',
    );
    expect(sent(renamed)).to.deep.equal({
      ...USUAL,
      email: '',
      mail_x: 'ana@reader.example',
      comment: 'Words.',
    });
    const without = formWith(BOX).replace('<input type="url" name="url">', '');
    const {url: _, ...others} = USUAL;
    expect(sent(without)).to.deep.equal({...others, comment: 'Words.'});
  });

  it('does not ask signed-in readers', () => {
    const member = formWith(BOX).replace(/<input name="author".*\n/, '');
    expect(sent(member, null)).to.deep.equal({comment: 'Words.', submit: 'Post Comment'});
  });

  it("is the post's, even if the page has others", () => {
    const other = formWith(BOX.replace('name="comment"', 'name="elsewhere"')).replace(
      'value="7"',
      'value="70"',
    );
    const search =
      '<form action="/wp-comments-post.php"><input name="s"><textarea name="s"></textarea></form>';
    const withoutBox = formWith('');
    const renamed = formWith('<textarea name="say" required></textarea>').replace(
      '/wp-comments-post.php',
      '/say-it.php',
    );
    expect(sent(other + search + withoutBox + renamed)).to.deep.equal({...USUAL, say: 'Words.'});
    expect(sent(other + search)).to.deep.equal({});
  });

  it('is read without running or fetching anything', () => {
    const page = inertPage(
      '<img src="x" onerror="globalThis.ran = true"><script>globalThis.ran = true</script>',
    );
    expect(page?.defaultView).to.equal(null);
    expect('ran' in globalThis).to.equal(false);
  });
});
