/**
 * Runs @web/test-runner in WebKitGTK, for which no launcher exists: Xvfb for a screen, WebKitWebDriver spoken to
 * by fetch (W3C WebDriver), MiniBrowser as the browser. It passes for a puppeteer browser with the part of
 * puppeteer's page that @web/test-runner-commands uses, so that sendKeys, sendMouse and setViewport work.
 *
 * Its limits: no emulateMedia, and no window narrower than 447 px.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import {freePort} from './free-port.mjs';

/** The size that the runner's other launchers give a page. */
const VIEWPORT = {width: 800, height: 600};

/** Keys without a character, by their name in `KeyboardEvent.key`. https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

const MOUSE_BUTTONS = {left: 0, middle: 1, right: 2};

/**
 * A launcher for the test runner's `browsers`.
 *
 * @param {{miniBrowser: string, driver: string, displayServer: string}} programs as `findWebKit` gives them
 */
export function webkitLauncher(programs) {
  let page;
  let session;
  return {
    name: 'WebKitGTK',
    type: 'puppeteer',
    // Keys and mouse go to the one window that has the focus.
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      page ??= WebKitPage.open(programs);
      const opened = await page;
      await opened.setViewport(VIEWPORT);
      session = {id, url, page: opened};
      await opened.goto(url);
    },
    isActive: (id) => session?.id === id,
    getBrowserUrl: () => session?.url,
    getPage: () => session.page,
    async stopSession() {
      // Leaving the page ends what still runs in it.
      await session.page.goto('about:blank');
      session = undefined;
      return {testCoverage: undefined};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK has no debug session; debug in another engine with --manual');
    },
    async stop() {
      await (await page)?.close();
      page = undefined;
    },
  };
}

/**
 * A window of WebKitGTK without the test runner, for a page that is looked at as readers get it.
 *
 * @param {{miniBrowser: string, driver: string, displayServer: string}} programs as `findWebKit` gives them
 */
export function openWebKit(programs) {
  return WebKitPage.open(programs);
}

/** One browser window, driven over WebDriver, with the methods of puppeteer's page that the commands call. */
class WebKitPage {
  #processes;
  #session;

  static async open({miniBrowser, driver, displayServer}) {
    const processes = new Processes();
    try {
      const display = await startDisplay(processes, displayServer);
      const env = {
        ...process.env,
        DISPLAY: display,
        GDK_BACKEND: 'x11',
        LIBGL_ALWAYS_SOFTWARE: '1',
        NO_AT_BRIDGE: '1',
      };
      const port = await freePort();
      processes.start(driver, [`--port=${port}`, '--host=127.0.0.1'], {env, stdio: 'ignore'});
      const session = await WebDriverSession.create(`http://127.0.0.1:${port}`, miniBrowser);
      return new WebKitPage(processes, session);
    } catch (error) {
      processes.stop();
      throw error;
    }
  }

  constructor(processes, session) {
    this.#processes = processes;
    this.#session = session;
  }

  async close() {
    // The driver may be gone already, with the browser; then only the processes are left to end.
    await this.#session.send('DELETE', '').catch(() => {});
    this.#processes.stop();
  }

  goto(url) {
    return this.#session.send('POST', '/url', {url});
  }

  /** Waits for a promise that the function gives, up to the driver's 30 seconds. */
  evaluate(fn, ...args) {
    return this.#execute(`return (${fn}).apply(null, arguments)`, args);
  }

  /** WebDriver sizes the window; its frame is found by trying. */
  async setViewport({width, height}) {
    let outer = {width, height};
    for (let attempt = 0; attempt < 4; attempt++) {
      await this.#session.send('POST', '/window/rect', outer);
      const inner = await this.#execute('return {width: innerWidth, height: innerHeight}');
      if (inner.width === width && inner.height === height) return;
      outer = {width: outer.width + width - inner.width, height: outer.height + height - inner.height};
    }
  }

  emulateMediaFeatures() {
    throw new Error('WebKitGTK cannot emulate media features');
  }

  async screenshot() {
    return Buffer.from(await this.#session.send('GET', '/screenshot'), 'base64');
  }

  keyboard = {
    down: (key) => this.#press(keyDown(key)),
    up: (key) => this.#press(keyUp(key)),
    press: (key) => this.#press(keyDown(key), keyUp(key)),
    type: (text) => this.#press(...[...text].flatMap((key) => [keyDown(key), keyUp(key)])),
  };

  mouse = {
    move: (x, y) => this.#point(moveTo(x, y)),
    down: ({button = 'left'} = {}) => this.#point(buttonDown(button)),
    up: ({button = 'left'} = {}) => this.#point(buttonUp(button)),
    click: (x, y, {button = 'left'} = {}) => this.#point(moveTo(x, y), buttonDown(button), buttonUp(button)),
    reset: () => this.#session.send('DELETE', '/actions'),
  };

  #execute(script, args = []) {
    return this.#session.send('POST', '/execute/sync', {script, args});
  }

  #press(...actions) {
    return this.#session.send('POST', '/actions', {actions: [{type: 'key', id: 'keyboard', actions}]});
  }

  #point(...actions) {
    return this.#session.send('POST', '/actions', {actions: [{type: 'pointer', id: 'mouse', actions}]});
  }
}

const keyDown = (key) => ({type: 'keyDown', value: KEYS[key] ?? key});
const keyUp = (key) => ({type: 'keyUp', value: KEYS[key] ?? key});
const moveTo = (x, y) => ({type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y)});
const buttonDown = (button) => ({type: 'pointerDown', button: MOUSE_BUTTONS[button]});
const buttonUp = (button) => ({type: 'pointerUp', button: MOUSE_BUTTONS[button]});

/** A session of a WebDriver server. https://www.w3.org/TR/webdriver2/#endpoints */
class WebDriverSession {
  #base;

  constructor(base) {
    this.#base = base;
  }

  static async create(server, binary) {
    await untilReady(server);
    const browser = {binary, args: ['--automation']};
    const {sessionId} = await send(server, 'POST', '/session', {
      capabilities: {alwaysMatch: {'webkitgtk:browserOptions': browser}},
    });
    return new WebDriverSession(`${server}/session/${sessionId}`);
  }

  send(method, path, body) {
    return send(this.#base, method, path, body);
  }
}

async function send(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    ...(body === undefined ? {} : {body: JSON.stringify(body)}),
  });
  const {value} = await response.json();
  if (value?.error) throw new Error(`WebKitWebDriver: ${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

async function untilReady(server) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await send(server, 'GET', '/status');
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Always a screen of its own, so that a contributor's desktop keeps its focus. Gives the name of the display. */
async function startDisplay(processes, displayServer) {
  const screen = ['-screen', '0', '1400x1200x24'];
  const server = processes.start(displayServer, ['-displayfd', '3', ...screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit').then(() => {
    throw new Error(`${displayServer} did not start`);
  });
  const [number] = await Promise.race([once(server.stdio[3], 'data'), exited]);
  // Once it runs, its end is the end of the tests.
  exited.catch(() => {});
  return `:${String(number).trim()}`;
}

/** The helpers of one browser, ended together, also when the test runner is interrupted. */
class Processes {
  #children = [];

  start(command, args, options) {
    const child = spawn(command, args, options);
    this.#children.push(child);
    if (this.#children.length === 1) process.once('exit', this.stop);
    return child;
  }

  stop = () => {
    process.off('exit', this.stop);
    for (const child of this.#children.splice(0).reverse()) child.kill();
  };
}
