// Registers all elements, and gets ready for HTML: `import 'parley-comments/define.js'`.
import './define/reading.js';
import './define/writing.js';
import './define/counting.js';
import './define/html.js';
