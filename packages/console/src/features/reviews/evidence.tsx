import type { Brand, BrandAsset, CallerId, ReviewEvidence, ReviewWithResource } from "@callmark/client";
import { displayNameOf } from "../../shared/data/brands.ts";
import { DepartmentName } from "../../shared/data/departments.tsx";
import { imageUrl } from "../../shared/data/logos.ts";
import { compareDetails } from "../../shared/format/brand-rows.ts";
import { phoneNumber } from "../../shared/format/phone-number.ts";
import { Card } from "../../shared/ui/card.tsx";
import { Detail, DetailList } from "../../shared/ui/detail-list.tsx";
import { LogoPreviews } from "../../shared/ui/logo-previews.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { common } from "../../texts/common.ts";
import { reviews as texts } from "../../texts/reviews.ts";
import styles from "./evidence.module.css";
import { subjectOf } from "./subject.ts";

/** All that there is to judge a version by. */
export function Evidence({ review }: { readonly review: ReviewWithResource }) {
  const { evidence } = review;
  const subject = subjectOf(review);
  switch (subject.kind) {
    case "BRAND":
      return <OfBrand brand={subject.brand} evidence={evidence} />;
    case "BRAND_ASSET":
      return <OfAsset asset={subject.asset} evidence={evidence} />;
    case "BUSINESS_CALLER_ID":
      return <OfCallerId callerId={subject.callerId} evidence={evidence} />;
  }
}

interface OfProps {
  readonly evidence: ReviewEvidence;
}

function OfBrand({ brand, evidence }: OfProps & { readonly brand: Brand }) {
  return (
    <Card title={texts.kinds.BRAND}>
      <DetailList>
        <BrandRows details={brand.brandDetails} />
        <Org orgId={brand.orgId} evidence={evidence} />
        <Detail name={texts.facts.id} copy={brand.id}>
          <span className={styles.mono}>{brand.id}</span>
        </Detail>
      </DetailList>
    </Card>
  );
}

function OfCallerId({ callerId, evidence }: OfProps & { readonly callerId: CallerId }) {
  const { phoneNumber: number, department } = callerId.callerIdDetails;
  return (
    <>
      <Card title={texts.kinds.BUSINESS_CALLER_ID}>
        <DetailList>
          <Detail name={texts.facts.number} copy={number}>
            <strong className={styles.number}>{phoneNumber(number)}</strong>
          </Detail>
          <Detail name={texts.facts.department}>
            <DepartmentName department={department} none={texts.noDepartment} />
          </Detail>
          <Org orgId={callerId.orgId} evidence={evidence} />
        </DetailList>
      </Card>
      <ItsBrand evidence={evidence} />
    </>
  );
}

function OfAsset({ asset, evidence }: OfProps & { readonly asset: BrandAsset }) {
  const { intent, altTexts = [] } = asset.brandAssetDetails;
  const { image, brand } = evidence;
  const large = imageUrl(image?.cdnTemplateUrl, 1024);
  const small = imageUrl(image?.cdnTemplateUrl, 256);
  return (
    <>
      <Card title={texts.intents[intent]}>
        <div className={styles.pictures}>
          {large !== undefined && (
            <img className={styles.picture} src={large} alt={altTexts[0]?.text ?? texts.intents[intent]} />
          )}
          {intent === "PLACECARD_LOGO" && small !== undefined && (
            <div className={styles.previews}>
              <LogoPreviews
                src={small}
                name={displayNameOf(brand?.brandDetails ?? {}) ?? common.unnamedBrand}
              />
            </div>
          )}
        </div>
        <DetailList>
          {image?.width !== undefined && (
            <Detail name={texts.facts.size}>
              {image.width} × {image.height}
            </Detail>
          )}
          {image?.filename !== undefined && <Detail name={texts.facts.file}>{image.filename}</Detail>}
          {altTexts.map(({ text, locale }) => (
            <Detail key={locale} name={texts.facts.alt}>
              {text} ({locale})
            </Detail>
          ))}
          <Org orgId={asset.orgId} evidence={evidence} />
        </DetailList>
      </Card>
      <ItsBrand evidence={evidence} />
    </>
  );
}

function ItsBrand({ evidence: { brand } }: OfProps) {
  if (brand === undefined) return null;
  return (
    <Card title={texts.brandTitle} aside={<StatePill state={brand.state} />}>
      <DetailList>
        <BrandRows details={brand.brandDetails} />
      </DetailList>
    </Card>
  );
}

function BrandRows({ details }: { readonly details: Brand["brandDetails"] }) {
  return compareDetails(details, details).map(({ name, left }) => (
    <Detail key={name} name={name}>
      {left}
    </Detail>
  ));
}

function Org({ orgId, evidence: { orgLegalName } }: OfProps & { readonly orgId: string }) {
  return (
    <Detail name={texts.facts.org} copy={orgId}>
      {orgLegalName ?? orgId}
    </Detail>
  );
}
