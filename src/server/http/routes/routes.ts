import type {Route} from '../route.js';
import {moderationRoutes} from './moderation.js';
import {readingRoutes} from './reading.js';
import {serviceRoutes} from './service.js';
import {writingRoutes} from './writing.js';

/** Every route of the protocol. */
export const routes: readonly Route[] = [
  ...readingRoutes,
  ...writingRoutes,
  ...moderationRoutes,
  ...serviceRoutes,
];
