/** The paper's own words, for the server's HTML and for the elements. */
export const strings = {heading: (count) => `Letters: ${count}`};
