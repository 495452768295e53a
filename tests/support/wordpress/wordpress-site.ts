import {readFile, writeFile} from 'node:fs/promises';

/** Whoever has an account of the site. */
export type UserName = 'admin' | 'editor' | 'author' | 'reader' | 'neighbour';

export interface WordPressUser {
  readonly id: number;
  /** The name for logging in. */
  readonly name: UserName;
  readonly password: string;
  /** For `Authorization: Basic`. */
  readonly applicationPassword: string;
}

/** What the installer tells. `reader` and `neighbour` are subscribers. */
export interface WordPressFacts {
  readonly version: string;
  readonly php: string;
  readonly users: Readonly<Record<UserName, WordPressUser>>;
}

interface SiteParts extends WordPressFacts {
  readonly origin: string;
  readonly home: string;
  readonly core: string;
  readonly secret: string;
  readonly directory: string;
  readonly errorLog: string;
  readonly stop: () => Promise<void>;
}

export interface PostFields {
  readonly title?: string;
  readonly slug?: string;
  readonly status?: 'publish' | 'draft' | 'private';
  readonly comments?: 'open' | 'closed';
  readonly password?: string;
  readonly type?: 'post' | 'page';
  /** Whose post it is. Default: `author`. */
  readonly by?: UserName;
}

export interface SitePost {
  readonly id: number;
  readonly url: string;
}

export interface CommentFields {
  readonly post: number;
  readonly parent?: number;
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
  readonly content: string;
  /** UTC ISO 8601. Default: now. */
  readonly createdAt?: string;
  readonly status?: 'approve' | 'hold' | 'spam' | 'trash';
  /** A comment by somebody with an account. */
  readonly by?: UserName;
}

/** What a browser keeps after logging in, and what pages give it to prove that a request is its own. */
export interface Session {
  /** The `Cookie` header. */
  readonly cookie: string;
  readonly nonce: string;
}

/** A WordPress that runs, and what a test does to it from outside. */
export class WordPressSite {
  readonly origin: string;
  /** Where its pages are, without a slash at the end. */
  readonly home: string;
  /** Where WordPress's own files are, without a slash at the end. */
  readonly core: string;
  readonly version: string;
  readonly php: string;
  readonly users: WordPressFacts['users'];
  /** Where it lives; gone after `stop`. */
  readonly directory: string;
  readonly #parts: SiteParts;

  constructor(parts: SiteParts) {
    this.#parts = parts;
    this.origin = parts.origin;
    this.home = parts.home;
    this.core = parts.core;
    this.version = parts.version;
    this.php = parts.php;
    this.users = parts.users;
    this.directory = parts.directory;
  }

  /** Ends its servers and deletes its folder. */
  stop(): Promise<void> {
    return this.#parts.stop();
  }

  /** Runs PHP inside WordPress, with `$given`, and gives what it returns. */
  async run<Result = unknown>(code: string, given: unknown = null): Promise<Result> {
    const response = await fetch(`${this.origin}/__run`, {
      method: 'POST',
      headers: {'X-Secret': this.#parts.secret},
      body: JSON.stringify({code, given}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`PHP answered ${String(response.status)}: ${text}`);
    return (JSON.parse(text) as {result: Result}).result;
  }

  /** The `Authorization` header of somebody with an application password. */
  authorization(user: UserName = 'admin'): string {
    const {name, applicationPassword} = this.users[user];
    return `Basic ${Buffer.from(`${name}:${applicationPassword}`).toString('base64')}`;
  }

  /** Asks the REST API as somebody, the administrator by default, `null` for nobody. `path` is below /wp-json/. */
  rest(
    path: string,
    {as = 'admin', json, ...init}: RequestInit & {as?: UserName | null; json?: unknown} = {},
  ): Promise<Response> {
    const headers = new Headers(init.headers);
    if (as) headers.set('Authorization', this.authorization(as));
    if (json !== undefined) headers.set('Content-Type', 'application/json');
    return fetch(`${this.home}/wp-json/${path}`, {
      ...init,
      headers,
      ...(json !== undefined && {body: JSON.stringify(json)}),
    });
  }

  /** Logs in as a browser does. */
  async logIn(user: UserName): Promise<Session> {
    const {name, password} = this.users[user];
    const response = await fetch(`${this.core}/wp-login.php`, {
      method: 'POST',
      body: new URLSearchParams({log: name, pwd: password}),
      headers: {Cookie: 'wordpress_test_cookie=WP%20Cookie%20check'},
      redirect: 'manual',
    });
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const nonce = await fetch(`${this.core}/wp-admin/admin-ajax.php?action=rest-nonce`, {
      headers: {Cookie: cookie},
    });
    return {cookie, nonce: await nonce.text()};
  }

  /** Sets options of WordPress by name: `comment_moderation`, `close_comments_for_old_posts`, ... */
  async setOptions(options: Readonly<Record<string, unknown>>): Promise<void> {
    await this.run('foreach ($given as $name => $value) update_option($name, $value);', options);
  }

  /** Lets guests post by REST, or no longer. */
  async allowAnonymousRest(allowed = true): Promise<void> {
    await this.setOptions({tests_anonymous_rest: allowed});
  }

  /** Refuses a second comment within 15 seconds, or no longer. */
  async checkFlood(checked = true): Promise<void> {
    await this.setOptions({tests_flood_check: checked});
  }

  /** Which parts of the tests' spam filter run: `site/mu-plugins/antispam.php`. None at first. */
  async filterSpam(
    ...parts: ('token' | 'verdicts' | 'sum' | 'riddle' | 'choice' | 'trap' | 'after')[]
  ): Promise<void> {
    await this.setOptions({tests_antispam: parts});
  }

  async createPost(fields: PostFields = {}): Promise<SitePost> {
    const {title = 'The last boat home', slug, status, comments, password, type, by} = fields;
    return this.run<SitePost>(
      `$id = wp_insert_post($given, true);
      if (is_wp_error($id)) throw new Exception($id->get_error_message());
      return array('id' => $id, 'url' => get_permalink($id));`,
      {
        post_title: title,
        post_content: '<p>The ferry keeps its evening boat until the spring.</p>',
        post_status: status ?? 'publish',
        post_type: type ?? 'post',
        post_author: this.users[by ?? 'author'].id,
        comment_status: comments ?? 'open',
        ...(slug !== undefined && {post_name: slug}),
        ...(password !== undefined && {post_password: password}),
      },
    );
  }

  /** Puts comments there as if they had always been, without any check. Gives their ids. */
  async createComments(comments: readonly CommentFields[]): Promise<number[]> {
    const rows = comments.map((comment) => {
      const {
        post,
        parent = 0,
        name = 'Ana Reader',
        email,
        url = '',
        content,
        createdAt,
        status,
        by,
      } = comment;
      return {
        comment_post_ID: post,
        comment_parent: parent,
        comment_author: name,
        comment_author_email: email ?? 'ana@reader.example',
        comment_author_url: url,
        comment_content: content,
        comment_date_gmt: (createdAt ?? new Date().toISOString()).slice(0, 19).replace('T', ' '),
        comment_approved: {approve: '1', hold: '0', spam: 'spam', trash: 'trash'}[status ?? 'approve'],
        user_id: by ? this.users[by].id : 0,
        ...(by && {
          comment_author: by[0]?.toUpperCase() + by.slice(1),
          comment_author_email: `${by}@packet.example`,
        }),
      };
    });
    return this.run<number[]>(
      `return array_map(function ($row) {
        $row['comment_date'] = get_date_from_gmt($row['comment_date_gmt']);
        return wp_insert_comment(wp_slash($row));
      }, $given);`,
      rows,
    );
  }

  async createComment(comment: CommentFields): Promise<number> {
    const [id] = await this.createComments([comment]);
    if (id === undefined) throw new Error('There is no new comment.');
    return id;
  }

  /** The moderator decides. Fires what the screens of WordPress fire. */
  async setCommentStatus(id: number | string, status: 'approve' | 'hold' | 'spam' | 'trash'): Promise<void> {
    await this.run('wp_set_comment_status((int) $given[0], $given[1]);', [id, status]);
  }

  async approve(id: number | string): Promise<void> {
    await this.setCommentStatus(id, 'approve');
  }

  /** Activates the plugin. */
  async activatePlugin(): Promise<void> {
    await this.run(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php';
      $failed = activate_plugin('parley-comments/parley-comments.php');
      if (is_wp_error($failed)) throw new Exception($failed->get_error_message());`,
    );
  }

  /** Shows the site in another of its themes. */
  async switchTheme(name: string): Promise<void> {
    await this.run('switch_theme($given);', name);
  }

  /** The letters that WordPress would have sent since this was asked last, the oldest first. */
  async takeMails(): Promise<{to: string; subject: string}[]> {
    return this.run(
      "$mails = get_option('tests_mails', array()); delete_option('tests_mails'); return $mails;",
    );
  }

  /** What PHP complained about so far: every notice, warning and deprecation is a line of its own. */
  async errorLog(): Promise<string[]> {
    const text = await readFile(this.#parts.errorLog, 'utf8');
    return text.split('\n').filter((line) => line !== '');
  }

  /** Forgets what PHP complained about, for a test that provokes it. */
  async clearErrorLog(): Promise<void> {
    await writeFile(this.#parts.errorLog, '');
  }

  /** Throws when PHP complained about anything. To be called before `stop`. */
  async assertQuietLog(): Promise<void> {
    const lines = await this.errorLog();
    if (lines.length > 0) throw new Error(`PHP complained:\n${lines.slice(0, 20).join('\n')}`);
  }
}
