// `import 'parley-comments/define/thread.js'`: a thread with all that is in it. The form is loaded when somebody wants to write.
import './thread-attributes.js';
import './reading.js';

// The types come with the registration.
export type {CommentListElement} from '../elements/comment-list/comment-list.js';
export type {ParleyEventMap} from '../elements/events.js';
export type {PolicyNoticeElement} from '../elements/policy-notice/policy-notice.js';
export type {ThreadElement} from '../elements/thread/thread.js';
