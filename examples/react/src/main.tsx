import {StrictMode, useState} from 'react';
import {createRoot} from 'react-dom/client';
import type {MessageOverrides} from 'parley-comments';
import {RestAdapter} from 'parley-comments/adapters/rest.js';
import 'parley-comments/define.js';
import type {} from 'parley-comments/jsx';

// Made once: a new object for each rendering would be another backend.
const adapter = new RestAdapter({
  endpoint: import.meta.env['PARLEY_ENDPOINT'] ?? 'http://127.0.0.1:8640',
  site: 'packet',
});
const strings: MessageOverrides = {heading: (count) => `Letters: ${count}`};

function Article() {
  const [thanks, setThanks] = useState('');
  return (
    <>
      <h1>The ferry</h1>
      <parley-thread
        pageId="ferry"
        publisher="The Quillmere Packet"
        adapter={adapter}
        strings={strings}
        onparley-posted={({comment}) => setThanks(`Thank you, ${comment.author.name}.`)}
      />
      <p role="status">{thanks}</p>
    </>
  );
}

const page = document.querySelector('#page');
if (page)
  createRoot(page).render(
    <StrictMode>
      <Article />
    </StrictMode>,
  );
