import './guard-globals.js';
import {CommentCountElement} from '../elements/comment-count/comment-count.js';
import {readCamelCaseAttributes} from './camel-case-attributes.js';

readCamelCaseAttributes(CommentCountElement);
