// `import type {} from 'parley-comments/jsx/preact'`: the elements in the JSX of Preact, with listeners such as `onparley-posted`.
import type {ClassAttributes, HTMLAttributes} from 'preact';
import type {Listeners, ParleyElements} from './element-types.js';

type PreactElements = {
  [Tag in keyof ParleyElements]: Omit<
    HTMLAttributes<ParleyElements[Tag]['element']>,
    keyof ParleyElements[Tag]['props']
  > &
    ClassAttributes<ParleyElements[Tag]['element']> &
    ParleyElements[Tag]['props'] &
    Listeners<'on'>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends PreactElements {}
  }
}
