import {readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {DEFAULT_CHECKS} from '../../../src/policy/built-in-checks.js';
import {runChecks} from '../../../src/policy/run-checks.js';
import {benignSet, labelledSet} from './labelled-set.js';

const benign = await benignSet();
const labelled = await labelledSet();

async function rulesFor(text: string): Promise<string[]> {
  const draft = {parentId: null, body: {format: 'text', value: text}} as const;
  const findings = await runChecks(draft, {checks: DEFAULT_CHECKS});
  return findings.map(({ruleId}) => ruleId);
}

interface Score {
  found: number;
  wrong: number;
  missed: number;
}

const scores = new Map<string, Score>();
const mistakes: string[] = [];
for (const {rules, text} of labelled) {
  const found = await rulesFor(text);
  for (const rule of new Set([...rules, ...found])) {
    const score = scores.get(rule) ?? {found: 0, wrong: 0, missed: 0};
    scores.set(rule, score);
    const outcome = !rules.includes(rule) ? 'wrong' : found.includes(rule) ? 'found' : 'missed';
    score[outcome]++;
    if (outcome !== 'found') mistakes.push(`${outcome} ${rule}: ${text}`);
  }
}
const sum = [...scores.values()].reduce((all, one) => ({
  found: all.found + one.found,
  wrong: all.wrong + one.wrong,
  missed: all.missed + one.missed,
}));

const precision = ({found, wrong}: Score): number => Math.floor((100 * found) / (found + wrong));
const recall = ({found, missed}: Score): number => Math.floor((100 * found) / (found + missed));

describe('the benign set', () => {
  it('has more than 150 words, names and places', () => {
    expect(new Set(benign).size).toBeGreaterThan(150);
  });

  it('is flagged by no check, word by word', async () => {
    const flagged: string[] = [];
    for (const text of benign) {
      const rules = await rulesFor(text);
      if (rules.length > 0) flagged.push(`${text}: ${rules.join()}`);
    }
    expect(flagged).toEqual([]);
  });
});

describe('the labelled set', () => {
  it('has more than 300 drafts, of which many must pass', () => {
    expect(labelled.length).toBeGreaterThan(300);
    expect(labelled.filter(({rules}) => rules.length === 0).length).toBeGreaterThan(120);
  });

  it('is classified as well as the guide claims', async () => {
    const guide = await readFile(new URL('../../../docs/policy.md', import.meta.url), 'utf8');
    const stated = [...guide.matchAll(/^\| `?([\w-]+)`? +\| +(\d+) +\| +(\d+) % +\| +(\d+) % +\|$/gm)].map(
      ([, rule, drafts, exact, whole]) => [rule, Number(drafts), Number(exact), Number(whole)],
    );
    const rows: [string, Score][] = [...scores, ['all', sum]];
    const measured = rows.map(([rule, score]) => [
      rule,
      score.found + score.missed,
      precision(score),
      recall(score),
    ]);
    expect(new Set(stated), mistakes.join('\n')).toEqual(new Set(measured));
  });
});
