import './guard-globals.js';
import {CommentFormElement} from '../elements/comment-form/comment-form.js';

// Apart from reading, so that a script-tag page can load it after the comments are there.
CommentFormElement.define();
