// `import type {} from 'parley-comments/vue'`: the elements in the templates of Vue 3, with listeners such as `@parley-posted`.
import type {EmitFn, HTMLAttributes, PublicProps} from 'vue';
import type {ParleyEventMap} from '../elements/events.js';
import type {ParleyElements} from './element-types.js';

/** As Vue's guide describes custom elements: an instance is the element, its props and its events. */
type VueElements = {
  [Tag in keyof ParleyElements]: new () => ParleyElements[Tag]['element'] & {
    $props: Omit<HTMLAttributes, keyof ParleyElements[Tag]['props']> &
      ParleyElements[Tag]['props'] &
      PublicProps;
    $emit: EmitFn<{[Name in keyof ParleyEventMap]: (event: ParleyEventMap[Name]) => void}>;
  };
};

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}
