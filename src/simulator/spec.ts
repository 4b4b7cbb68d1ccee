// What a vendor's simulator hands to the shared kit: its model, its front door, and what the kit must know to follow it.

import type {
  Address,
  Effect,
  Model,
  ModelAnswer,
  ModelRequest,
  ModelSwitch,
  ModelTools,
  Resource,
  Value,
} from '../contract/index.js';

/** One request as it came over the wire. */
export interface Received {
  readonly method: string;
  /** Relative to `SimulatorSpec.basePath`, no leading slash, no query, as spelled in the URL. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes, for vendors that sign them; also read on GET and DELETE. */
  readonly raw: Uint8Array;
  /** The same as text; empty when there was none. */
  readonly text: string;
}

/** What goes back over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing is sent when both this and `text` are undefined. */
  readonly body?: unknown;
  /** Sent as it is instead of `body`, for vendors that sign the answer's text. */
  readonly text?: string;
}

/** Either the door answers by itself (route, credentials, sign-in), or it lets the request through to the model. */
export type Admission = { readonly reply: Reply } | { readonly request: ModelRequest };

/** The front door of one running simulator: route, credentials, body. May hold sessions and tokens. */
export interface Door {
  admit(request: Received): Admission;
  /** Wraps or signs the model's answer. Default: status and JSON body as the model gave them. */
  wrap?(answer: ModelAnswer, request: Received): Reply;
}

export interface DoorContext<State> {
  readonly credentials: Readonly<Record<string, string>>;
  /** Values of all switches now. */
  options(): Readonly<Record<string, string>>;
  state(): State;
  /** The vendor's clock (skewed when a fault says so) and the seeded generator. */
  readonly tools: ModelTools;
}

/** Tells the kit which resources are queues, members and bindings, so that it can record staffing and cut calls. */
export interface StaffRules {
  /** Members work in it. */
  isPool(resource: Resource): boolean;
  /** A member; `active` if it can take calls (enabled). */
  member(resource: Resource): { readonly active: boolean } | undefined;
  /** The member works in the pool as long as this resource exists. */
  binding(resource: Resource): { readonly pool: Address; readonly member: Address } | undefined;
  /** The member whose live call is cut when this resource goes although it is no binding (a line). */
  line?(resource: Resource): Address | undefined;
}

/** What another writer does. Taken from a method, so that the spec of one vendor fits where any spec is wanted. */
export type Drift<State> = {
  act(state: State, argument: string | undefined, tools: ModelTools): readonly Effect[];
}['act'];

export interface SimulatorSpec<State = unknown> {
  /** `provider.type` in the file. */
  readonly type: string;
  /** Where the API lives, with both slashes: `/api/v2/`. */
  readonly basePath: string;
  /** What follows the host in the `provider` block's `baseUrl`: empty, or such as `/api`. */
  readonly baseUrlPath: string;
  readonly model: Model<State>;
  /** Made-up keys, named as the settings of the `provider` block are. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Names (of body, query and header fields) whose values are never logged. */
  readonly secretKeys: readonly string[];
  /** Switches of the door and of the vendor's own faults, beside the model's. */
  readonly switches: readonly ModelSwitch[];
  /** Switches that are faults by nature: also accepted as `--fault NAME=VALUE`. */
  readonly faultSwitches?: readonly string[];
  /** Facts for `Model.seed`, made from the credentials. */
  facts(credentials: Readonly<Record<string, string>>): Readonly<Record<string, Value>>;
  door(context: DoorContext<State>): Door;
  /** The name of a route for counters and faults: `PUT agents/{id}`. */
  route(method: string, path: string): string;
  /** Whether a request may change something; by default everything but GET and HEAD. */
  isWrite?(request: Received): boolean;
  /** Whether the vendor did what it was asked. */
  succeeded(reply: Reply): boolean;
  /** What the vendor's server errors and throttling look like. */
  failure(kind: 'error' | 'throttled'): Reply;
  readonly staff: StaffRules;

  /** Changes the switches of a running model. */
  configure(state: State, options: Readonly<Record<string, string>>): void;
  /** Another writer puts a resource, past the vendor's API. */
  put(state: State, resource: Resource, tools: ModelTools): readonly Effect[];
  /** Another writer removes one. */
  drop(state: State, address: Address, tools: ModelTools): readonly Effect[];
  /** Lets background work that is due take effect. */
  settle?(state: State, tools: ModelTools): readonly Effect[];
  /** Shows a member as in a call or not. Absent if the vendor shows no presence. */
  setInCall?(state: State, member: Address, inCall: boolean): void;
  /** What another writer may do between our calls, by name; `argument` picks the object, else one is drawn. */
  readonly drifts: Readonly<Record<string, Drift<State>>>;
  /** What the API does not show, for inspection. Never a password. */
  hidden?(state: State): Readonly<Record<string, unknown>>;
}
