// Before anything is drawn: the language, direction and colours that the address asks for.
(() => {
  const asked = new URLSearchParams(location.search);
  const {documentElement: page} = document;
  page.lang = asked.get('lang') || page.lang;
  page.dir = ['ar', 'he'].includes(page.lang) ? 'rtl' : 'ltr';
  page.style.colorScheme = asked.get('scheme') || 'light dark';
})();
