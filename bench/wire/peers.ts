import {htmlOf, type SeedComment} from '../thread.js';

/** A Waline server's response to `GET /api/comment`: top-level comments, each with all replies below it in one list. */
export function walineAnswer(comments: readonly SeedComment[]): string {
  const roots = comments.filter(({parent}) => parent === null).toReversed();
  const below = new Map<number, SeedComment[]>();
  for (const comment of comments) {
    if (!comment.parent) continue;
    const root = rootOf(comment).id;
    const replies = below.get(root) ?? [];
    replies.push(comment);
    below.set(root, replies);
  }
  const data = roots.map((root) => ({
    ...walineComment(root),
    sticky: false,
    children: (below.get(root.id) ?? []).map((reply) => ({
      ...walineComment(reply),
      pid: reply.parent?.id,
      rid: root.id,
      reply_user: {nick: reply.parent?.name, link: '', avatar: ''},
    })),
  }));
  return JSON.stringify({
    errno: 0,
    errmsg: '',
    data: {page: 1, totalPages: 1, pageSize: Math.max(10, roots.length), count: comments.length, data},
  });
}

function walineComment(comment: SeedComment): object {
  return {
    objectId: comment.id,
    nick: comment.name,
    link: '',
    avatar: '',
    comment: htmlOf(comment),
    orig: comment.paragraphs.join('\n\n'),
    time: Date.parse(comment.createdAt),
    like: comment.recommendations,
    status: 'approved',
    addr: '',
    browser: 'Chromium',
    os: 'Linux',
    level: 0,
  };
}

/** An Artalk server's response to `GET /api/v2/comments`: a flat list, each reply with the comment that it answers. */
export function artalkAnswer(comments: readonly SeedComment[]): string {
  const roots = comments.filter(({parent}) => parent === null).length;
  return JSON.stringify({
    comments: comments.toReversed().map((comment) => ({
      id: comment.id,
      content: comment.paragraphs.join('\n\n'),
      content_marked: htmlOf(comment),
      user_id: comment.id,
      nick: comment.name,
      email_encrypted: '0'.repeat(32),
      link: '',
      ua: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      date: comment.createdAt.replace('T', ' ').slice(0, 19),
      is_collapsed: false,
      is_pending: false,
      is_pinned: false,
      is_allow_reply: true,
      is_verified: false,
      rid: comment.parent?.id ?? 0,
      visible: true,
      vote_up: comment.recommendations,
      vote_down: 0,
      page_key: '/article',
      page_url: '/article',
      site_name: 'Bench',
    })),
    count: comments.length,
    roots_count: roots,
    page: {
      id: 1,
      admin_only: false,
      key: '/article',
      url: '/article',
      title: 'The article',
      site_name: 'Bench',
      vote_up: 0,
      vote_down: 0,
      pv: 1,
      date: '2026-01-05',
    },
  });
}

function rootOf(comment: SeedComment): SeedComment {
  let root = comment;
  while (root.parent) root = root.parent;
  return root;
}
