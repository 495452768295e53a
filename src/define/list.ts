// `import 'parley-comments/define/list.js'`: the list alone; `define/thread.js` has it too.
import './guard-globals.js';
import {CommentListElement} from '../elements/comment-list/comment-list.js';

export type {CommentListElement};

CommentListElement.define();
