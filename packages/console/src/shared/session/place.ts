/** Where a collection of a brand is: its owner's organization, and the brand. */
export interface BrandPlace {
  readonly orgId: string;
  readonly brandId: string;
}
