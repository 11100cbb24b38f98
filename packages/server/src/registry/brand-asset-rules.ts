export interface BrandAssetFacts {
  readonly image: undefined | { readonly deleted: boolean; readonly width: number; readonly height: number };
  readonly partnersAssetIdTaken: boolean;
  readonly full: boolean;
}
