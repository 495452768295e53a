/** The protocol for machines: OpenAPI 3.1. */
export const openapi: object = {openapi: '3.1.0'};
