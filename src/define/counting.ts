import './guard-globals.js';
import {CommentCountElement} from '../elements/comment-count/comment-count.js';
import {defineElement} from './define-element.js';

export type {CommentCountElement};

// Apart from threads: a front page has counts and no thread.
defineElement('parley-comment-count', CommentCountElement);
