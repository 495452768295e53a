import {displayName} from '../content/name.js';
import {safeUrl} from '../content/safe-url.js';
import type {Comment, CommentId} from '../model/comment.js';
import {permalink} from './permalink.js';

/** A comment as https://schema.org/Comment defines it. */
export type CommentData = Record<string, unknown> & {comment?: CommentData[]};

/** Deeper replies are siblings, each with its parent: chains of thousands are allowed. */
const DEEPEST = 20;

/** Whether everybody may read a comment, so that search engines may know it. */
export function isPublished({status = 'published', delivery}: Comment): boolean {
  return status === 'published' && !delivery;
}

/** One comment, without its replies; `text` is its body as plain text. */
export function commentData(
  comment: Comment,
  text: string,
  {pageUrl, here, anonymous}: {readonly pageUrl: string; readonly here: string; readonly anonymous: string},
): CommentData {
  const {author, createdAt, editedAt, lang, score} = comment;
  const url = permalink(comment, pageUrl, here).href;
  const authorUrl = safeUrl(author.url ?? '');
  return {
    '@type': 'Comment',
    '@id': url,
    url,
    author: {
      '@type': 'Person',
      name: displayName(author.name) || anonymous,
      ...(authorUrl !== null && {url: authorUrl}),
    },
    dateCreated: createdAt,
    ...(editedAt && {dateModified: editedAt}),
    ...(lang && {inLanguage: lang}),
    text,
    ...(score && {upvoteCount: score.up}),
  };
}

/** JSON-LD of a page's comments: replies within the comments that they answer, and those within `about` the page. */
export function discussionData(
  comments: readonly Comment[],
  items: ReadonlyMap<CommentId, CommentData>,
  pageUrl: string,
): Record<string, unknown> {
  const roots = nested(comments, items);
  for (const item of roots) item['about'] = {'@id': pageUrl};
  return {'@context': 'https://schema.org', '@graph': roots};
}

/** Adds replies to their parents' items, and returns the top-level items. */
function nested(
  comments: readonly Comment[],
  items: ReadonlyMap<CommentId, CommentData>,
): readonly CommentData[] {
  const roots: CommentData[] = [];
  const parents = new Map(comments.map(({id, parentId}) => [id, parentId ?? '']));
  const places = new Map<CommentId, {readonly list: CommentData[]; readonly level: number}>();
  for (const {id} of comments) {
    const path = new Set<CommentId>();
    for (let at = id; items.has(at) && !places.has(at) && !path.has(at);) {
      path.add(at);
      at = parents.get(at) ?? '';
    }
    for (const one of [...path].reverse()) {
      const item = items.get(one);
      if (!item) continue;
      const parentId = parents.get(one) ?? '';
      const [parent, above] = [items.get(parentId), places.get(parentId)];
      if (parent) item['parentItem'] = {'@type': 'Comment', '@id': parent['@id']};
      const place = !parent || !above ? {list: roots, level: 0} : below(parent, above);
      place.list.push(item);
      places.set(one, place);
    }
  }
  return roots;
}

function below(
  parent: CommentData,
  above: {readonly list: CommentData[]; readonly level: number},
): {readonly list: CommentData[]; readonly level: number} {
  return above.level >= DEEPEST ? above : {list: (parent.comment ??= []), level: above.level + 1};
}
