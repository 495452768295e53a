import {prepareSanitizer} from '../content/sanitize.js';

// Where a backend's comments may be HTML: what draws them is there, or on its way, before the first one is.
if (typeof document !== 'undefined') void prepareSanitizer();
