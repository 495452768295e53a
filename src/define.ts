// Registers all elements, and gets ready for HTML: `import 'parley-comments/define.js'`.
import './define/thread.js';
import './define/form.js';
import './define/count.js';
import './define/html.js';

// The types of elements and events come with the registration.
export type {CommentCountElement} from './elements/comment-count/comment-count.js';
export type {CommentFormElement} from './elements/comment-form/comment-form.js';
export type {CommentListElement} from './elements/comment-list/comment-list.js';
export type {ParleyEventMap} from './elements/events.js';
export type {PolicyNoticeElement} from './elements/policy-notice/policy-notice.js';
export type {ThreadElement} from './elements/thread/thread.js';
