import './guard-globals.js';
import {CommentCountElement} from '../elements/comment-count/comment-count.js';

// Apart from threads: a front page has counts and no thread.
CommentCountElement.define();
