/** Lets the page read `PARLEY_ENDPOINT`. */
export default {envPrefix: 'PARLEY_'};
