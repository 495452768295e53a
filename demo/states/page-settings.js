// Runs before the first frame: sets the language, direction and colour scheme from the query string.
(() => {
  const query = new URLSearchParams(location.search);
  const {documentElement: page} = document;
  page.lang = query.get('lang') || page.lang;
  page.dir = ['ar', 'he'].includes(page.lang) ? 'rtl' : 'ltr';
  page.style.colorScheme = query.get('scheme') || 'light dark';
})();
