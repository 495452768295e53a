// `import type {} from 'parley-comments/jsx/solid'`: the elements in the JSX of Solid, with listeners such as `on:parley-posted`.
import type {JSX} from 'solid-js';
import type {Listeners, ParleyElements} from './element-types.js';

type SolidElements = {
  [Tag in keyof ParleyElements]: Omit<
    JSX.HTMLAttributes<ParleyElements[Tag]['element']>,
    keyof ParleyElements[Tag]['props']
  > &
    ParleyElements[Tag]['props'] &
    Listeners<'on:'>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends SolidElements {}
  }
}
