// `import 'parley-comments/define/count.js'`: counts alone, as on a front page.
import './count-attributes.js';
import './counting.js';

export type {CommentCountElement} from '../elements/comment-count/comment-count.js';
