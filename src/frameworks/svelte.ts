// `import type {} from 'parley-comments/svelte'`: the elements in the markup of Svelte 5, with listeners such as `onparley-posted`.
import type {HTMLAttributes} from 'svelte/elements';
import type {Listeners, ParleyElements} from './element-types.js';

type SvelteElements = {
  [Tag in keyof ParleyElements]: Omit<
    HTMLAttributes<ParleyElements[Tag]['element']>,
    keyof ParleyElements[Tag]['props']
  > &
    ParleyElements[Tag]['props'] &
    Listeners<'on'> &
    Listeners<'on:'>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
