import {describe, expect, it} from 'vitest';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});

/** What looks through text of strangers: PHP that takes `$text`. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  'Text\\cut': 'Parley\\Text\\cut($text, 500)',
  'Text\\cut to the end': 'Parley\\Text\\cut($text, PHP_INT_MAX - 1)',
  'Text\\visible': 'Parley\\Text\\visible($text)',
  'Text\\is_blank': 'Parley\\Text\\is_blank($text)',
  'Names\\comparable': 'Parley\\Names\\comparable($text)',
  'Names\\has_link': 'Parley\\Names\\has_link($text)',
  'Refusals\\of': 'Parley\\Refusals\\of($text, 403)',
  'Identity\\plain_address': 'Parley\\Identity\\plain_address($text)',
  'Keys\\valid': 'Parley\\Keys\\valid($text)',
  'Settings\\lines': 'Parley\\Settings\\lines($text)',
  'Settings\\policy_version': 'Parley\\Settings\\policy_version($text)',
  'Settings\\origin': 'Parley\\Settings\\origin($text)',
  'Text\\without_markup': 'Parley\\Text\\without_markup($text)',
  'Page\\plain': 'Parley\\Page\\plain($text)',
  'Page\\section_classes': 'Parley\\Page\\section_classes($text)',
};

const INPUTS: readonly string[] = [
  'a',
  ' ',
  '\n',
  '<a ',
  '<script>',
  '<style ',
  '</script',
  '<!--',
  '&#x',
  'www.',
  'a.a',
  'a@a',
  'http://',
  '\u200b',
  '\u0301',
  '\u{1f469}\u200d',
  '\u{1f1e6}',
  '[::',
  '1.',
  '%',
];

/** Bytes of the longer text, and how many times longer it is than the shorter one. */
const LONG = 1_000_000;
const FACTOR = 16;

describe.each(Object.entries(FUNCTIONS))('%s', (_, code) => {
  it('takes time in proportion to the text', async () => {
    // Linear is 16 times as long, quadratic 256 times; what is done in no time says nothing.
    const slow = await site.run<Record<string, number>>(
      `// Of the processor: what else a busy machine does in the meantime says nothing of the function.
      $now = function () {
        $used = getrusage();
        return ($used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec']) * 1e3
          + ($used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) / 1e3;
      };
      $measure = function ($text) use ($now) {
        $best = INF;
        for ($round = 0; $round < 3; $round++) {
          $begun = $now();
          ${code};
          $best = min($best, $now() - $begun);
          if ($best > 500) break;
        }
        return $best;
      };
      $slow = array();
      foreach ($given[0] as $part) {
        $times = array_map(function ($bytes) use ($measure, $part) {
          return $measure(str_repeat($part, intdiv($bytes, strlen($part))));
        }, array(intdiv($given[1], $given[2]), $given[1]));
        $ratio = $times[1] / max($times[0], 1);
        if ($ratio > $given[2] * $given[2] / 2) $slow[json_encode($part)] = $ratio;
      }
      return (object) $slow;`,
      [INPUTS, LONG, FACTOR],
    );
    expect(slow).toEqual({});
  }, 120_000);
});

describe('where a search gives up', () => {
  /** With next to no steps allowed, every search of the length of a text fails. */
  const withoutSteps = <Result>(code: string, given: unknown): Promise<Result> =>
    site.run(
      `ini_set('pcre.jit', '0');
      ini_set('pcre.backtrack_limit', '50');
      $result = ${code};
      ini_restore('pcre.backtrack_limit');
      ini_restore('pcre.jit');
      return $result;`,
      given,
    );

  it.each([
    ['Text\\visible', 'Parley\\Text\\visible($given)'],
    ['Text\\cut', 'Parley\\Text\\cut($given, 100000)'],
    ['Refusals\\of', 'Parley\\Refusals\\of($given, 403)->get_error_message()'],
  ])('with %s the text stays', async (_, code) => {
    const text = 'Late\u200b again. '.repeat(30).trim();
    const stored = await withoutSteps<string>(code, text);
    expect(stored.replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', ''));
  });

  it('a text with something to see is not taken for blank', async () => {
    expect(await withoutSteps('Parley\\Text\\is_blank($given)', `${'\u200b'.repeat(500)}a`)).toBe(false);
  });

  it('a name is compared all the same', async () => {
    expect(await withoutSteps('Parley\\Names\\is_reserved($given)', 'Letters Editor')).toBe(true);
  });
});

it('a megabyte is refused before anything looks through it', async () => {
  const {id: post} = await site.createPost();
  const content = '<script>'.repeat(125_000);
  const answer = await site.rest('wp/v2/comments', {as: 'reader', method: 'POST', json: {post, content}});
  const {code} = (await answer.json()) as {code: string};
  expect([answer.status, code]).toEqual([400, 'comment_content_column_length']);
});

it('the message of a rejection is shown, whatever markup is around it', async () => {
  const page = `<style>${'a{} '.repeat(50_000)}</style><script>${'<script>'.repeat(20_000)}</script><p>No &lt;b&gt; here.</p><script>`;
  const words = await site.run<string>(
    'return Parley\\Refusals\\of($given, 403)->get_error_message();',
    page,
  );
  expect(words).toBe('No &lt;b&gt; here.');
});
