// `import 'parley-comments/define/policy-notice.js'`: the policy notice alone; `define/thread.js` has it too.
import './guard-globals.js';
import {PolicyNoticeElement} from '../elements/policy-notice/policy-notice.js';

export type {PolicyNoticeElement};

PolicyNoticeElement.define();
