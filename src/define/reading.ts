import './guard-globals.js';
import {CommentListElement} from '../elements/comment-list/comment-list.js';
import {PolicyNoticeElement} from '../elements/policy-notice/policy-notice.js';
import {ThreadElement} from '../elements/thread/thread.js';
import {defineElement} from './define-element.js';

// What reading needs. The provider first: a context reaches only those who come after it.
defineElement('parley-thread', ThreadElement);
defineElement('parley-comment-list', CommentListElement);
defineElement('parley-policy-notice', PolicyNoticeElement);
// The types come with the registration.
export type {CommentListElement, PolicyNoticeElement, ThreadElement};

ThreadElement.defineForm = () => import('./writing.js');
