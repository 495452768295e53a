import type {Locator, Page} from 'playwright-core';
import {beforeEach, describe, expect, it} from 'vitest';
import {BERTA, browseSite} from '../../support/wordpress/browsed-site.js';
import {commentWith, writeComment} from '../../support/wordpress/visits.js';
import type {SitePost, WordPressSite} from '../../support/wordpress/wordpress-site.js';

// A captcha that readers must see and answer, as many plugins put one into the form of the site.
describe.each([
  ['with the plugin', {plugin: true, byHand: false}],
  ['by hand, without the plugin', {plugin: false, byHand: true}],
])('a site whose form has a question, %s', (_way, options) => {
  const visits = browseSite(options, (site) =>
    site.setOptions({comment_previously_approved: '', comment_moderation: ''}),
  );
  const {discuss} = visits;
  let site: WordPressSite;
  let post: SitePost;

  beforeEach(() => {
    ({site, post} = visits);
  });

  const form = (page: Page): Locator => page.locator('parley-thread parley-comment-form').first();
  const send = (page: Page): Promise<void> => form(page).locator('button[part~=submit]').click();
  const stored = (): Promise<string[]> =>
    site.run(
      'return array_column(get_comments(array("post_id" => $given, "order" => "ASC")), "comment_content");',
      post.id,
    );

  it('shows the question beside Parley’s form, and sends the answer along', async () => {
    await site.filterSpam('sum');
    const page = await discuss();
    const question = page.getByLabel('What is 3 + 4?');
    expect(await question.isVisible()).toBe(false);
    await writeComment(form(page), {text: 'The evening boat must stay.', ...BERTA});
    await question.waitFor();
    await page.getByText('Please confirm that you are not a robot.').first().waitFor();
    // Nothing else of the site’s form, and the text stays.
    expect(await page.getByText('Tell me of replies').isVisible()).toBe(false);
    expect(await page.locator('#respond textarea, #respond [type=submit]').first().isVisible()).toBe(false);
    expect(await form(page).locator('textarea').inputValue()).toBe('The evening boat must stay.');
    expect(await stored()).toEqual([]);
    await question.fill('8');
    await send(page);
    await page.getByText('That is not the sum.').first().waitFor();
    await question.fill('7');
    await send(page);
    await expect.poll(stored).toEqual(['The evening boat must stay.']);
    await commentWith(page, 'The evening boat must stay.').waitFor();
    await question.waitFor({state: 'hidden'});
    // An answer is good for one comment.
    await writeComment(form(page), {text: 'And the morning boat.'});
    await question.waitFor();
    expect(await question.inputValue()).toBe('');
    await question.fill('7');
    await send(page);
    await expect.poll(stored).toEqual(['The evening boat must stay.', 'And the morning boat.']);
  });

  it('requires a choice, and resets it for the next comment', async () => {
    await site.filterSpam('choice');
    const page = await discuss();
    const [evening, morning, from] = [
      page.getByLabel('The evening boat'),
      page.getByLabel('The morning boat'),
      page.getByLabel('From where?'),
    ];
    await writeComment(form(page), {text: 'The evening boat must stay.', ...BERTA});
    await page.getByText('Please confirm that you are not a robot.').first().waitFor();
    expect(await stored()).toEqual([]);
    expect(await page.getByText('Which boat is meant?').isVisible()).toBe(true);
    await evening.check();
    await from.selectOption('Sandhaven');
    await send(page);
    await expect.poll(stored).toEqual(['The evening boat must stay.']);
    await commentWith(page, 'The evening boat must stay.').waitFor();
    await evening.waitFor({state: 'hidden'});
    // Nothing is chosen for the next comment, and the choices are what they were.
    await writeComment(form(page), {text: 'And the morning boat.'});
    await morning.waitFor();
    expect([await evening.isChecked(), await morning.isChecked(), await from.inputValue()]).toEqual([
      false,
      false,
      'Quillmere',
    ]);
    await morning.check();
    await send(page);
    await expect.poll(stored).toEqual(['The evening boat must stay.', 'And the morning boat.']);
  });

  it('shows a question that is not marked as required once the site has refused', async () => {
    await site.filterSpam('riddle');
    const page = await discuss();
    await writeComment(form(page), {text: 'The evening boat must stay.', ...BERTA});
    await page.getByText('Please name the harbour.').first().waitFor();
    const question = page.getByLabel('Which harbour is it?');
    await question.fill('Quillmere');
    await send(page);
    await expect.poll(stored).toEqual(['The evening boat must stay.']);
    await commentWith(page, 'The evening boat must stay.').waitFor();
  });

  it('requires nothing if the form only offers a choice', async () => {
    await site.filterSpam();
    const page = await discuss();
    await writeComment(form(page), {text: 'The evening boat must stay.', ...BERTA});
    await commentWith(page, 'The evening boat must stay.').waitFor();
    expect(await page.getByText('Tell me of replies').isVisible()).toBe(false);
  });
});
