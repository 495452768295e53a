// `import type {} from 'parley-comments/jsx'`: the elements in the JSX of React 19, with listeners such as `onparley-posted`.
import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {Listeners, ParleyElements} from './element-types.js';

type ReactElements = {
  [Tag in keyof ParleyElements]: Omit<
    DetailedHTMLProps<HTMLAttributes<ParleyElements[Tag]['element']>, ParleyElements[Tag]['element']>,
    keyof ParleyElements[Tag]['props']
  > &
    ParleyElements[Tag]['props'] &
    Listeners<'on'>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
}
