import { follow, type StreamEvent, type StreamOptions } from "./events/stream.ts";
import { type Images, imagesOf } from "./operations/images.ts";
import { type CountedListing, type Listing, listingOf } from "./operations/listing.ts";
import type { ListQuery, PageQuery } from "./operations/pages.ts";
import {
  lookUpCaller,
  readAccount,
  readDepartments,
  readSummary,
  type Webhooks,
  webhooksOf,
} from "./operations/registry.ts";
import { type CallOptions, type Resources, registryPath, resourcesOf } from "./operations/resources.ts";
import { type Reviews, reviewsOf } from "./operations/reviews.ts";
import { type ClientOptions, readOptions } from "./options.ts";
import {
  type Brand,
  type BrandDetails,
  type BrandField,
  brandKind,
  type DelegatedBrand,
  type DelegatedBrandField,
} from "./resources/brand.ts";
import {
  type BrandAsset,
  type BrandAssetDetails,
  type BrandAssetField,
  brandAssetKind,
} from "./resources/brand-asset.ts";
import {
  type CallerId,
  type CallerIdDetails,
  type CallerIdField,
  callerIdKind,
} from "./resources/caller-id.ts";
import type { Feedback, FeedbackField, Notification, NotificationField } from "./resources/notice.ts";
import type { Account, Caller, Department, Partner, Summary } from "./resources/registry.ts";
import { fetchToken } from "./transport/fetch-token.ts";
import { segment } from "./transport/request.ts";
import { Sender } from "./transport/sender.ts";
import type { Time } from "./transport/time.ts";
import { type AccessToken, TokenSource } from "./transport/token-source.ts";

/** What belongs to an org. */
export interface OrgPlace {
  readonly orgId: string;
}

/** What belongs to a brand. */
export interface BrandPlace extends OrgPlace {
  readonly brandId: string;
}

/**
 * A client of a server that speaks this API. All its calls share one token and one rate, so make one and keep it; it
 * holds nothing that must be closed.
 *
 * @example
 * const callmark = new CallmarkClient({ baseUrl: "http://127.0.0.1:8080", clientId, clientSecret });
 * for await (const callerId of callmark.callerIds({ orgId, brandId }).list()) console.log(callerId.id);
 */
export class CallmarkClient {
  /** Where the server is, without a slash at the end. */
  readonly baseUrl: string;
  /** The rate that no more than all calls together go at; `undefined` where they may go at any. */
  readonly requestsPerSecond: number | undefined;
  readonly #sender: Sender;
  readonly #tokens: TokenSource;
  readonly #time: Time;

  /** Throws a `TypeError` or a `RangeError` for what is no option. Sends nothing. */
  constructor(options: ClientOptions) {
    const { account, parts } = readOptions(options);
    const { time } = parts;
    const sender = new Sender(parts);
    this.baseUrl = parts.server.baseUrl;
    const { perSecond } = parts.shaper;
    this.requestsPerSecond = perSecond === Infinity ? undefined : perSecond;
    this.#time = time;
    this.#tokens = new TokenSource((signal) => fetchToken(account, { sender, time, signal }), time);
    this.#sender = new Sender(parts, this.#tokens);
  }

  /** The token that all calls share: fetched where there is none, or none that lasts. */
  accessToken({ signal }: CallOptions = {}): Promise<AccessToken> {
    return this.#tokens.get(signal);
  }

  /** The brands of an org. */
  brands(at: OrgPlace): Resources<Brand, BrandDetails, BrandField> {
    return resourcesOf({ ...this.#parts(`${orgPath(at)}/brands`), kind: brandKind });
  }

  /** The images of a brand, and what each is for. */
  brandAssets(at: BrandPlace): Resources<BrandAsset, BrandAssetDetails, BrandAssetField> {
    return resourcesOf({ ...this.#parts(`${brandPath(at)}/assets`), kind: brandAssetKind });
  }

  /** The telephone numbers of a brand. */
  callerIds(at: BrandPlace): Resources<CallerId, CallerIdDetails, CallerIdField> {
    return resourcesOf({ ...this.#parts(`${brandPath(at)}/caller-ids`), kind: callerIdKind });
  }

  /** The brands that others share with an org. */
  delegatedBrands(at: OrgPlace): {
    list(query?: ListQuery<DelegatedBrandField>): CountedListing<DelegatedBrand>;
  } {
    return { list: (query = {}) => this.#list(`${orgPath(at)}/delegated-brands`, query) };
  }

  /** What happened to an org's resources, of the last seven days unless a filter names others. */
  notifications(at: OrgPlace): { list(query?: ListQuery<NotificationField>): Listing<Notification> } {
    return { list: (query = {}) => this.#list(`${orgPath(at)}/notifications`, query) };
  }

  /** What reviews found, of the last seven days unless a filter names others. */
  feedback(at: OrgPlace): { list(query?: ListQuery<FeedbackField>): Listing<Feedback> } {
    return { list: (query = {}) => this.#list(`${orgPath(at)}/feedback`, query) };
  }

  /** The images of an org. */
  images(at: OrgPlace): Images {
    return imagesOf(this.#sender, `${orgPath(at)}/images`);
  }

  /** What happens to an org's resources, as it happens. callmark's own. */
  events(at: OrgPlace): { stream(options?: StreamOptions): AsyncIterable<StreamEvent> } {
    return { stream: (options = {}) => follow(this.#sender, `${orgPath(at)}/events/stream`, options) };
  }

  /** What waits for a review, for an account of a reviewer. callmark's own. */
  reviews(): Reviews {
    return reviewsOf(this.#sender);
  }

  /** The account that the client works for, and when its token ends. callmark's own. */
  account(options: CallOptions = {}): Promise<Account> {
    return readAccount(this.#sender, options);
  }

  /** The departments that a caller ID may have: those documented, and the operator's own. callmark's own. */
  departments(options: CallOptions = {}): Promise<readonly Department[]> {
    return readDepartments(this.#sender, options);
  }

  /**
   * Who calls from a number (E.164), by what is in force. Throws `NotFound` where nobody does that the account is told
   * of. callmark's own.
   */
  caller(phoneNumber: string, options: CallOptions = {}): Promise<Caller> {
    return lookUpCaller(this.#sender, phoneNumber, options);
  }

  /** How many caller IDs a brand has, by state. callmark's own. */
  summary(at: BrandPlace, options: CallOptions = {}): Promise<Summary> {
    return readSummary(this.#sender, registryPath(brandPath(at)), options);
  }

  /** Whom a brand is shared with, in the order of their ids; for its own org alone. callmark's own. */
  delegations(at: BrandPlace): { list(query?: PageQuery): CountedListing<Partner> } {
    return { list: (query = {}) => this.#list(`${registryPath(brandPath(at))}/delegations`, query) };
  }

  /** The webhooks of the account's own org. callmark's own. */
  webhooks(at: OrgPlace): Webhooks {
    return webhooksOf(this.#sender, `${registryPath(orgPath(at))}/webhooks`);
  }

  #parts(path: string) {
    return { sender: this.#sender, time: this.#time, path };
  }

  #list<Resource, Field extends string>(path: string, query: ListQuery<Field>): CountedListing<Resource> {
    return listingOf<Resource>({ sender: this.#sender, path }, query as ListQuery<never>);
  }
}

function orgPath({ orgId }: OrgPlace): string {
  return `/api/v1/orgs/${segment("orgId", orgId)}`;
}

function brandPath({ orgId, brandId }: BrandPlace): string {
  return `${orgPath({ orgId })}/brands/${segment("brandId", brandId)}`;
}
