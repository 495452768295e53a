import './guard-globals.js';
import {CommentListElement} from '../elements/comment-list/comment-list.js';
import {PolicyNoticeElement} from '../elements/policy-notice/policy-notice.js';
import {ThreadElement} from '../elements/thread/thread.js';

// What reading needs. The provider first: a context reaches only those who come after it.
ThreadElement.define();
CommentListElement.define();
PolicyNoticeElement.define();
ThreadElement.defineForm = () => import('./writing.js');
