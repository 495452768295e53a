import {createElement, Fragment, useEffect, useRef} from 'react';

/** As the README shows for React on a server: the adapter is set in an effect, everything else by the names of properties. */
export function App({adapter}) {
  const thread = useRef(null);
  const count = useRef(null);
  useEffect(() => {
    thread.current.adapter = adapter;
    count.current.adapter = adapter;
  }, [adapter]);
  return createElement(
    Fragment,
    null,
    createElement('parley-comment-count', {ref: count, pageId: 'hydrated', numberOnly: true}),
    createElement('parley-thread', {
      ref: thread,
      pageId: 'hydrated',
      publisher: 'The Quillmere Packet',
      headingLevel: 3,
      loading: 'eager',
    }),
  );
}
