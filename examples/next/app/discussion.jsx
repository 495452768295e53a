'use client';
import {useEffect, useRef, useState} from 'react';
import {strings} from './strings.js';

/** A discussion that the server has rendered, and its elements. */
export function Discussion({html}) {
  const section = useRef(null);
  // The same object whenever this is rendered again: React would write the HTML anew, over the live elements.
  const [markup] = useState({__html: html});
  const [thanks, setThanks] = useState('');

  useEffect(() => {
    const thread = section.current.querySelector('parley-thread');
    const thank = ({comment}) => setThanks(`Thank you, ${comment.author.name}.`);
    thread.strings = strings;
    thread.addEventListener('parley-posted', thank);
    // Not before hydration, in which React expects the server's HTML.
    void import('parley-comments/embed/parley.js');
    return () => thread.removeEventListener('parley-posted', thank);
  }, []);

  return (
    <>
      <section ref={section} dangerouslySetInnerHTML={markup} />
      <p role="status">{thanks}</p>
    </>
  );
}
