/**
 * The browsers that the tests run in: the machine's own, never downloaded ones. Looked for in an environment
 * variable, on the PATH, then where the systems install them.
 */
import {existsSync, readdirSync} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Each engine by its short name, as in `ENGINES=chromium,firefox`. */
export const engines = {
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    paths: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:/Program Files/Google/Chrome/Application/chrome.exe',
    ],
    debianPackages: ['chromium'],
    hint: 'install Chromium or Google Chrome, or set CHROMIUM_PATH',
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    paths: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:/Program Files/Mozilla Firefox/firefox.exe',
    ],
    debianPackages: ['firefox-esr'],
    hint: 'install Firefox, or set FIREFOX_PATH',
  },
  webkit: {
    title: 'WebKitGTK',
    debianPackages: ['webkit2gtk-driver', 'xvfb'],
    hint: 'on Linux install WebKitGTK with its WebKitWebDriver, and Xvfb (Debian: webkit2gtk-driver xvfb)',
  },
};

/** What `findHeadlessShell` finds. */
export const debianShellPackages = ['chromium-headless-shell'];

/** The scripts of the tests' languages: Armenian, Arabic, Hebrew, and a plain Latin face for screenshots. */
export const debianFontPackages = ['fonts-noto-core', 'fonts-dejavu-core'];

/**
 * The path of an engine's browser, or null. WebKitGTK is found when its three programs are; the path is then
 * that of its small browser.
 */
export function findBrowser(engine) {
  if (engine === 'webkit') return findWebKit()?.miniBrowser ?? null;
  const {variable, commands, paths} = engines[engine];
  const given = process.env[variable];
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`${variable} is set to ${given}, which does not exist`);
  }
  return firstCommand(commands) ?? paths.find((path) => existsSync(path)) ?? null;
}

/**
 * The path of Chromium's headless shell, or null: the same engine without windows, tabs and menus.
 */
export function findHeadlessShell() {
  return firstCommand(['chromium-headless-shell', 'chrome-headless-shell']) ?? null;
}

/** The programs that running WebKitGTK takes, or null where one is missing. */
export function findWebKit() {
  const miniBrowser = miniBrowserPaths().find((path) => existsSync(path));
  const driver = firstCommand(['WebKitWebDriver']);
  const displayServer = firstCommand(['Xvfb']);
  return miniBrowser && driver && displayServer ? {miniBrowser, driver, displayServer} : null;
}

/** For a browser that only opens this repository's own pages: no first-run work, no calls home. */
export const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium's sandbox refuses to start for root, which is what containers run as.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function firstCommand(names) {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(existsSync);
}

/** Debian keeps it under the machine's triplet, Fedora in libexec. */
function miniBrowserPaths() {
  const parents = ['/usr/libexec', '/usr/lib64', '/usr/lib'];
  const triplets = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-gnu'))
    : [];
  return [...triplets.map((triplet) => `/usr/lib/${triplet}`), ...parents].flatMap((parent) =>
    ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((version) => `${parent}/${version}/MiniBrowser`),
  );
}
