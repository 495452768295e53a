import type {CorsNames} from './cors.js';
import type {AnyOperation} from './operation.js';
import {CREDENTIAL_HEADERS} from './parameters.js';

/** The methods of operations, with those that come with them. */
export function allowedMethods(operations: readonly Pick<AnyOperation, 'method'>[]): readonly string[] {
  const methods = new Set(operations.map(({method}) => method));
  return [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

/** All that these operations take and answer. */
export function corsNames(operations: readonly AnyOperation[]): CorsNames {
  const given = operations.flatMap(({headers = {}}) => Object.keys(headers));
  const answered = operations.flatMap(({answers}) =>
    Object.values(answers).flatMap(({headers = []}) => headers),
  );
  return {
    methods: allowedMethods(operations),
    allowedHeaders: sorted([...CREDENTIAL_HEADERS, 'Content-Type', 'If-None-Match', ...given]),
    // From `Date` and `Age` pages compute the server's time.
    exposedHeaders: sorted(['Age', 'Date', 'Retry-After', ...answered]),
  };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
