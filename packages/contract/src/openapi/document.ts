import Type from "typebox";
import { ErrorObject } from "../error-object.ts";
import { ImageMetadata } from "../image.ts";
import { ValidationReport } from "../validation.ts";
import { imagePaths } from "./images.ts";
import { noticeComponents, noticePaths } from "./notices.ts";
import { ref } from "./parts.ts";
import { registryComponents, registryPaths } from "./registry.ts";
import { resourceComponents, resourcePaths } from "./resources.ts";
import { reviewComponents, reviewPaths } from "./reviews.ts";
import { tokenComponents, tokenPaths } from "./tokens.ts";

/** The API as an OpenAPI 3.1 document: `openapi.json` is this, committed. */
export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "callmark",
      version: "0.1.0",
      summary: "A self-hosted Business Caller ID registry that speaks the Apple Business API",
      description: "Not affiliated with or endorsed by Apple Inc.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    paths: {
      ...resourcePaths(),
      ...imagePaths(),
      ...noticePaths(),
      ...reviewPaths(),
      ...registryPaths(),
      ...tokenPaths(),
    },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "A token of the token endpoint" },
      },
      schemas: {
        ...resourceComponents(),
        ImageMetadata,
        ...noticeComponents,
        ...reviewComponents,
        ...registryComponents,
        Errors: Type.Array(Type.Unsafe({ anyOf: [ref("ValidationReport"), ref("Error")] }), { minItems: 1 }),
        Error: ErrorObject,
        ValidationReport,
        ...tokenComponents,
      },
    },
  };
}
