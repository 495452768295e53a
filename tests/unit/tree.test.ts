import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {buildTree, EMPTY_TREE, type ThreadNode, type ThreadTree} from '../../src/model/tree.js';
import {byId, makeComment} from '../support/comments.js';

const DEFAULT = {sort: 'oldest', maxDepth: 3} as const;

/** A tree as indented ids. */
function outline(tree: ThreadTree): string[] {
  const lines: string[] = [];
  const stack = [...tree.roots].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    lines.push('  '.repeat(node.depth) + node.comment.id);
    stack.push(...[...node.replies].reverse());
  }
  return lines;
}

describe('order', () => {
  const roots = byId([makeComment('2'), makeComment('3'), makeComment('1')]);

  it('puts the newest root first', () => {
    expect(outline(buildTree(roots, {sort: 'newest', maxDepth: 3}))).toEqual(['3', '2', '1']);
  });

  it('puts the oldest root first', () => {
    expect(outline(buildTree(roots, DEFAULT))).toEqual(['1', '2', '3']);
  });

  it("keeps the backend's order for the most recommended", () => {
    expect(outline(buildTree(roots, {sort: 'top', maxDepth: 3}))).toEqual(['2', '3', '1']);
  });

  it('lists replies oldest first, whichever was loaded first', () => {
    const comments = byId([
      makeComment('4', {parentId: '1'}),
      makeComment('2', {parentId: '1'}),
      makeComment('3', {parentId: '2'}),
      makeComment('1'),
    ]);
    expect(outline(buildTree(comments, {sort: 'newest', maxDepth: 3}))).toEqual(['1', '  2', '    3', '  4']);
  });
});

describe('depth', () => {
  const chain = byId(
    ['1', '2', '3', '4', '5', '6'].map((id) =>
      makeComment(id, {parentId: id === '1' ? null : String(Number(id) - 1)}),
    ),
  );

  it('draws replies flat beyond the last level', () => {
    expect(outline(buildTree(chain, {sort: 'oldest', maxDepth: 2}))).toEqual([
      '1',
      '  2',
      '    3',
      '    4',
      '    5',
      '    6',
    ]);
  });

  it('names whom a flattened reply answers, and marks it', () => {
    const {nodes} = buildTree(chain, {sort: 'oldest', maxDepth: 2});
    expect(nodes.get('3')).toMatchObject({inReplyTo: 'Reader 2', flattened: false});
    expect(nodes.get('5')).toMatchObject({inReplyTo: 'Reader 4', flattened: true});
  });

  it('counts a branch with all that hangs below it', () => {
    expect(buildTree(chain, {sort: 'oldest', maxDepth: 2}).roots[0]?.size).toBe(6);
  });
});

describe('broken threads', () => {
  it('shows an orphan among the roots', () => {
    const tree = buildTree(byId([makeComment('1'), makeComment('2', {parentId: 'gone'})]), DEFAULT);
    expect(outline(tree)).toEqual(['1', '2']);
    expect(tree.nodes.get('2')).toMatchObject({orphan: true, inReplyTo: null});
  });

  it('shows a comment that claims to answer itself', () => {
    expect(outline(buildTree(byId([makeComment('1', {parentId: '1'})]), DEFAULT))).toEqual(['1']);
  });

  it('cuts a cycle and shows all its members and what answers them', () => {
    const tree = buildTree(
      byId([
        makeComment('1', {parentId: '3'}),
        makeComment('2', {parentId: '1'}),
        makeComment('3', {parentId: '2'}),
        makeComment('4', {parentId: '2'}),
      ]),
      DEFAULT,
    );
    expect(
      outline(tree)
        .map((line) => line.trim())
        .sort(),
    ).toEqual(['1', '2', '3', '4']);
  });

  it('draws a chain of 10,000 replies', () => {
    const chain = Array.from({length: 10_000}, (_, index) =>
      makeComment(String(index), {parentId: index === 0 ? null : String(index - 1)}),
    );
    const tree = buildTree(byId(chain), DEFAULT);
    expect(tree.roots[0]?.size).toBe(10_000);
    expect(outline(tree)).toHaveLength(10_000);
  });

  it('draws every comment exactly once, however parents are set', () => {
    const anyThread = fc.array(fc.tuple(fc.nat(20), fc.option(fc.nat(25))), {maxLength: 25});
    fc.assert(
      fc.property(anyThread, fc.nat(4), (links, maxDepth) => {
        const comments = byId(
          links.map(([id, parent]) =>
            makeComment(String(id), {parentId: parent === null ? null : String(parent)}),
          ),
        );
        const drawn = outline(buildTree(comments, {sort: 'newest', maxDepth})).map((line) => line.trim());
        expect(drawn.sort()).toEqual([...comments.keys()].sort());
      }),
    );
  });
});

describe('identity', () => {
  const comments = byId([
    makeComment('1'),
    makeComment('2', {parentId: '1'}),
    makeComment('3', {parentId: '1'}),
    makeComment('4'),
  ]);
  const first = buildTree(comments, DEFAULT, EMPTY_TREE);
  const node = (tree: ThreadTree, id: string): ThreadNode | undefined => tree.nodes.get(id);

  it('keeps every node when nothing has changed', () => {
    const second = buildTree(new Map(comments), DEFAULT, first);
    for (const id of comments.keys()) expect(node(second, id)).toBe(node(first, id));
  });

  it('recreates only what changed, and its ancestors', () => {
    const voted = new Map(comments).set('2', makeComment('2', {parentId: '1', score: {up: 1}}));
    const second = buildTree(voted, DEFAULT, first);
    expect(node(second, '2')).not.toBe(node(first, '2'));
    expect(node(second, '1')).not.toBe(node(first, '1'));
    expect(node(second, '3')).toBe(node(first, '3'));
    expect(node(second, '4')).toBe(node(first, '4'));
  });
});
