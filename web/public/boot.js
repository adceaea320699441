// Sets the colour scheme, language and direction before the first paint, so that nothing flashes.
// An own file and not an inline script, because the content security policy allows scripts from 'self' only.
(function () {
  var root = document.documentElement;
  function read(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }
  var scheme = read('lyceum.color-scheme');
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  root.setAttribute('data-mantine-color-scheme', scheme);
  var language = read('lyceum.language');
  if (language) {
    root.lang = language;
    root.dir = /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
  }
})();
