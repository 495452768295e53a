import './guard-globals.js';
import {ThreadElement} from '../elements/thread/thread.js';
import {readCamelCaseAttributes} from './camel-case-attributes.js';

readCamelCaseAttributes(ThreadElement);
