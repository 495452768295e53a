/** What the load test uses of autocannon 8, which brings no types. */
declare module 'autocannon' {
  export interface Request {
    method: 'GET' | 'POST';
    path: string;
    headers: Record<string, string>;
    body?: string;
    setupRequest?: (request: Request) => Request;
  }

  export interface Options {
    url: string;
    connections: number;
    duration: number;
    requests: readonly Request[];
  }

  export interface Result {
    /** Connections that failed, and requests that took longer than ten seconds. */
    errors: number;
    timeouts: number;
    requests: {average: number; total: number};
    /** In milliseconds. */
    latency: {p50: number; p99: number};
    statusCodeStats: Record<string, {count: number}>;
  }

  export default function autocannon(options: Options): Promise<Result>;
}
