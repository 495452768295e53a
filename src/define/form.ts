// `import 'parley-comments/define/form.js'`: the form at once, where `define/thread.js` would load it later.
import './writing.js';

export type {CommentFormElement} from '../elements/comment-form/comment-form.js';
