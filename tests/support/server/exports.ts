import {createWriteStream} from 'node:fs';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';

/** A comment of an invented export. `parent` names another one's `id`. */
export interface WrittenComment {
  readonly id: number | string;
  readonly parent?: number | string;
  readonly name?: string;
  readonly email?: string;
  readonly date?: string;
  readonly body?: string;
  readonly approved?: string;
  readonly type?: string;
  /** The number of a user of WordPress. */
  readonly user?: string;
}

/** A page of an invented export with its comments, which may be made while they are written. */
export interface WrittenPage {
  readonly id: number | string;
  readonly comments: Iterable<WrittenComment>;
  /** As WordPress has them; by default those of a published post that belongs to no other. */
  readonly status?: string;
  readonly password?: string;
  readonly parent?: number | string;
  readonly type?: string;
}

const WORDPRESS_HEAD = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Harbour Lantern</title><link>https://lantern.example</link>
<wp:base_blog_url>https://lantern.example</wp:base_blog_url>
`;

/** The text of a WordPress export, in pieces. */
export function* wordpressText(pages: Iterable<WrittenPage>): Generator<string> {
  yield WORDPRESS_HEAD;
  for (const {id, comments, status = 'publish', password = '', parent = 0, type = 'post'} of pages) {
    yield `<item><title>Page ${String(id)}</title><link>https://lantern.example/page/${String(id)}/</link>
<content:encoded><![CDATA[${'An article. '.repeat(20)}]]></content:encoded>
<wp:post_id>${String(id)}</wp:post_id><wp:post_name>page-${String(id)}</wp:post_name><wp:comment_status>open</wp:comment_status>
<wp:status><![CDATA[${status}]]></wp:status><wp:post_parent>${String(parent)}</wp:post_parent>
<wp:post_type><![CDATA[${type}]]></wp:post_type><wp:post_password><![CDATA[${password}]]></wp:post_password>\n`;
    for (const comment of comments) yield wordpressComment(comment);
    yield '</item>\n';
  }
  yield '</channel>\n</rss>\n';
}

function wordpressComment({
  id,
  parent,
  name,
  email,
  date,
  body,
  approved,
  type,
  user,
}: WrittenComment): string {
  return `<wp:comment><wp:comment_id>${String(id)}</wp:comment_id>
<wp:comment_author><![CDATA[${name ?? 'A reader'}]]></wp:comment_author>
<wp:comment_author_email>${email ?? ''}</wp:comment_author_email>
<wp:comment_date_gmt>${date ?? dateOf(id).replace('T', ' ').slice(0, 19)}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[${body ?? `Letter ${String(id)}.`}]]></wp:comment_content>
<wp:comment_approved>${approved ?? '1'}</wp:comment_approved><wp:comment_type>${type ?? 'comment'}</wp:comment_type>
<wp:comment_parent>${String(parent ?? 0)}</wp:comment_parent><wp:comment_user_id>${user ?? '0'}</wp:comment_user_id></wp:comment>\n`;
}

/** The text of a Disqus export, in pieces: all threads first, as Disqus has it. */
export function* disqusText(pages: readonly WrittenPage[]): Generator<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n';
  for (const {id} of pages) {
    yield `<thread dsq:id="${String(id)}"><id>page-${String(id)}</id><link>https://lantern.example/page/${String(id)}/</link>
<title>Page ${String(id)}</title><createdAt>2026-01-01T00:00:00Z</createdAt><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>\n`;
  }
  for (const {id, comments} of pages) {
    for (const comment of comments) yield disqusPost(comment, id);
  }
  yield '</disqus>\n';
}

function disqusPost(comment: WrittenComment, thread: number | string): string {
  const {id, parent, name, date, body, approved} = comment;
  return `<post dsq:id="${String(id)}"><id/><message><![CDATA[<p>${body ?? `Letter ${String(id)}.`}</p>]]></message>
<createdAt>${date ?? dateOf(id)}</createdAt><isDeleted>${String(approved === 'trash')}</isDeleted><isSpam>${String(approved === 'spam')}</isSpam>
<author><name>${name ?? 'A reader'}</name><isAnonymous>true</isAnonymous></author><thread dsq:id="${String(thread)}"/>
${parent === undefined ? '' : `<parent dsq:id="${String(parent)}"/>`}</post>\n`;
}

/** Seconds after New Year 2026, so that numbered comments stand in the order of their numbers. */
function dateOf(id: number | string): string {
  const seconds = Number.isFinite(Number(id)) ? Number(id) : 0;
  return `${new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** Writes pieces of text into a file as they are made. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<string> {
  await pipeline(Readable.from(pieces), createWriteStream(path));
  return path;
}
