export type {AttributeValues} from './model/thread-attributes.js';
export type {RenderOptions, StaticOptions} from './static/options.js';
export {renderThread} from './static/render-thread.js';
