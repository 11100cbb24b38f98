import { brandAssetSchemas, brandSchemas, callerIdSchemas } from "@callmark/contract";
import { Compile, type Validator } from "typebox/compile";
import type { KindName } from "../registry/store.ts";

/** A compiled schema: is a value of it, and where is it not? */
export type Shape = Pick<Validator, "Check" | "Errors">;

/** The shapes of the bodies that a create and an update take. */
export const SHAPES: { readonly [Name in KindName]: { readonly create: Shape; readonly update: Shape } } = {
  brand: { create: Compile(brandSchemas.createBody), update: Compile(brandSchemas.updateBody) },
  brandAsset: {
    create: Compile(brandAssetSchemas.createBody),
    update: Compile(brandAssetSchemas.updateBody),
  },
  callerId: { create: Compile(callerIdSchemas.createBody), update: Compile(callerIdSchemas.updateBody) },
};
