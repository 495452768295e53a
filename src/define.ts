// Registers all elements: `import 'parley-comments/define.js'`.
import './define/reading.js';
import './define/writing.js';
import './define/counting.js';
