import {SimulatedReader} from './simulated-reader.js';

/**
 * Renders a state: a section with its title and its thread.
 *
 * @param {import('./states.js').State} state
 * @param {new (options: object) => object} MemoryAdapter
 * @returns {{section: HTMLElement, reached: () => Promise<unknown>}} `reached` resolves when the thread is in its state
 *   and rejects after 20 s; add the section to the page before you call it
 */
export function renderState({name, title, adapter, settings = {}, reach}, MemoryAdapter) {
  const section = document.createElement('section');
  section.id = name;
  const heading = document.createElement('h2');
  heading.lang = 'en';
  heading.dir = 'ltr';
  heading.textContent = title;
  const thread = document.createElement('parley-thread');
  const backend = new MemoryAdapter(adapter);
  Object.assign(thread, {
    // Names that readers are remembered by on one site do not affect the other threads.
    site: `${name}.quillmere.example`,
    pageId: `states/${name}`,
    pageTitle: title,
    headingLevel: 3,
    loading: 'eager',
    publisher: 'The Quillmere Packet',
    adapter: backend,
    ...settings,
  });
  section.append(heading, thread);
  const reader = new SimulatedReader(thread, backend);
  return {
    section,
    reached: async () => {
      try {
        if (reach) await reach(reader);
        else if (name !== 'loading') await reader.ready();
      } catch (error) {
        throw new Error(`The state "${name}" was not reached: ${error.message}`, {cause: error});
      }
    },
  };
}
