import './guard-globals.js';
import {CommentFormElement} from '../elements/comment-form/comment-form.js';
import {defineElement} from './define-element.js';

export type {CommentFormElement};

// Apart from reading, so that a script-tag page can load it after the comments are there.
defineElement('parley-comment-form', CommentFormElement);
