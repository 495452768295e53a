// For the script tag, which asks for it beside the elements.
export {carry} from '../elements/thread/reading/carried-page.js';
